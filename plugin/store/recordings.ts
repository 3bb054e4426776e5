import { inject, injectable } from 'tsyringe';
import type { Queryable, Transaction } from '../../contracts/host.ts';
import { ORG_ID } from '../injection.ts';
import type { RecordingFile, SessionKind } from '../zoom/recording.ts';

export type RecordingState =
  | 'discovered'
  | 'awaiting_transcript'
  | 'ingested'
  | 'no_transcript'
  | 'skipped'
  | 'restricted'
  | 'trashed'
  | 'deleted'
  | 'failed';

/** What the org knows of one recording. Titles of recordings that a keyword rule holds back are never kept. */
export interface RecordingRow {
  readonly uuid: string;
  readonly meetingId: string | null;
  readonly topic: string | null;
  readonly kind: SessionKind | null;
  readonly hostId: string | null;
  readonly hostEmail: string | null;
  readonly startTime: Date | null;
  readonly durationMinutes: number | null;
  readonly state: RecordingState;
  readonly reason: string | null;
  readonly tries: number;
  readonly nextTryAt: Date | null;
  readonly files: readonly RecordingFile[] | null;
  readonly listingHash: string | null;
  readonly contentHash: string | null;
  readonly distilledHash: string | null;
  readonly eventAt: Date | null;
  /** The ids of the files the transcript was made of; empty where Zoom gave none. */
  readonly transcriptFileIds: readonly string[] | null;
  readonly summaryHash: string | null;
}

const COLUMNS: Readonly<Record<keyof RecordingRow, string>> = {
  uuid: 'uuid',
  meetingId: 'meeting_id',
  topic: 'topic',
  kind: 'kind',
  hostId: 'host_id',
  hostEmail: 'host_email',
  startTime: 'start_time',
  durationMinutes: 'duration_minutes',
  state: 'state',
  reason: 'reason',
  tries: 'tries',
  nextTryAt: 'next_try_at',
  files: 'files',
  listingHash: 'listing_hash',
  contentHash: 'content_hash',
  distilledHash: 'distilled_hash',
  eventAt: 'event_at',
  transcriptFileIds: 'transcript_file_ids',
  summaryHash: 'summary_hash',
};
const SELECT = Object.entries(COLUMNS)
  .map(([name, column]) => `${column} as "${name}"`)
  .join(', ');

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

  /** Recordings seen without a transcript, and failures: what `backfill_transcripts` looks at again. */
  async unfinished(db: Queryable): Promise<string[]> {
    const rows = await db.query<{ uuid: string }>(
      `select uuid from zoom.recordings
       where org_id = $1 and state in ('discovered', 'awaiting_transcript', 'no_transcript', 'failed', 'restricted')
       order by start_time desc nulls last, uuid`,
      [this.org],
    );
    return rows.map((row) => row.uuid);
  }

  /** Work whose job did not come through: discovered or due an hour ago and still so, or failed fewer than `maxTries` times. */
  async overdue(db: Queryable, now: Date, maxTries: number): Promise<string[]> {
    const rows = await db.query<{ uuid: string }>(
      `select uuid from zoom.recordings
       where org_id = $1
         and (state = 'discovered' or (state = 'failed' and tries < $3)
              or (state = 'awaiting_transcript' and next_try_at < $2::timestamptz - interval '1 hour'))
       order by start_time desc nulls last, uuid`,
      [this.org, now, maxTries],
    );
    return rows.map((row) => row.uuid);
  }

  /** Any of the org's recordings, at most `limit`. */
  some(tx: Transaction, limit: number): Promise<{ uuid: string }[]> {
    return tx.query<{ uuid: string }>(
      'select uuid from zoom.recordings where org_id = $1 order by uuid limit $2',
      [this.org, limit],
    );
  }

  async setDistilled(tx: Transaction, uuid: string, hash: string, reason: string | null): Promise<void> {
    await tx.query(
      'update zoom.recordings set distilled_hash = $3, distill_reason = $4 where org_id = $1 and uuid = $2',
      [this.org, uuid, hash, reason],
    );
  }

  async forgetSummary(tx: Transaction, uuid: string): Promise<void> {
    await tx.query(
      'update zoom.recordings set summary_hash = null where org_id = $1 and uuid = $2 and summary_hash is not null',
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
