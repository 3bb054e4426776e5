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
  readonly chatHash: string | null;
  /** Zoom's account it was listed in. */
  readonly accountId: string | null;
  /** When the job that reads it was sent; null once it has been read. */
  readonly queuedAt: Date | null;
  /** How often what a job has read of it was written. */
  readonly reads: number;
  /** When the job that distils it was sent; null once that is done. */
  readonly distillQueuedAt: Date | null;
  /** How often that job was sent for this content. */
  readonly distillSends: number;
  /** Of the keyword rules that hold it back: a hash. */
  readonly heldBy: string | null;
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
  chatHash: 'chat_hash',
  accountId: 'account_id',
  queuedAt: 'queued_at',
  reads: 'reads',
  distillQueuedAt: 'distill_queued_at',
  distillSends: 'distill_sends',
  heldBy: 'held_by',
};
const SELECT = Object.entries(COLUMNS)
  .map(([name, column]) => `${column} as "${name}"`)
  .join(', ');

/** The columns that a listing fills, with their types. */
const LISTED = {
  uuid: 'text',
  meetingId: 'text',
  topic: 'text',
  kind: 'text',
  hostId: 'text',
  hostEmail: 'text',
  startTime: 'timestamptz',
  durationMinutes: 'integer',
  listingHash: 'text',
  files: 'jsonb',
  state: 'text',
  reason: 'text',
  nextTryAt: 'timestamptz',
  accountId: 'text',
  queuedAt: 'timestamptz',
} as const satisfies Partial<Record<keyof RecordingRow, string>>;
type ListedColumn = keyof typeof LISTED;
export type ListedRow = Pick<RecordingRow, ListedColumn>;

const LISTED_NAMES = Object.keys(LISTED).filter((name): name is ListedColumn => name in LISTED);
const LISTED_COLUMNS = LISTED_NAMES.map((name) => COLUMNS[name]).join(', ');
const LISTED_TYPES = LISTED_NAMES.map((name) => `${COLUMNS[name]} ${LISTED[name]}`).join(', ');
const listedOf = (table: string) => LISTED_NAMES.map((name) => `${table}.${COLUMNS[name]}`).join(', ');
const byColumn = (row: ListedRow) =>
  Object.fromEntries(LISTED_NAMES.map((name) => [COLUMNS[name], row[name]]));

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

  /** As {@link find}, and holds the rows until the transaction ends; in one order, so that no two wait for each other. */
  async lockAll(tx: Transaction, uuids: readonly string[]): Promise<Map<string, RecordingRow>> {
    const rows = await tx.query<RecordingRow>(
      `select ${SELECT} from zoom.recordings where org_id = $1 and uuid = any($2) order by uuid for update`,
      [this.org, uuids],
    );
    return new Map(rows.map((row) => [row.uuid, row]));
  }

  /**
   * Writes what a listing showed of many recordings, in one statement. A row that Zoom has sent news of since
   * `listedAt` is left as it is.
   */
  async saveListed(tx: Transaction, rows: readonly ListedRow[], listedAt: Date): Promise<void> {
    if (rows.length === 0) return;
    const sorted = rows.toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1));
    await tx.query(
      `insert into zoom.recordings as old (org_id, ${LISTED_COLUMNS})
       select $1, ${LISTED_COLUMNS} from jsonb_to_recordset($2::jsonb) as listed(${LISTED_TYPES})
       on conflict (org_id, uuid) do update set (${LISTED_COLUMNS}) = row(${listedOf('excluded')})
       where (${listedOf('old')}) is distinct from (${listedOf('excluded')})
         and coalesce(old.event_at, '-infinity') <= $3`,
      [this.org, JSON.stringify(sorted.map(byColumn)), listedAt],
    );
  }

  /** Notes that a job has been sent for each of them. */
  async markQueued(tx: Transaction, uuids: readonly string[], at: Date): Promise<void> {
    await tx.query(
      `update zoom.recordings r set queued_at = $3
       from (select uuid from zoom.recordings where org_id = $1 and uuid = any($2) order by uuid for update) locked
       where r.org_id = $1 and r.uuid = locked.uuid`,
      [this.org, uuids, at],
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

  /** Work whose job did not come through: sent or due long ago and still undone, or failed fewer than `maxTries` times. */
  async overdue(
    db: Queryable,
    { now, queuedBefore, maxTries }: { now: Date; queuedBefore: Date; maxTries: number },
  ): Promise<string[]> {
    const rows = await db.query<{ uuid: string }>(
      `select uuid from zoom.recordings
       where org_id = $1
         and ((queued_at is null and (state = 'discovered' or (state = 'ingested' and files is not null)))
              or (queued_at < $4 and (state = 'discovered' or tries < $3))
              or (state = 'failed' and tries < $3)
              or (state = 'awaiting_transcript' and next_try_at < $2::timestamptz - interval '1 hour'))
       order by start_time desc nulls last, uuid`,
      [this.org, now, maxTries, queuedBefore],
    );
    return rows.map((row) => row.uuid);
  }

  /** What other keyword rules than those of today hold back, newest first. */
  async heldByOthers(
    db: Queryable,
    { heldBy, queuedBefore }: { heldBy: string; queuedBefore: Date },
  ): Promise<string[]> {
    const rows = await db.query<{ uuid: string }>(
      `select uuid from zoom.recordings
       where org_id = $1 and reason = 'keyword_rule' and held_by is distinct from $2
         and (queued_at is null or queued_at < $3)
       order by start_time desc nulls last, uuid`,
      [this.org, heldBy, queuedBefore],
    );
    return rows.map((row) => row.uuid);
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

  /** Meetings whose distillation was sent before a time and fewer than `maxSends` times, and has not come back. */
  async undistilled(
    db: Queryable,
    { queuedBefore, maxSends }: { queuedBefore: Date; maxSends: number },
  ): Promise<string[]> {
    const rows = await db.query<{ uuid: string }>(
      `select uuid from zoom.recordings
       where org_id = $1 and state = 'ingested' and distill_queued_at < $2 and distill_sends < $3::bigint
       order by start_time desc nulls last, uuid`,
      [this.org, queuedBefore, maxSends],
    );
    return rows.map((row) => row.uuid);
  }

  /** Notes that the job which distils each of them was sent once more. */
  async markDistilling(tx: Transaction, uuids: readonly string[], at: Date): Promise<void> {
    await tx.query(
      `update zoom.recordings r set distill_queued_at = $3, distill_sends = distill_sends + 1
       from (select uuid from zoom.recordings where org_id = $1 and uuid = any($2) order by uuid for update) locked
       where r.org_id = $1 and r.uuid = locked.uuid`,
      [this.org, uuids, at],
    );
  }

  /** Notes that the job which distils it has done so, and that nothing came of it that was not there. */
  async distilled(db: Queryable, uuid: string): Promise<void> {
    await db.query(
      'update zoom.recordings set distill_queued_at = null, distill_sends = 0 where org_id = $1 and uuid = $2',
      [this.org, uuid],
    );
  }

  async setDistilled(tx: Transaction, uuid: string, hash: string, reason: string | null): Promise<void> {
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
