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

/** The column of `zoom.recordings` that each name stands for. */
export const COLUMNS: Readonly<Record<keyof RecordingRow, string>> = {
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
/** What a query selects to read whole rows. */
export const SELECT = Object.entries(COLUMNS)
  .map(([name, column]) => `${column} as "${name}"`)
  .join(', ');
