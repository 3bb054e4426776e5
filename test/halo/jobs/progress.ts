import { setTimeout as sleep } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';
import type { Queryable } from '../../../contracts/host.ts';

const LOOK_EVERY_MS = 20;

/** How a job ended. `lost`: it is not there any more, or did not end in time. */
export type JobEnd =
  | { readonly state: 'completed' | 'failed'; readonly output: unknown }
  | { readonly state: 'lost' };

/** Waits for a job to end; a job that will be retried has not. */
export async function waitForJob(
  boss: PgBoss,
  queue: string,
  id: string,
  timeoutMs: number,
): Promise<JobEnd> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const [job] = await boss.findJobs(queue, { id });
    if (!job) break;
    if (job.state === 'completed' || job.state === 'failed') return { state: job.state, output: job.output };
    await sleep(LOOK_EVERY_MS);
  }
  return { state: 'lost' };
}

/** Resolves when no job of the queues runs or becomes due within `horizonSeconds`. */
export async function waitUntilIdle(
  db: Queryable,
  queues: readonly string[],
  horizonSeconds: number,
): Promise<void> {
  for (;;) {
    const [row] = await db.query<{ busy: boolean }>(
      `select exists (
         select from pgboss.job
         where name = any($1)
           and (state = 'active' or (state in ('created', 'retry') and start_after <= now() + make_interval(secs => $2)))
       ) as busy`,
      [queues, horizonSeconds],
    );
    if (!row?.busy) return;
    await sleep(LOOK_EVERY_MS);
  }
}
