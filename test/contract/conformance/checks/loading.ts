import { readFile } from 'node:fs/promises';
import { inc, minVersion, satisfies } from 'semver';
import { expect } from 'vitest';
import { manifest as manifestContract } from '../../../../contracts/generated/validators.ts';
import { OPTIONAL_SERVICES, REQUIRED_SERVICES } from '../../../../contracts/host.ts';
import { check } from '../check.ts';
import type { Stage } from '../stage.ts';

const ALL = [...REQUIRED_SERVICES, ...OPTIONAL_SERVICES];
/** Older and newer than any Halo that a range is likely to let in. */
const OLDEST = '0.0.1';
const NEWEST = '999.0.0';

export const LOADING = [
  check(
    'its manifest fits the contract, and is what the plugin says of itself',
    async ({ subject, plugin }) => {
      const written: unknown = JSON.parse(await readFile(subject.manifestPath, 'utf8'));
      expect(plugin.manifest).toEqual(manifestContract.parse(written));
    },
  ),

  check('its page is there before anybody has connected', async (stage) => {
    const page = await stage.request(`/integrations/${stage.provider}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(stage.plugin.manifest.name);
  }),

  check('it takes every Halo of the range that its manifest names', ({ plugin }) => {
    const least = minVersion(plugin.manifest.engines.halo)?.version ?? '';
    const versions = [least, inc(least, 'patch'), inc(least, 'minor')].filter(
      (version) => version !== null && satisfies(version, plugin.manifest.engines.halo),
    );
    expect(versions).not.toEqual([]);
    for (const version of versions)
      expect(plugin.negotiate({ version: version ?? '', services: ALL })).toEqual({ ok: true, without: [] });
  }),

  check('it refuses a Halo below its range, with the reason', (stage) => refuses(stage, OLDEST)),
  check('it refuses a Halo above its range, with the reason', (stage) => refuses(stage, NEWEST)),

  check('it refuses a Halo that lacks a service it needs, and names that', ({ plugin }) => {
    const version = minVersion(plugin.manifest.engines.halo)?.version ?? '';
    for (const missing of REQUIRED_SERVICES) {
      const services = ALL.filter((service) => service !== missing);
      expect(plugin.negotiate({ version, services })).toEqual({
        ok: false,
        reason: expect.stringContaining(missing),
      });
    }
  }),

  check('it does without a service that is optional, and says so', ({ plugin }) => {
    const version = minVersion(plugin.manifest.engines.halo)?.version ?? '';
    for (const missing of OPTIONAL_SERVICES) {
      const services = ALL.filter((service) => service !== missing);
      expect(plugin.negotiate({ version, services })).toEqual({ ok: true, without: [missing] });
    }
  }),
];

/** A range that is open on that side has nothing to refuse there. */
function refuses({ plugin }: Stage, version: string): void {
  if (satisfies(version, plugin.manifest.engines.halo)) return;
  expect(plugin.negotiate({ version, services: ALL })).toEqual({
    ok: false,
    reason: expect.stringContaining(version),
  });
}
