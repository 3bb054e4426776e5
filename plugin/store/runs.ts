import { inject, injectable } from 'tsyringe';
import type { ListingInput } from '../../contracts/generated/sync-input.ts';
import type { Queryable, Transaction } from '../../contracts/host.ts';
import { ORG_ID } from '../injection.ts';

/** What a run did with one recording. */
export type Outcome =
  | 'ingested'
  | 'unchanged'
  | 'awaiting_transcript'
  | 'no_transcript'
  | 'skipped'
  | 'restricted'
  | 'gone'
  | 'failed';

/** The org's run history: `zoom.runs`, and one `zoom.run_items` row for each recording that needed a job. */
@injectable()
export class Runs {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  /** Begins the run of a listing job. The same job run again goes on with the same run. */
  async begin(
    db: Queryable,
    run: ListingInput & { id: string; jobId: string; startedAt: Date },
  ): Promise<string> {
    const [row] = await db.query<{ id: string }>(
      `insert into zoom.runs (org_id, id, job_id, scope, trigger, state, phase, started_at)
       values ($1, $2, $3, $4, $5, 'running', 'listing', $6)
       on conflict (org_id, job_id) do update set state = 'running', phase = 'listing', error = null, finished_at = null
       returning id`,
      [this.org, run.id, run.jobId, run.scope, run.trigger, run.startedAt],
    );
    if (!row) throw new Error('A run could not be begun.');
    return row.id;
  }

  /** Notes the recordings a job is sent for. */
  async queue(tx: Transaction, runId: string, uuids: readonly string[]): Promise<void> {
    await tx.query(
      `insert into zoom.run_items (org_id, run_id, uuid) select $1, $2, unnest($3::text[]) on conflict do nothing`,
      [this.org, runId, uuids],
    );
  }

  /** Of these, the ones this run has already sent a job for. */
  async queued(db: Queryable, runId: string, uuids: readonly string[]): Promise<Set<string>> {
    const rows = await db.query<{ uuid: string }>(
      'select uuid from zoom.run_items where org_id = $1 and run_id = $2 and uuid = any($3)',
      [this.org, runId, uuids],
    );
    return new Set(rows.map((row) => row.uuid));
  }

  /** Counts a recording that needed no job. */
  async count(
    tx: Transaction,
    runId: string,
    uuid: string,
    outcome: Outcome,
    reason: string | null,
  ): Promise<void> {
    await tx.query(
      `insert into zoom.run_items (org_id, run_id, uuid, outcome, reason) values ($1, $2, $3, $4, $5)
       on conflict (org_id, run_id, uuid) do update set outcome = excluded.outcome, reason = excluded.reason
         where zoom.run_items.outcome is null`,
      [this.org, runId, uuid, outcome, reason],
    );
  }

  /**
   * A recording's job has ended: every run that waits for the recording counts it. Not only the run that sent the
   * job, because a second send while one waits is dropped.
   */
  async settle(
    tx: Transaction,
    uuid: string,
    outcome: Outcome,
    reason: string | null,
    at: Date,
  ): Promise<void> {
    const waiting = await tx.query<{ runId: string }>(
      `update zoom.run_items set outcome = $3, reason = $4 where org_id = $1 and uuid = $2 and outcome is null
       returning run_id as "runId"`,
      [this.org, uuid, outcome, reason],
    );
    for (const { runId } of waiting.toSorted((a, b) => a.runId.localeCompare(b.runId))) {
      await this.#finishIfComplete(tx, runId, at);
    }
  }

  async listed(tx: Transaction, runId: string, unchanged: number, at: Date): Promise<void> {
    await tx.query(
      `update zoom.runs set listing_done = true, unchanged = $3, phase = 'ingesting' where org_id = $1 and id = $2`,
      [this.org, runId, unchanged],
    );
    await this.#finishIfComplete(tx, runId, at);
  }

  /** A deletion in the history: the proof that it was done, when, and of how many meetings. */
  async purged(
    db: Queryable,
    run: {
      id: string;
      jobId: string;
      trigger: 'manual' | 'deauthorized';
      removed: number;
      startedAt: Date;
      at: Date;
    },
  ): Promise<void> {
    await db.query(
      `insert into zoom.runs as r (org_id, id, job_id, scope, trigger, state, phase, removed, started_at, finished_at)
       values ($1, $2, $3, 'purge', $4, 'done', 'done', $5, $6, $7)
       on conflict (org_id, job_id) do update set removed = r.removed + excluded.removed, finished_at = excluded.finished_at`,
      [this.org, run.id, run.jobId, run.trigger, run.removed, run.startedAt, run.at],
    );
  }

  async fail(db: Queryable, runId: string, error: string, at: Date): Promise<void> {
    await db.query(
      `update zoom.runs set state = 'failed', error = $3, finished_at = $4 where org_id = $1 and id = $2`,
      [this.org, runId, error, at],
    );
  }

  /** The run's row is locked first, so that of two jobs that end together the second sees the first's outcome. */
  async #finishIfComplete(tx: Transaction, runId: string, at: Date): Promise<void> {
    await tx.query('select from zoom.runs where org_id = $1 and id = $2 for update', [this.org, runId]);
    await tx.query(
      `update zoom.runs set state = 'done', phase = 'done', finished_at = $3
       where org_id = $1 and id = $2 and state = 'running' and listing_done
         and not exists (select from zoom.run_items where org_id = $1 and run_id = $2 and outcome is null)`,
      [this.org, runId, at],
    );
  }
}
