import { setTimeout as sleep } from 'node:timers/promises';
import type { JobWithMetadata } from 'pg-boss';
import type { Clock, HookName } from '../../contracts/host.ts';
import { readDelivery } from '../halo/deliveries.ts';
import { hostFor } from '../halo/job-host.ts';
import { checkedHooks } from '../halo/jobs/hooks.ts';
import { outcomeOfFailure } from '../halo/jobs/outcome.ts';
import { HOOKS, queueName } from '../halo/jobs/queues.ts';
import { type JobData, sendJobs } from '../halo/jobs/sender.ts';
import type { Platform } from '../halo/platform.ts';
import type { PluginDatabase } from '../halo/postgres/database.ts';
import { SteppedJob } from './stepped-job.ts';
import type { Turn } from './webhook-order-story.ts';

/** Each holds a connection while it stands in a transaction. */
const AT_ONCE = 8;
/** Who has not come to rest by then may be waiting for a lock; PostgreSQL knows. */
const GLANCE_MS = 10;

interface Running {
  readonly queue: string;
  readonly job: JobWithMetadata<JobData>;
  readonly steps: SteppedJob;
}

/**
 * Halo's worker, slowed down: jobs run side by side, but one at a time moves on, in the order it is told. Its jobs
 * die and are run again as they are when a process is killed.
 */
export class SteppedWorker {
  readonly #platform: Platform;
  readonly #pluginDatabase: PluginDatabase;
  /** By the clock of the test: it is never waited for. */
  readonly #clock: Clock;
  #running: Running[] = [];
  /** Failures that no death explains. */
  readonly failures: object[] = [];

  constructor(platform: Platform, pluginDatabase: PluginDatabase) {
    this.#platform = platform;
    this.#pluginDatabase = pluginDatabase;
    this.#clock = { now: () => platform.clock.now(), sleep: async () => undefined };
  }

  /** Starts what is due, takes a turn of one job, and comes back when nothing moves any more. */
  async turn({ job, statements, dies }: Turn): Promise<void> {
    await this.#start();
    const standing = this.#running.filter(({ steps }) => steps.stands);
    const chosen = standing[job % standing.length];
    if (!chosen) return;
    chosen.steps.go(statements);
    await this.#rest();
    const { retryCount, retryLimit } = chosen.job;
    if (!dies || !chosen.steps.stands || retryCount >= retryLimit) return;
    chosen.steps.die();
    await this.#rest();
  }

  /** Runs what is due, and what that sends, to its end. */
  async finish(): Promise<void> {
    for (;;) {
      await this.#start();
      if (this.#running.length === 0) return;
      for (const { steps } of this.#running) {
        if (!steps.stands) continue;
        steps.go(Number.POSITIVE_INFINITY);
        await this.#rest();
      }
    }
  }

  /** When the next of the waiting jobs is due. */
  async nextDue(): Promise<Date | null> {
    const [row] = await this.#platform.halo.query<{ at: Date | null }>(
      `select min(start_after) as at from pgboss.job where name = any($1) and state in ('created', 'retry')`,
      [this.#queues().map(({ queue }) => queue)],
    );
    return row?.at ?? null;
  }

  async #start(): Promise<void> {
    const { halo, boss } = this.#platform;
    for (const { hook, queue } of this.#queues()) {
      const free = AT_ONCE - this.#running.length;
      if (free <= 0) return;
      // The queue goes by PostgreSQL's clock. A job that an open transaction holds is left for later.
      await halo.query(
        `update pgboss.job set start_after = now() where id in (
           select id from pgboss.job where name = $1 and state in ('created', 'retry') and start_after <= $2
           for update skip locked)`,
        [queue, this.#clock.now()],
      );
      const jobs = await boss.fetch<JobData>(queue, { batchSize: free, includeMetadata: true });
      for (const job of jobs.toSorted(asSent)) {
        const steps = new SteppedJob((stepped) => this.#perform(hook, queue, job, stepped));
        this.#running.push({ queue, job, steps });
      }
    }
    await this.#rest();
  }

  async #perform(
    hook: HookName,
    queue: string,
    job: JobWithMetadata<JobData>,
    steps: SteppedJob,
  ): Promise<void> {
    const { boss, halo, plugin } = this.#platform;
    const { orgId } = job.data;
    try {
      const host = await hostFor(this.#platform, this.#pluginDatabase, undefined, {
        ...{ id: job.id, hook, orgId },
        attempt: job.retryCount + 1,
        lastAttempt: job.retryCount >= job.retryLimit,
        signal: new AbortController().signal,
      });
      await steps.step();
      const input = 'deliveryId' in job.data ? await readDelivery(halo, job.data.deliveryId) : job.data.input;
      const output = await checkedHooks(plugin.hooks)[hook](input, {
        ...steps.slow(host),
        clock: this.#clock,
      });
      // All is done, and Halo does not know it yet.
      await steps.step();
      await boss.complete(queue, job.id, output);
    } catch (error) {
      const outcome = outcomeOfFailure(error, this.#clock.now());
      if (!steps.dead) this.failures.push({ hook, ...outcome });
      if (steps.dead || outcome.status !== 'postponed') {
        await boss.fail(queue, job.id, outcome.output);
        return;
      }
      const again = { queue, singletonKey: keyOf(job), data: job.data, startAfter: outcome.startAfter };
      await halo.transaction((tx) => sendJobs(boss, tx, [again]));
      await boss.complete(queue, job.id, outcome.output);
    }
  }

  /** Until every job stands, has ended, or waits for a lock that a standing one holds. */
  async #rest(): Promise<void> {
    for (;;) {
      this.#running = this.#running.filter(({ steps }) => !steps.ended);
      const moving = this.#running.filter(({ steps }) => !steps.stands);
      if (moving.length === 0) return;
      const arrived = Promise.race(moving.map(({ steps }) => steps.arrival.then(() => true)));
      const glance = sleep(GLANCE_MS, false, { ref: false });
      if (!(await Promise.race([arrived, glance])) && (await this.#waitingForLocks()) >= moving.length)
        return;
    }
  }

  async #waitingForLocks(): Promise<number> {
    const [row] = await this.#platform.halo.query<{ count: number }>(
      `select count(distinct pid)::int from pg_locks join pg_stat_activity using (pid)
       where datname = current_database() and not granted`,
    );
    return row?.count ?? 0;
  }

  #queues(): { hook: HookName; queue: string }[] {
    const { provider } = this.#platform.plugin.manifest;
    return HOOKS.map((hook) => ({ hook, queue: queueName(provider, hook) }));
  }
}

/** Those of one transaction have the same time. */
function asSent(a: JobWithMetadata<JobData>, b: JobWithMetadata<JobData>): number {
  return a.createdOn.getTime() - b.createdOn.getTime() || keyOf(a).localeCompare(keyOf(b));
}

function keyOf({ singletonKey, id }: JobWithMetadata<JobData>): string {
  return singletonKey ?? id;
}
