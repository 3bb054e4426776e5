import type { Delivery } from '../../contracts/generated/on-webhook-input.ts';
import type { RecordingRow } from '../store/recording-row.ts';
import { nextLook } from './schedule.ts';

/** One recording that an event names, with the files that it is about. */
export type Meeting = Delivery['meetings'][number];
type GoneState = 'trashed' | 'deleted';

/** What one event leads to for one recording. */
export type Effect =
  | { readonly do: 'nothing' }
  /** A job reads it from Zoom; what is known of its files is out of date. */
  | { readonly do: 'read' }
  /** Its transcript is not there yet. */
  | { readonly do: 'wait'; readonly until: Date }
  | {
      readonly do: 'remove';
      readonly state: GoneState;
      readonly reason: GoneReason;
      /** Whether Zoom is asked in a moment, because a part of it may have stayed. */
      readonly inDoubt: boolean;
    }
  | { readonly do: 'read_summary' }
  /** Whether Zoom is asked in a moment, as after a loss, or now. */
  | { readonly do: 'read_chat'; readonly inDoubt: boolean }
  | { readonly do: 'remove_summary' };

export type GoneReason = `${GoneState}_in_zoom` | `files_${GoneState}_in_zoom`;

export interface News {
  readonly meeting: Meeting;
  readonly row: Pick<RecordingRow, 'state' | 'reason' | 'eventAt' | 'transcriptFileIds'> | null;
  readonly at: Date;
  readonly now: Date;
  /** The org keeps what was deleted in Zoom. */
  readonly keeps: boolean;
  /** The org brings chats in, or one of this meeting came in before. */
  readonly readsChat: boolean;
}

const NOTHING: Effect = { do: 'nothing' };

/** File types whose loss may take the transcript away. A batch event names files without their type. */
const SPOKEN: ReadonlySet<string> = new Set(['TRANSCRIPT', 'CC', 'UNKNOWN']);

const EFFECTS: Readonly<Record<string, (news: News) => Effect>> = {
  'recording.transcript_completed': readUnlessGone,
  'meeting.aic_transcript_completed': readUnlessGone,
  'recording.completed': waitForTranscript,
  // The title counts as content: a keyword rule may now hold it back, or let it go.
  'recording.renamed': (news) => (news.row ? readUnlessGone(news) : NOTHING),
  'recording.recovered': back,
  'recording.batch_recovered': back,
  'recording.trashed': (news) => gone(news, 'trashed'),
  'recording.batch_trashed': (news) => gone(news, 'trashed'),
  'recording.deleted': (news) => gone(news, 'deleted'),
  'recording.batch_deleted': (news) => gone(news, 'deleted'),
  'meeting.summary_completed': readSummary,
  'meeting.summary_updated': readSummary,
  'meeting.summary_recovered': readSummary,
  'meeting.summary_trashed': () => ({ do: 'remove_summary' }),
  'meeting.summary_deleted': () => ({ do: 'remove_summary' }),
};

/**
 * What an event means for one recording. Zoom sends events in any order: what is older than the last word on this
 * recording means nothing, but for files that went: a new title, or a recovery of other files, says nothing of them.
 */
export function effectOf(event: string, news: News): Effect {
  const { row, at } = news;
  const stale = row?.eventAt != null && row.eventAt > at;
  const meant = EFFECTS[event]?.(news) ?? NOTHING;
  const effect = stale ? lateLoss(meant, news) : meant;
  const takesAway =
    effect.do === 'remove' || effect.do === 'remove_summary' || (effect.do === 'read_chat' && effect.inDoubt);
  return takesAway && news.keeps ? NOTHING : effect;
}

/** Zoom is asked, since what came later may have brought them back. What has gone as a whole can lose no files. */
function lateLoss(meant: Effect, { row }: News): Effect {
  const there = row?.state !== 'trashed' && row?.state !== 'deleted';
  return there && 'inDoubt' in meant && meant.inDoubt ? meant : NOTHING;
}

/** Whether the recording is gone for good as far as Zoom has said, so that no job may bring it back. */
export function isGone(row: Pick<RecordingRow, 'state' | 'reason'> | null | undefined): boolean {
  return (row?.state === 'trashed' || row?.state === 'deleted') && !isInDoubt(row);
}

/** Files of it went, and Zoom has not been asked yet whether its transcript is among them. */
export function isInDoubt(row: Pick<RecordingRow, 'reason'> | null | undefined): boolean {
  return row?.reason === 'files_trashed_in_zoom' || row?.reason === 'files_deleted_in_zoom';
}

/** After trash or deletion only `recovered`, or a listing that shows it, brings a recording back. */
function readUnlessGone({ row }: News): Effect {
  const byEvent = (row?.state === 'trashed' || row?.state === 'deleted') && row.eventAt !== null;
  return byEvent ? NOTHING : { do: 'read' };
}

/** The transcript is made after the recording; asking for it now would only be a failed request. */
function waitForTranscript({ row, at, now }: News): Effect {
  const until = row ? null : nextLook(at, now);
  return until ? { do: 'wait', until } : NOTHING;
}

/** Zoom makes a summary before the recording is ready; the ingest asks for it then. */
function readSummary({ row }: News): Effect {
  return row?.state === 'ingested' ? { do: 'read_summary' } : NOTHING;
}

/** The whole recording, or files of it: with a chat alone, the transcript never went. */
function back(news: News): Effect {
  const { files } = news.meeting;
  const spoken = files.some(({ type }) => SPOKEN.has(type));
  const chatAlone = news.row?.state === 'ingested' && !spoken && files.some(({ type }) => type === 'CHAT');
  return chatAlone ? readChat(news, false) : { do: 'read' };
}

/** Whether it is among the files that went or came, or all there is of it, Zoom's list of files says. */
function readChat({ meeting: { files }, row, readsChat }: News, inDoubt: boolean): Effect {
  const concerned = files.some(({ type }) => type === 'CHAT' || type === 'UNKNOWN');
  return concerned && readsChat && row?.state === 'ingested' ? { do: 'read_chat', inDoubt } : NOTHING;
}

/** The whole recording, or files of it: a video alone may be thrown away, and the transcript stays. */
function gone(news: News, state: GoneState): Effect {
  const { files } = news.meeting;
  const whole: Effect = { do: 'remove', state, reason: `${state}_in_zoom`, inDoubt: false };
  if (files.length === 0) return whole;
  if (!files.some(({ type }) => SPOKEN.has(type))) return readChat(news, true);
  const ours = news.row?.transcriptFileIds ?? [];
  const named = new Set(files.map(({ id }) => id));
  const lost = ours.filter((id) => named.has(id));
  if (ours.length > 0 && lost.length === 0) return readChat(news, true);
  // A whole recording goes with its video. Transcripts alone may leave one behind that has not come in yet.
  if (ours.length > 0 && lost.length === ours.length && named.size > lost.length) return whole;
  return { ...whole, reason: `files_${state}_in_zoom`, inDoubt: true };
}
