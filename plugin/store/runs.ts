import { inject, injectable } from 'tsyringe';
import type { ListingInput } from '../../contracts/generated/sync-input.ts';
import type { Queryable, Transaction } from '../../contracts/host.ts';
import { ORG_ID } from '../injection.ts';

/** A run that this job is to carry on, or one of another job's that does the same already. */
export type Begun =
  | { readonly is: 'ours'; readonly id: string; readonly checkpoint: unknown }
  | { readonly is: 'joined'; readonly id: string };

export interface NewRun {
  readonly id: string;
  readonly jobId: string;
  readonly scope: ListingInput['scope'];
  readonly trigger: ListingInput['trigger'];
  readonly by: string | null;
  readonly at: Date;
}

/** A listing that shows no sign of life for so long has lost its process. */
const DEAD_AFTER = '2 minutes';
/** A run that has listed everything a moment ago is what a second press of the button asks for. */
const JUST_LISTED = '10 minutes';
const KEPT = '90 days';

/** The scopes that do at least what a scope does. */
const COVERED_BY: Readonly<Record<ListingInput['scope'], readonly ListingInput['scope'][]>> = {
  catch_up: ['catch_up', 'full_resync'],
  full_resync: ['full_resync'],
  backfill_transcripts: ['backfill_transcripts'],
};

/** The org's run history, `zoom.runs`: how runs begin, are joined, go on, and end. */
@injectable()
export class Runs {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  /**
   * Begins a run, or goes on with the one of this job, or of a job that let go of its run or died. One that another job
   * is busy with is joined instead.
   */
  async begin(tx: Transaction, run: NewRun): Promise<Begun> {
    // Two jobs that begin at once must see each other's run.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`zoom.runs:${this.org}`]);
    const [before] = await tx.query<{ id: string; checkpoint: unknown; mine: boolean; stands: boolean }>(
      `select id, checkpoint,
              state = 'running' and not listing_done
                and (job_id = $3 or coalesce(beat_at, '-infinity') < $4::timestamptz - interval '${DEAD_AFTER}') as mine,
              job_id = $3 or coalesce(beat_at, '-infinity') > $4::timestamptz - interval '${JUST_LISTED}' as stands
       from zoom.runs
       where org_id = $1 and (job_id = $3 or (state = 'running' and scope = any($2)))
       order by (job_id = $3) desc, listing_done, scope = $5 desc, started_at desc limit 1`,
      [this.org, COVERED_BY[run.scope], run.jobId, run.at, run.scope],
    );
    if (before?.mine) {
      await tx.query('update zoom.runs set job_id = $3, beat_at = $4 where org_id = $1 and id = $2', [
        this.org,
        before.id,
        run.jobId,
        run.at,
      ]);
      return { is: 'ours', id: before.id, checkpoint: before.checkpoint };
    }
    // Another's listing, or this very job's: its process died when all was done, before Halo was told.
    if (before?.stands) return { is: 'joined', id: before.id };
    await tx.query(
      `insert into zoom.runs (org_id, id, job_id, scope, trigger, started_by, state, phase, started_at, beat_at)
       values ($1, $2, $3, $4, $5, $6, 'running', 'listing', $7, $7)`,
      [this.org, run.id, run.jobId, run.scope, run.trigger, run.by, run.at],
    );
    return { is: 'ours', id: run.id, checkpoint: null };
  }

  /** A sign of life, and how far it has come. Returns whether the run goes on: it may have been cancelled. */
  async beat(
    tx: Transaction,
    runId: string,
    { at, unchanged, checkpoint }: { at: Date; unchanged: number; checkpoint?: object },
  ): Promise<boolean> {
    const rows = await tx.query(
      `update zoom.runs set beat_at = $3, unchanged = $4, checkpoint = coalesce($5, checkpoint)
       where org_id = $1 and id = $2 and state = 'running' returning id`,
      [this.org, runId, at, unchanged, checkpoint ? JSON.stringify(checkpoint) : null],
    );
    return rows.length > 0;
  }

  /** The job stops before the run is over: whichever comes next goes on with it at once. */
  async release(db: Queryable, runId: string): Promise<void> {
    await db.query(
      `update zoom.runs set beat_at = null where org_id = $1 and id = $2 and state = 'running' and not listing_done`,
      [this.org, runId],
    );
  }

  /** Everything is listed: what is left of the run is its recordings' jobs. */
  async listed(tx: Transaction, runId: string, at: Date): Promise<void> {
    await tx.query(
      `update zoom.runs set listing_done = true, beat_at = $3, phase = 'ingesting', checkpoint = null
       where org_id = $1 and id = $2 and state = 'running'`,
      [this.org, runId, at],
    );
    await this.finishIfComplete(tx, runId, at);
  }

  /** Notes how many meetings the run has taken out of Halo. */
  async removed(tx: Transaction, runId: string, meetings: number): Promise<void> {
    await tx.query('update zoom.runs set removed = removed + $3 where org_id = $1 and id = $2', [
      this.org,
      runId,
      meetings,
    ]);
  }

  /**
   * Ends a run that is still going. What it has brought in stays, what waits for a job is let go: the next sync takes it
   * up. Returns whether there was such a run.
   */
  async cancel(tx: Transaction, runId: string, at: Date): Promise<boolean> {
    const [run] = await tx.query(
      `update zoom.runs set state = 'cancelled', phase = 'done', finished_at = $3
       where org_id = $1 and id = $2 and state = 'running' returning id`,
      [this.org, runId, at],
    );
    if (!run) return false;
    await tx.query(
      `update zoom.recordings r set queued_at = null from zoom.run_items i
       where i.org_id = $1 and i.run_id = $2 and i.outcome is null and r.org_id = i.org_id and r.uuid = i.uuid`,
      [this.org, runId],
    );
    await tx.query(
      `update zoom.run_items set outcome = 'cancelled', reason = 'cancelled'
       where org_id = $1 and run_id = $2 and outcome is null`,
      [this.org, runId],
    );
    return true;
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

  async fail(
    db: Queryable,
    runId: string,
    { error, code, advice, at }: { error: string; code: string | null; advice: string | null; at: Date },
  ): Promise<void> {
    await db.query(
      `update zoom.runs set state = 'failed', error = $3, error_code = $4, advice = $5, finished_at = $6
       where org_id = $1 and id = $2 and state = 'running'`,
      [this.org, runId, error, code, advice, at],
    );
  }

  /** What is older than anybody looks back. */
  async forgetOld(db: Queryable, now: Date): Promise<void> {
    await db.query(
      `delete from zoom.runs where org_id = $1 and started_at < $2::timestamptz - interval '${KEPT}' and state <> 'running'`,
      [this.org, now],
    );
  }

  /**
   * Ends the run if it has listed everything and no recording of it waits any more.
   *
   * A recording that still waits, and that no other job is settling at this moment, is left to end the run: its row stays
   * locked until this transaction ends, so that its own job sees this one's outcome. Without one the run's row is locked,
   * so that of two jobs that end together the second sees the first's outcome. Locked for every recording, it would make
   * all jobs of a backfill wait for each other.
   */
  async finishIfComplete(tx: Transaction, runId: string, at: Date): Promise<void> {
    const waiting = await tx.query(
      `select from zoom.run_items where org_id = $1 and run_id = $2 and outcome is null
       limit 1 for update skip locked`,
      [this.org, runId],
    );
    if (waiting.length > 0) return;
    await tx.query('select from zoom.runs where org_id = $1 and id = $2 for update', [this.org, runId]);
    await tx.query(
      `update zoom.runs set state = 'done', phase = 'done', finished_at = $3
       where org_id = $1 and id = $2 and state = 'running' and listing_done
         and not exists (select from zoom.run_items where org_id = $1 and run_id = $2 and outcome is null)`,
      [this.org, runId, at],
    );
  }
}
