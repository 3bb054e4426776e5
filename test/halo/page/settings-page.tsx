import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import type { Message } from '../message.ts';
import type { Org } from '../orgs.ts';
import type { SettingsPreview } from '../settings-preview.ts';
import type { FieldErrors, Settings } from '../settings-schema.ts';
import { Card } from './parts.tsx';
import { Sections } from './sections.tsx';
import { SettingsPanel } from './settings.tsx';
import { SettingsTrial } from './settings-trial.tsx';
import { Shell } from './shell.tsx';

export interface SettingsPageData {
  readonly manifest: PluginManifest;
  readonly org: Org;
  /** As they are stored; or as they were filled in, where they were refused or are being tried. */
  readonly settings: Settings;
  readonly errors: FieldErrors;
  readonly preview: SettingsPreview | undefined;
  readonly message: Message | undefined;
  readonly mayChange: boolean;
}

/** The settings of an integration, as its manifest describes them. */
export function SettingsPage(page: SettingsPageData) {
  const { manifest, org, message, preview } = page;
  return (
    <Shell
      title={`Settings · ${manifest.name}`}
      path={['Integrations', manifest.name, 'Settings']}
      org={org.name}
      at={{ section: 'integration', provider: manifest.provider, providerName: manifest.name }}
      message={message}
    >
      <h1 class="title">{manifest.name}</h1>
      <Sections provider={manifest.provider} providerName={manifest.name} current="settings" />
      <div class="columns">
        <div>
          <SettingsPanel {...page} />
        </div>
        <div>
          {preview ? (
            <SettingsTrial provider={manifest.provider} preview={preview} />
          ) : (
            <Card id="trial" title="Before you save">
              <p class="note">
                Try the settings on recent recordings: Halo tells which would be left out, and why. Nothing is
                changed by it.
              </p>
            </Card>
          )}
        </div>
      </div>
    </Shell>
  );
}
