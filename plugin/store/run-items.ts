import { inject, injectable } from 'tsyringe';
import type { Queryable, Transaction } from '../../contracts/host.ts';
import { ORG_ID } from '../injection.ts';
import { Runs } from './runs.ts';

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

/** A recording of a run; without an outcome while its job is on its way. */
export interface RunItem {
  readonly uuid: string;
  readonly outcome: Outcome | null;
  readonly reason: string | null;
}

/** The recordings that needed work in the org's runs: one row of `zoom.run_items` for each of a run. */
@injectable()
export class RunItems {
  constructor(
    @inject(ORG_ID) private readonly org: string,
    private readonly runs: Runs,
  ) {}

  /** Notes the recordings that need work, and what became of those that need no job. */
  async record(tx: Transaction, runId: string, items: readonly RunItem[]): Promise<void> {
    if (items.length === 0) return;
    await tx.query(
      `insert into zoom.run_items as old (org_id, run_id, uuid, outcome, reason)
       select $1, $2, uuid, outcome, reason from jsonb_to_recordset($3::jsonb) as i(uuid text, outcome text, reason text)
       on conflict (org_id, run_id, uuid) do update set outcome = excluded.outcome, reason = excluded.reason
         where old.outcome is null and excluded.outcome is not null`,
      [this.org, runId, JSON.stringify(items)],
    );
  }

  /** Of these, the ones this run has noted already. */
  async recorded(db: Queryable, runId: string, uuids: readonly string[]): Promise<Set<string>> {
    const rows = await db.query<{ uuid: string }>(
      'select uuid from zoom.run_items where org_id = $1 and run_id = $2 and uuid = any($3)',
      [this.org, runId, uuids],
    );
    return new Set(rows.map((row) => row.uuid));
  }

  /**
   * A recording's job has ended: every run that waits for the recording counts it. Not only the run that sent the
   * job, because a second send while one waits is dropped.
   */
  async settle(
    tx: Transaction,
    uuid: string,
    { outcome, reason, advice = null }: { outcome: Outcome; reason: string | null; advice?: string | null },
    at: Date,
  ): Promise<void> {
    const waiting = await tx.query<{ runId: string }>(
      `update zoom.run_items set outcome = $3, reason = $4, advice = $5
       where org_id = $1 and uuid = $2 and outcome is null
       returning run_id as "runId"`,
      [this.org, uuid, outcome, reason, advice],
    );
    for (const { runId } of waiting.toSorted((a, b) => a.runId.localeCompare(b.runId))) {
      await this.runs.finishIfComplete(tx, runId, at);
    }
  }

  /** Whether the run that sent a job for this recording was cancelled, and no other waits for it. */
  async isCancelled(db: Queryable, uuid: string): Promise<boolean> {
    const [row] = await db.query<{ cancelled: boolean }>(
      `select bool_or(outcome = 'cancelled') and not bool_or(outcome is null) as cancelled
       from (select i.outcome from zoom.run_items i join zoom.runs r on r.org_id = i.org_id and r.id = i.run_id
             where i.org_id = $1 and i.uuid = $2 order by r.started_at desc limit 5) newest`,
      [this.org, uuid],
    );
    return row?.cancelled ?? false;
  }
}
