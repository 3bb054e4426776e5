import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HaloPlugin } from '../../../contracts/plugin.ts';
import { type Halo, startHalo } from '../../halo/halo.ts';
import { createOrg } from '../../halo/orgs.ts';
import { loadPlugin } from '../../halo/plugin-loader.ts';
import { openPluginDatabase, type PluginDatabase } from '../../halo/postgres/database.ts';
import { createTestDatabase } from '../../halo/postgres/test-database.ts';
import { applySeed } from '../../halo/seed.ts';
import type { Check } from './check.ts';
import { CHAPTERS, type Chapter } from './checks/index.ts';
import { ADMIN, Stage, SuiteClock } from './stage.ts';
import type { Subject } from './subject.ts';
import type { RecordedVendor } from './vendor.ts';

const ALL = Object.keys(CHAPTERS).filter((name): name is Chapter => name in CHAPTERS);

/**
 * Holds a plugin against the contract: one test for each check, in one running Halo with an org for each. A check that is
 * expected to fail has to, so that the list of what fails is never longer than the truth.
 */
export function itConforms(subject: Subject): void {
  describe(subject.name, () => {
    const checks: readonly Check[] = (subject.chapters ?? ALL).flatMap((chapter) => CHAPTERS[chapter]);
    const clock = new SuiteClock();
    const logged: string[] = [];
    let plugin: HaloPlugin;
    let vendor: RecordedVendor;
    let halo: Halo;
    let pluginDatabase: PluginDatabase;
    let orgs = 0;
    let stage: Stage;

    beforeAll(async () => {
      const loaded = await loadPlugin(subject.manifestPath);
      plugin = subject.alter?.(loaded) ?? loaded;
      vendor = await subject.openVendor(clock);
      halo = await startHalo({
        databaseUrl: await createTestDatabase(),
        plugin,
        clock,
        org: { id: 'nobody', name: 'Nobody' },
        deployment: {
          secrets: subject.secrets,
          apiUrl: vendor.origin,
          oauthUrl: vendor.origin,
          downloadHosts: ['http://127.0.0.1:*'],
        },
        sessions: {
          of: (request) => ({
            orgId: request.headers.get('x-org') ?? 'nobody',
            userId: ADMIN,
            permissions: Object.values(plugin.manifest.permissions),
          }),
        },
        logLevel: 'debug',
        logTo: { write: (line) => logged.push(line) },
      });
      pluginDatabase = openPluginDatabase(halo.databaseUrl, plugin.manifest.provider);
    });
    afterAll(async () => {
      await pluginDatabase?.end();
      await halo?.stop();
      await vendor?.close();
    });

    beforeEach(async () => {
      orgs += 1;
      const orgId = `org-${orgs}`;
      await createOrg(halo.halo, { id: orgId, name: orgId });
      await applySeed(halo, orgId, subject.seed);
      vendor.reset();
      stage = new Stage({ subject, plugin, halo, pluginDatabase, vendor, clock, orgId, logged });
    });
    afterEach(async () => {
      clock.reset();
      // Neither the hour nor a webhook is to find it any more.
      await halo.halo.query('update teams set settings = settings - $2::text where id = $1', [
        stage.orgId,
        plugin.manifest.webhook.orgKey,
      ]);
    });

    it.each(checks)('$title', async ({ title, run }) => {
      const tried = async () => run(stage);
      const reason = subject.expectedFailures[title];
      if (reason === undefined) await tried();
      else
        await expect(tried(), `expected to fail, because ${reason}; take it off that list`).rejects.toThrow();
    });

    it('is expected to fail only what there is', () => {
      const titles = checks.map(({ title }) => title);
      expect(Object.keys(subject.expectedFailures).filter((title) => !titles.includes(title))).toEqual([]);
    });
  });
}
