import { inject, injectable } from 'tsyringe';
import type { Queryable, Transaction } from '../../contracts/host.ts';
import { ORG_ID } from '../injection.ts';
import { COLUMNS, type RecordingRow, SELECT } from './recording-row.ts';

/** The org's rows of `zoom.recordings`. */
@injectable()
export class Recordings {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  async find(db: Queryable, uuids: readonly string[]): Promise<Map<string, RecordingRow>> {
    const rows = await db.query<RecordingRow>(
      `select ${SELECT} from zoom.recordings where org_id = $1 and uuid = any($2)`,
      [this.org, uuids],
    );
    return new Map(rows.map((row) => [row.uuid, row]));
  }

  /** Holds the row until the transaction ends: two jobs for one recording write one after the other. */
  async lock(tx: Transaction, uuid: string): Promise<RecordingRow | null> {
    const [row] = await tx.query<RecordingRow>(
      `select ${SELECT} from zoom.recordings where org_id = $1 and uuid = $2 for update`,
      [this.org, uuid],
    );
    return row ?? null;
  }

  /** As {@link find}, and holds the rows until the transaction ends; in one order, so that no two wait for each other. */
  async lockAll(tx: Transaction, uuids: readonly string[]): Promise<Map<string, RecordingRow>> {
    const rows = await tx.query<RecordingRow>(
      `select ${SELECT} from zoom.recordings where org_id = $1 and uuid = any($2) order by uuid for update`,
      [this.org, uuids],
    );
    return new Map(rows.map((row) => [row.uuid, row]));
  }

  /** Writes the given columns of one recording, if they differ, and creates it first if need be. Other columns stay. */
  async save(
    db: Queryable,
    row: Pick<RecordingRow, 'uuid' | 'state'> & Partial<RecordingRow>,
  ): Promise<void> {
    const names = Object.keys(row).filter(isColumn);
    const columns = names.map((name) => COLUMNS[name]);
    const values = names.map((name) =>
      name === 'files' && row.files ? JSON.stringify(row.files) : row[name],
    );
    const places = names.map((_, index) => `$${index + 2}`);
    const before = columns.map((column) => `old.${column}`).join(', ');
    const after = columns.map((column) => `excluded.${column}`).join(', ');
    await db.query(
      `insert into zoom.recordings as old (org_id, ${columns.join(', ')}) values ($1, ${places.join(', ')})
       on conflict (org_id, uuid) do update set (${columns.join(', ')}) = row(${after})
       where (${before}) is distinct from (${after})`,
      [this.org, ...values],
    );
  }

  /**
   * Its job has come to nothing, and waits no more: the next sync takes it up. Of one that is in and has no listed files,
   * the date alone tells that there is news of it to be read.
   */
  async letGo(tx: Transaction, uuid: string): Promise<void> {
    await tx.query(
      `update zoom.recordings set queued_at = null
       where org_id = $1 and uuid = $2 and (state = 'discovered' or files is not null)`,
      [this.org, uuid],
    );
  }

  /** Meetings of this Zoom account that came in and started within a time, newest first. */
  async ingestedBetween(
    db: Queryable,
    { accountId, from, to }: { accountId: string; from: Date; to: Date },
  ): Promise<string[]> {
    const rows = await db.query<{ uuid: string }>(
      `select uuid from zoom.recordings
       where org_id = $1 and state = 'ingested' and account_id = $2 and start_time >= $3 and start_time < $4
       order by start_time desc, uuid`,
      [this.org, accountId, from, to],
    );
    return rows.map((row) => row.uuid);
  }

  /** Meetings in Halo that started before a time, at most `limit`. */
  async ingestedBefore(tx: Transaction, startedBefore: Date, limit: number): Promise<string[]> {
    const rows = await tx.query<{ uuid: string }>(
      `select uuid from zoom.recordings where org_id = $1 and state = 'ingested' and start_time < $2
       order by uuid limit $3 for update`,
      [this.org, startedBefore, limit],
    );
    return rows.map((row) => row.uuid);
  }

  /** The newest that are not gone from Zoom. What no listing has shown yet has no start, and nothing else to judge it by. */
  newest(db: Queryable, limit: number): Promise<RecordingRow[]> {
    return db.query<RecordingRow>(
      `select ${SELECT} from zoom.recordings
       where org_id = $1 and start_time is not null and state not in ('trashed', 'deleted')
       order by start_time desc, uuid limit $2`,
      [this.org, limit],
    );
  }

  /** Any of the org's recordings, at most `limit`. */
  some(tx: Transaction, limit: number): Promise<{ uuid: string }[]> {
    return tx.query<{ uuid: string }>(
      'select uuid from zoom.recordings where org_id = $1 order by uuid limit $2',
      [this.org, limit],
    );
  }

  /** Notes that the job which distils it has done so, and that nothing came of it that was not there. */
  async stillDistilled(db: Queryable, uuid: string): Promise<void> {
    await db.query(
      'update zoom.recordings set distill_queued_at = null, distill_sends = 0 where org_id = $1 and uuid = $2',
      [this.org, uuid],
    );
  }

  /** Notes what was distilled of it, or why nothing was. */
  async distilled(tx: Transaction, uuid: string, hash: string, reason: string | null): Promise<void> {
    await tx.query(
      `update zoom.recordings
       set distilled_hash = $3, distill_reason = $4, distill_queued_at = null, distill_sends = 0
       where org_id = $1 and uuid = $2`,
      [this.org, uuid, hash, reason],
    );
  }

  /** Notes that what stood beside its transcript is stored no longer. */
  async forgetPart(tx: Transaction, uuid: string, hash: 'summaryHash' | 'chatHash'): Promise<void> {
    const column = COLUMNS[hash];
    await tx.query(
      `update zoom.recordings set ${column} = null where org_id = $1 and uuid = $2 and ${column} is not null`,
      [this.org, uuid],
    );
  }

  async remove(tx: Transaction, uuids: readonly string[]): Promise<void> {
    await tx.query('delete from zoom.recordings where org_id = $1 and uuid = any($2)', [this.org, uuids]);
  }
}

function isColumn(name: string): name is keyof RecordingRow {
  return name in COLUMNS;
}
