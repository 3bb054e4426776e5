import { createHash, randomUUID } from 'node:crypto';
import type { Db, PgBoss } from 'pg-boss';
import type { NewJob, Transaction } from '../../../contracts/host.ts';
import type { Platform } from '../platform.ts';
import { asHalo, forPgBoss } from '../postgres/open-transaction.ts';
import { queueName } from './queues.ts';

/** What a job carries. A webhook's delivery stays in its own table; the worker loads it. */
export type JobData =
  | { readonly orgId: string; readonly input: object }
  | { readonly orgId: string; readonly deliveryId: string };

/** A job as pg-boss takes it. At most one job waits per queue and `singletonKey`. */
export interface QueuedJob {
  readonly queue: string;
  readonly singletonKey: string;
  readonly data: JobData;
  readonly startAfter?: Date;
  /** Of the jobs of an org that wait, those with the highest number start first. Unless told, 0, and less in a backlog. */
  readonly priority?: number;
}

/** More jobs than these, sent by one org at once, are a backlog: what is sent singly starts ahead of it. */
const LARGEST_HANDFUL = 10;
const OF_A_BACKLOG = -1;
/** The lowest priority of what is no backlog. */
export const AHEAD_OF_BACKLOGS = 0;
/** Of what somebody waits for: a run may have sent thousands of jobs. */
export const AHEAD_OF_ALL = 10;

/** A btree entry has an upper size, and a key may name every file of a recording. */
const LONGEST_KEY = 200;

export function singletonKey(orgId: string, key: string): string {
  const short = key.length <= LONGEST_KEY ? key : createHash('sha256').update(key).digest('hex');
  return `${orgId}:${short}`;
}

export function hookJob(provider: string, orgId: string, job: NewJob): QueuedJob {
  return {
    queue: queueName(provider, job.hook),
    singletonKey: singletonKey(orgId, job.key),
    data: { orgId, input: job.input },
    ...(job.startAfter ? { startAfter: job.startAfter } : {}),
  };
}

/** Sends jobs inside `tx`, as Halo. Returns for each the id of the job that will do the work. */
export function sendJobs(boss: PgBoss, tx: Transaction, jobs: readonly QueuedJob[]): Promise<string[]> {
  const db = forPgBoss(tx);
  return asHalo(tx, async () => {
    const ids = new Map<QueuedJob, string>();
    const priorityOf = priorities(jobs);
    // In one order everywhere: two transactions that wait for each other's keys would deadlock.
    const sorted = jobs.toSorted(
      (a, b) => compare(a.queue, b.queue) || compare(a.singletonKey, b.singletonKey),
    );
    for (const [queue, group] of Map.groupBy(sorted, (job) => job.queue)) {
      const created = await insert(boss, db, queue, group, priorityOf);
      for (const job of group)
        ids.set(job, created.get(job) ?? (await joinWaiting(boss, db, job, priorityOf)));
    }
    return jobs.map((job) => ids.get(job) ?? '');
  });
}

/** Sends one job in a transaction of its own. Returns the id of the job that will do the work. */
export async function sendJob(
  { halo, boss, plugin }: Pick<Platform, 'halo' | 'boss' | 'plugin'>,
  orgId: string,
  job: NewJob,
  priority = AHEAD_OF_BACKLOGS,
): Promise<string> {
  const queued = { ...hookJob(plugin.manifest.provider, orgId, job), priority };
  const [id] = await halo.transaction((tx) => sendJobs(boss, tx, [queued]));
  if (id === undefined) throw new Error('The job was not sent.');
  return id;
}

type PriorityOf = (job: QueuedJob) => number;

function priorities(jobs: readonly QueuedJob[]): PriorityOf {
  const byOrg = Map.groupBy(jobs, (job) => job.data.orgId);
  return ({ priority, data }) => {
    const together = byOrg.get(data.orgId)?.length ?? 0;
    return priority ?? (together > LARGEST_HANDFUL ? OF_A_BACKLOG : AHEAD_OF_BACKLOGS);
  };
}

/** Inserts what no waiting job stands in the way of, and returns the ids of those. */
async function insert(
  boss: PgBoss,
  db: Db,
  queue: string,
  jobs: readonly QueuedJob[],
  priorityOf: PriorityOf,
): Promise<Map<QueuedJob, string>> {
  const drafts = jobs.map((job) => ({ job, id: randomUUID() as string }));
  const rows = drafts.map(({ job, id }) => ({
    id,
    data: job.data,
    singletonKey: job.singletonKey,
    group: { id: job.data.orgId },
    ...(job.startAfter ? { startAfter: job.startAfter } : {}),
    priority: priorityOf(job),
  }));
  const inserted = new Set(await boss.insert(queue, rows, { db, returnId: true }));
  return new Map(drafts.filter(({ id }) => inserted.has(id)).map(({ job, id }) => [job, id]));
}

/**
 * One job of the key waits already, and will do. It starts at the earlier of the two times, and the update keeps it
 * from starting before this transaction commits: the job must see what the transaction has written.
 */
async function joinWaiting(boss: PgBoss, db: Db, job: QueuedJob, priorityOf: PriorityOf): Promise<string> {
  for (;;) {
    const queued = await boss.findJobs(job.queue, { key: job.singletonKey, queued: true, db });
    const waiting = queued.find(({ state }) => state === 'created');
    if (waiting) {
      const startAfter = earlier(waiting.startAfter, job.startAfter ?? new Date());
      const { updated } = await boss.update(job.queue, undefined, { id: waiting.id, startAfter, db });
      if (updated > 0) return waiting.id;
    }
    // It has started in the meantime, so the key is free.
    const id = (await insert(boss, db, job.queue, [job], priorityOf)).get(job);
    if (id) return id;
  }
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
