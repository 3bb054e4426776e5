import { deleteExpiredCredentials } from '../credentials.ts';
import { deleteOldDeliveries } from '../deliveries.ts';
import { ingestingOrgs } from '../integrations.ts';
import type { Platform } from '../platform.ts';
import { cronQueue } from './queues.ts';
import { hookJob, sendJobs } from './sender.ts';

/** Hourly, but not on the hour, when everybody else's schedules reach Zoom. */
const HOURLY = '17 * * * *';

export type CronParts = Pick<Platform, 'boss' | 'halo' | 'plugin' | 'clock'>;

/** Schedules what Halo does every hour. */
export async function startCron(parts: CronParts): Promise<void> {
  const queue = cronQueue(parts.plugin.manifest.provider);
  await parts.boss.schedule(queue, HOURLY);
  await parts.boss.work(queue, async () => {
    await runCron(parts);
  });
}

/** The hourly sync, for an integration that declares `cronSync`, and then the deletion of what is kept for a while. */
export async function runCron({ boss, halo, plugin, clock }: CronParts): Promise<void> {
  if (plugin.manifest.cronSync) await fanOut({ boss, halo, plugin });
  await deleteExpiredCredentials(halo, clock.now());
  await deleteOldDeliveries(halo, clock.now());
}

/** Sends a catch-up to every connected org whose ingest mode is on. */
async function fanOut({ boss, halo, plugin: { manifest } }: Omit<CronParts, 'clock'>): Promise<void> {
  await halo.transaction(async (tx) => {
    const orgs = await ingestingOrgs(tx, manifest);
    const input = { scope: 'catch_up', trigger: 'cron' };
    const jobs = orgs.map((orgId) =>
      hookJob(manifest.provider, orgId, { hook: 'sync', input, key: 'catch_up' }),
    );
    await sendJobs(boss, tx, jobs);
  });
}
