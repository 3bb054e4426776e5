import { readFile } from 'node:fs/promises';
import { inc, minVersion, satisfies, valid } from 'semver';
import { expect } from 'vitest';
import { manifest as manifestContract } from '../../../../contracts/generated/validators.ts';
import { OPTIONAL_SERVICES, REQUIRED_SERVICES } from '../../../../contracts/host.ts';
import { check } from '../check.ts';
import type { Stage } from '../stage.ts';

const ALL = [...REQUIRED_SERVICES, ...OPTIONAL_SERVICES];
/** The largest major that a Halo could have, and the smallest. */
const AGES = ['0.0.1', '999.0.0'];

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

  check('it refuses a Halo below its range, with the reason', (stage) => refuses(stage, isBelow)),
  check('it refuses a Halo above its range, with the reason', (stage) => refuses(stage, isAbove)),

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

function refuses({ plugin }: Stage, isOutside: (version: string, least: string) => boolean): void {
  const range = plugin.manifest.engines.halo;
  const least = minVersion(range)?.version ?? '';
  const outside = AGES.filter((version) => isOutside(version, least) && !satisfies(version, range));
  for (const version of outside)
    expect(plugin.negotiate({ version: valid(version) ?? '', services: ALL })).toEqual({
      ok: false,
      reason: expect.stringContaining(version),
    });
}

const isBelow = (version: string, least: string) => satisfies(version, `<${least}`);
const isAbove = (version: string, least: string) => satisfies(version, `>${least}`);
