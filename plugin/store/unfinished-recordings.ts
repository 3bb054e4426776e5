import { inject, injectable } from 'tsyringe';
import type { Queryable, Transaction } from '../../contracts/host.ts';
import { ORG_ID } from '../injection.ts';

/** The org's recordings whose work is not done, newest first, and that a job was sent for it. */
@injectable()
export class UnfinishedRecordings {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  /** Recordings seen without a transcript, and failures: what `backfill_transcripts` looks at again. */
  all(db: Queryable): Promise<string[]> {
    return this.#where(
      db,
      `state in ('discovered', 'awaiting_transcript', 'no_transcript', 'failed', 'restricted')`,
      [],
    );
  }

  /** Work whose job did not come through: sent or due long ago and still undone, or failed fewer than `maxTries` times. */
  overdue(
    db: Queryable,
    { now, queuedBefore, maxTries }: { now: Date; queuedBefore: Date; maxTries: number },
  ): Promise<string[]> {
    return this.#where(
      db,
      `((queued_at is null and (state = 'discovered' or (state = 'ingested' and files is not null)))
        or (queued_at < $4 and (state = 'discovered' or tries < $3))
        or (state = 'failed' and tries < $3)
        or (state = 'awaiting_transcript' and next_try_at < $2::timestamptz - interval '1 hour'))`,
      [now, maxTries, queuedBefore],
    );
  }

  /** What other keyword rules than those of today hold back. */
  heldByOthers(
    db: Queryable,
    { heldBy, queuedBefore }: { heldBy: string; queuedBefore: Date },
  ): Promise<string[]> {
    return this.#where(
      db,
      `reason = 'keyword_rule' and held_by is distinct from $2 and (queued_at is null or queued_at < $3)`,
      [heldBy, queuedBefore],
    );
  }

  /** Meetings whose distillation was sent before a time and fewer than `maxSends` times, and has not come back. */
  undistilled(
    db: Queryable,
    { queuedBefore, maxSends }: { queuedBefore: Date; maxSends: number },
  ): Promise<string[]> {
    return this.#where(db, `state = 'ingested' and distill_queued_at < $2 and distill_sends < $3::bigint`, [
      queuedBefore,
      maxSends,
    ]);
  }

  /** Notes that the job which reads each of them has been sent. */
  async markQueued(tx: Transaction, uuids: readonly string[], at: Date): Promise<void> {
    await this.#mark(tx, 'queued_at = $3', uuids, at);
  }

  /** Notes that the job which distils each of them was sent once more. */
  async markDistilling(tx: Transaction, uuids: readonly string[], at: Date): Promise<void> {
    await this.#mark(tx, 'distill_queued_at = $3, distill_sends = distill_sends + 1', uuids, at);
  }

  /** `condition` may use `values` from `$2` on. */
  async #where(db: Queryable, condition: string, values: readonly unknown[]): Promise<string[]> {
    const rows = await db.query<{ uuid: string }>(
      `select uuid from zoom.recordings where org_id = $1 and ${condition}
       order by start_time desc nulls last, uuid`,
      [this.org, ...values],
    );
    return rows.map((row) => row.uuid);
  }

  /** The rows are locked in one order, so that no two transactions wait for each other. */
  async #mark(tx: Transaction, change: string, uuids: readonly string[], at: Date): Promise<void> {
    await tx.query(
      `update zoom.recordings r set ${change}
       from (select uuid from zoom.recordings where org_id = $1 and uuid = any($2) order by uuid for update) locked
       where r.org_id = $1 and r.uuid = locked.uuid`,
      [this.org, uuids, at],
    );
  }
}
