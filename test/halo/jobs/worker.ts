import type { JobResult, JobWithMetadata, PgBoss, WorkOptions } from 'pg-boss';
import type { HookName, Host, Log, Metrics } from '../../../contracts/host.ts';
import type { HaloPlugin } from '../../../contracts/plugin.ts';
import { readDelivery } from '../deliveries.ts';
import type { HaloDatabase } from '../postgres/database.ts';
import type { DatabaseWatch } from '../postgres/database-watch.ts';
import { type CheckedHook, checkedHooks } from './hooks.ts';
import { type Ending, endingOf, type FailedOutcome, type Outcome, outcomeOfFailure } from './outcome.ts';
import { HOOKS, queueName } from './queues.ts';
import { reportJob } from './report.ts';
import { AHEAD_OF_BACKLOGS, type JobData, sendJobs } from './sender.ts';
import { inSpan } from './tracing.ts';

export interface WorkerParts {
  readonly boss: PgBoss;
  readonly plugin: HaloPlugin;
  readonly halo: HaloDatabase;
  readonly hostFor: (job: RunningJob) => Promise<Host>;
  readonly clock: { now(): Date };
  readonly counters: Metrics;
  readonly log: Log;
  readonly database: DatabaseWatch;
  /** Aborted when this process stops. */
  readonly shutdown: AbortSignal;
}

/** What a host needs to know of the job it is made for. */
export interface RunningJob {
  readonly id: string;
  readonly hook: HookName;
  readonly orgId: string;
  readonly attempt: number;
  readonly lastAttempt: boolean;
  readonly signal: AbortSignal;
}

/**
 * Jobs of a hook that one process runs at once, as a multiple of what one org may: however much one org has queued,
 * another's jobs find a free slot.
 */
const ORGS_AT_ONCE = 2;

/**
 * Of the slots beyond what one org may have, those that also look into backlogs. PostgreSQL reads past every job of an
 * org that has all it may, at each look, which takes the longer the more of them wait. The other slots see no backlog.
 */
const INTO_BACKLOGS = 1;

/** By then a process that stops has stopped. */
const AFTER_STOP_MS = 5_000;

/** NOTIFY wakes the workers. Polling is for what becomes due by time: retries and jobs sent for later. */
const POLL_SECONDS = 1;

export async function startWorkers(parts: WorkerParts): Promise<void> {
  const hooks = checkedHooks(parts.plugin.hooks);
  for (const hook of HOOKS) {
    const perOrg = parts.plugin.manifest.hooks[hook].groupConcurrency;
    for (let slot = 0; slot < perOrg * ORGS_AT_ONCE; slot++) {
      const which = slot < perOrg + INTO_BACKLOGS ? {} : { minPriority: AHEAD_OF_BACKLOGS };
      await startSlot(parts, hook, hooks[hook], { groupConcurrency: perOrg, ...which });
    }
  }
}

async function startSlot(
  parts: WorkerParts,
  hook: HookName,
  run: CheckedHook,
  which: Pick<WorkOptions, 'groupConcurrency' | 'minPriority'>,
) {
  const { boss, plugin } = parts;
  const slot: string = await boss.work(
    queueName(plugin.manifest.provider, hook),
    { ...options, ...which },
    async ([job]: JobWithMetadata<JobData>[]) => {
      if (!job) return [];
      const result = await settle(parts, hook, run, job);
      // Look for the next job at once: a worker with one job in hand otherwise waits out its polling interval.
      boss.notifyWorker(slot);
      return [result];
    },
  );
}

const options = {
  includeMetadata: true,
  perJobResults: true,
  pollingIntervalSeconds: POLL_SECONDS,
  notifyPollingIntervalSeconds: POLL_SECONDS,
} as const;

async function settle(
  parts: WorkerParts,
  hook: HookName,
  run: CheckedHook,
  job: JobWithMetadata<JobData>,
): Promise<JobResult> {
  const traced = { queue: job.name, id: job.id, orgId: job.data.orgId, attempt: job.retryCount + 1 };
  const { outcome, ending } = await inSpan(traced, () => perform(parts, hook, run, job));
  parts.counters.count('halo_jobs_total', 1, { hook, ...ending });
  if (outcome.status !== 'postponed') return { id: job.id, status: outcome.status, output: outcome.output };
  const again = {
    queue: job.name,
    singletonKey: job.singletonKey ?? job.id,
    data: job.data,
    startAfter: outcome.startAfter,
    priority: job.priority,
  };
  await parts.halo.transaction((tx) => sendJobs(parts.boss, tx, [again]));
  return { id: job.id, status: 'completed', output: outcome.output };
}

interface Performed {
  readonly outcome: Outcome;
  readonly ending: Ending;
}

async function perform(
  parts: WorkerParts,
  hook: HookName,
  run: CheckedHook,
  job: JobWithMetadata<JobData>,
): Promise<Performed> {
  const { halo, hostFor, log, database, shutdown } = parts;
  const { id, retryCount, retryLimit } = job;
  const { orgId } = job.data;
  const attempt = retryCount + 1;
  const lastAttempt = retryCount >= retryLimit;
  try {
    const signal = AbortSignal.any([job.signal, shutdown]);
    const host = await hostFor({ id, hook, orgId, attempt, lastAttempt, signal });
    const input = 'deliveryId' in job.data ? await readDelivery(halo, job.data.deliveryId) : job.data.input;
    const outcome: Outcome = { status: 'completed', output: await run(input, host) };
    return { outcome, ending: endingOf(outcome, lastAttempt) };
  } catch (error) {
    const outcome = afterFailure(error, parts);
    const ending = endingOf(outcome, lastAttempt);
    const report = () => reportJob(log, { hook, orgId, jobId: id, attempt }, ending, { ...outcome, error });
    // What was foreseen is not the database's doing.
    if (outcome.output.advice !== undefined) report();
    else database.unlessAway(report);
    return { outcome, ending };
  }
}

function afterFailure(error: unknown, { clock, shutdown }: WorkerParts): FailedOutcome {
  const outcome = outcomeOfFailure(error, clock.now());
  if (!shutdown.aborted || outcome.status !== 'failed') return outcome;
  // A job that was interrupted by our own stop has not failed: it goes back to the queue with all its attempts, for a
  // time when this process can't pick it up again. Jobs start by PostgreSQL's clock, so the real time counts.
  return { status: 'postponed', startAfter: new Date(Date.now() + AFTER_STOP_MS), output: outcome.output };
}
