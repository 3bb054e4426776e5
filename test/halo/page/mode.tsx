import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import { pagePath } from '../paths.ts';
import { Card } from './parts.tsx';

const ALL = [
  { mode: 'ingest', label: 'Ingest', what: 'Brings meetings and transcripts into Halo.' },
  { mode: 'actions', label: 'Actions', what: 'Lets agents act in the other system.' },
  { mode: 'notifications', label: 'Notifications', what: 'Sends what happens in Halo.' },
] as const;

interface ModesProps {
  readonly manifest: PluginManifest;
  readonly ingest: boolean;
  readonly mayChange: boolean;
}

/** The modes of an integration. One that it does not declare cannot be switched on. */
export function Modes({ manifest, ingest, mayChange }: ModesProps) {
  return (
    <Card id="modes" title="Modes">
      <ul class="rows">
        {ALL.map(({ mode, label, what }) => (
          <li class="row mode">
            <div>
              <strong>{label}</strong>
              <p class="note">
                {manifest.modes.includes(mode) ? what : `${manifest.name} does not offer this.`}
              </p>
            </div>
            {mode === 'ingest' && manifest.modes.includes(mode) ? (
              <form method="post" action={`${pagePath(manifest.provider)}/mode`}>
                <button
                  type="submit"
                  class="toggle"
                  name="ingest"
                  value={ingest ? 'off' : 'on'}
                  role="switch"
                  aria-checked={ingest ? 'true' : 'false'}
                  aria-label={`Ingest is ${ingest ? 'on' : 'off'}`}
                  disabled={!mayChange}
                />
              </form>
            ) : (
              <span class="toggle" aria-hidden="true" />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
