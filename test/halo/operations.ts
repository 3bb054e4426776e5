import type { PluginManifest } from '../../contracts/generated/manifest.ts';
import type { OnDisconnectInput } from '../../contracts/generated/on-disconnect-input.ts';
import type { Stats } from '../../contracts/generated/stats-output.ts';
import type { ListingInput } from '../../contracts/generated/sync-input.ts';
import { statsOutput } from '../../contracts/generated/validators.ts';
import type { NewJob } from '../../contracts/host.ts';
import { ingestIsOn, readSettings, type SettingsCheck, writeSettings } from './integrations.ts';
import { waitForJob } from './jobs/progress.ts';
import { queueName } from './jobs/queues.ts';
import { hookJob, sendJobs } from './jobs/sender.ts';
import type { Platform } from './platform.ts';

const STATS_TIMEOUT_MS = 10_000;

/** Sends a sync for the org; undefined while its ingest mode is off. */
export async function requestSync(
  platform: Platform,
  orgId: string,
  scope: ListingInput['scope'],
): Promise<string | undefined> {
  const on = await ingestIsOn(platform.halo, orgId, provider(platform));
  return on
    ? sendJob(platform, orgId, { hook: 'sync', input: { scope, trigger: 'manual' }, key: scope })
    : undefined;
}

export function requestDisconnect(
  platform: Platform,
  orgId: string,
  data: OnDisconnectInput['data'],
): Promise<string> {
  return sendJob(platform, orgId, { hook: 'onDisconnect', input: { data }, key: data });
}

/** Runs the stats hook as a job, like every hook; undefined if no worker has answered in time. */
export async function readStats(platform: Platform, orgId: string): Promise<Stats | undefined> {
  const id = await sendJob(platform, orgId, { hook: 'stats', input: {}, key: 'stats' });
  const queue = queueName(provider(platform), 'stats');
  const end = await waitForJob(platform.boss, queue, id, STATS_TIMEOUT_MS);
  // The answer names meetings and customers. Jobs are kept for days, and a meeting may have to be forgotten before.
  await platform.boss.deleteJob(queue, id);
  return end.state === 'completed' ? statsOutput.parse(end.output) : undefined;
}

/** Changes the named settings of the org and keeps the others. */
export async function changeSettings(
  platform: Platform,
  orgId: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<SettingsCheck> {
  return platform.halo.transaction(async (tx) => {
    const current = await readSettings(tx, platform.settings, orgId, provider(platform));
    const checked = platform.settings({ ...current, ...changes });
    if (checked.ok) await writeSettings(tx, orgId, provider(platform), checked.settings);
    return checked;
  });
}

async function sendJob(platform: Platform, orgId: string, job: NewJob): Promise<string> {
  const [id] = await platform.halo.transaction((tx) =>
    sendJobs(platform.boss, tx, [hookJob(provider(platform), orgId, job)]),
  );
  if (id === undefined) throw new Error('The job was not sent.');
  return id;
}

function provider(platform: { readonly plugin: { readonly manifest: PluginManifest } }): string {
  return platform.plugin.manifest.provider;
}
