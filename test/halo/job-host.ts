import { setTimeout } from 'node:timers/promises';
import type { Host, Log, Model } from '../../contracts/host.ts';
import { credentialsOf } from './credentials.ts';
import { readSettings } from './integrations.ts';
import { hookJob, sendJobs } from './jobs/sender.ts';
import type { RunningJob } from './jobs/worker.ts';
import { knowledgeOf } from './knowledge/store.ts';
import { readOrg } from './orgs.ts';
import type { Platform } from './platform.ts';
import type { PluginDatabase } from './postgres/database.ts';

/** Makes the services that one job gets: all of them bound to its org, and gone with it. */
export async function hostFor(
  platform: Platform,
  pluginDatabase: PluginDatabase,
  model: Model | undefined,
  job: RunningJob,
): Promise<Host> {
  const { plugin, halo, boss, key, deployment, clock, counters } = platform;
  const { provider, knowledge } = plugin.manifest;
  const log: Log = platform.log.child({ orgId: job.orgId, hook: job.hook, jobId: job.id });
  return {
    org: await readOrg(halo, job.orgId),
    job: { id: job.id, attempt: job.attempt, lastAttempt: job.lastAttempt },
    db: pluginDatabase.forOrg(job.orgId),
    jobs: {
      async send(tx, jobs) {
        await sendJobs(
          boss,
          tx,
          jobs.map((next) => hookJob(provider, job.orgId, next)),
        );
      },
    },
    credentials: credentialsOf(halo, key, job.orgId, provider, clock),
    knowledge: knowledgeOf(job.orgId, knowledge.namespaces),
    ...(model ? { model } : {}),
    settings: await readSettings(halo, platform.settings, job.orgId, provider),
    deployment,
    clock: { now: () => clock.now(), sleep },
    log,
    metrics: counters,
    progress: ({ phase, done, total }) =>
      log.info({ event: 'halo.job.progress', phase, done, total }, 'A job goes on.'),
    signal: job.signal,
  };
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  // The promise of an aborted timer rejects with a word of Node's own; the job wants to know why it was aborted.
  await setTimeout(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}
