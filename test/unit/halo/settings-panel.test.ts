import { describe, expect, it } from 'vitest';
import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import { SettingsPanel } from '../../halo/page/settings.tsx';
import type { FieldErrors, Settings } from '../../halo/settings-schema.ts';
import { manifest } from './made-up-plugin.ts';

/** One setting that is always in sight, and two under a heading. */
const grouped: PluginManifest = {
  ...manifest,
  settings: {
    ...manifest.settings,
    properties: {
      lookbackDays: { type: 'integer', title: 'Look back', description: 'How far.', default: 30 },
      webinars: { type: 'boolean', title: 'Webinars', description: 'Too.', default: true, group: 'What' },
      hosts: { type: 'array', title: 'Hosts', description: 'Only these.', default: [], group: 'What' },
    },
  },
};

function panel(settings: Settings, errors: FieldErrors = {}): string {
  return String(SettingsPanel({ manifest: grouped, settings, errors, mayChange: true }));
}

const DEFAULTS = { lookbackDays: 30, webinars: true, hosts: [] };

describe('the settings', () => {
  it('under a heading are folded away, the others in sight', () => {
    const [inSight = '', folded = ''] = panel(DEFAULTS).split('<details class="group"');
    expect(inSight).toContain('id="lookbackDays"');
    expect(folded).toMatch(/^><summary[^>]*>What<\/summary>/);
    expect(folded).toMatch(/id="webinars".*id="hosts".*<\/details>/);
  });

  it('that were changed under a heading can be told without opening it', () => {
    expect(panel({ ...DEFAULTS, webinars: false, hosts: ['sam@ours.example'] })).toContain('2 set</span>');
  });

  it('of which one is wrong are open', () => {
    expect(panel(DEFAULTS, { hosts: 'No address.' })).toMatch(/<details class="group" open/);
    expect(panel(DEFAULTS, { lookbackDays: 'Too far.' })).not.toMatch(/<details class="group" open/);
  });
});
