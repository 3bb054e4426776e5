import type { PgBoss } from 'pg-boss';
import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import { ingestingOrgs } from '../integrations.ts';
import type { HaloDatabase } from '../postgres/database.ts';
import { cronQueue } from './queues.ts';
import { hookJob, sendJobs } from './sender.ts';

/** Hourly, but not on the hour, when everybody else's schedules reach Zoom. */
const HOURLY = '17 * * * *';

/** Schedules the hourly sync, for an integration that declares `cronSync`. */
export async function startCron(boss: PgBoss, halo: HaloDatabase, manifest: PluginManifest): Promise<void> {
  const queue = cronQueue(manifest.provider);
  if (!manifest.cronSync) return boss.unschedule(queue);
  await boss.schedule(queue, HOURLY);
  await boss.work(queue, async () => {
    await fanOut(boss, halo, manifest);
  });
}

/** Sends a catch-up to every connected org whose ingest mode is on. */
export async function fanOut(boss: PgBoss, halo: HaloDatabase, manifest: PluginManifest): Promise<void> {
  await halo.transaction(async (tx) => {
    const orgs = await ingestingOrgs(tx, manifest);
    const input = { scope: 'catch_up', trigger: 'cron' };
    const jobs = orgs.map((orgId) =>
      hookJob(manifest.provider, orgId, { hook: 'sync', input, key: 'catch_up' }),
    );
    await sendJobs(boss, tx, jobs);
  });
}
