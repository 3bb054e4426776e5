import type { RecordingRow, RecordingState } from '../store/recording-row.ts';
import type { ListedRecording } from '../zoom/recording.ts';
import { listingHash } from './hashes.ts';
import { meetingEnd, nextLook } from './schedule.ts';
import { chooseTranscript } from './transcript-files.ts';

/** What a listed recording needs. */
export type Decision =
  | { readonly do: 'ingest' }
  | { readonly do: 'wait'; readonly until: Date }
  | { readonly do: 'settle'; readonly state: 'no_transcript' | 'skipped'; readonly reason: string }
  | { readonly do: 'nothing' };

export interface Circumstances {
  /** When the listing was begun. */
  readonly listedAt: Date;
  /** Look at everything again, whatever is known. */
  readonly afresh: boolean;
  /** Meetings without a customer are left out, of the team alone or of others. */
  readonly skipsByAudience: boolean;
  /** The AI Companion may be asked for the transcript of a recording that has none. */
  readonly companion: boolean;
  /** The keyword rules of today, as a hash: what others hold back may be let in by these. */
  readonly heldBy: string;
}

/** States that stand as long as the listing shows the same. */
const SETTLED: ReadonlySet<RecordingState> = new Set([
  'ingested',
  'no_transcript',
  'skipped',
  'restricted',
  'awaiting_transcript',
]);
/** A job that was sent is trusted for so long; then the recording is taken for forgotten. */
export const TRUSTED_MS = 6 * 3_600_000;
/** After so many failures a recording waits for `backfill_transcripts`: Zoom warns apps that keep failing. */
export const MAX_TRIES = 5;

export function decide(
  listed: ListedRecording,
  known: RecordingRow | undefined,
  when: Circumstances,
): Decision {
  // News that came while the listing was being read is newer than the listing.
  if (known?.eventAt && known.eventAt > when.listedAt) return { do: 'nothing' };
  const unchanged = known?.listingHash === listingHash(listed);
  if (known && unchanged && !when.afresh) {
    if (SETTLED.has(known.state) && !isLetGo(known, when) && !isUnread(known, when.listedAt))
      return { do: 'nothing' };
    if (known.state === 'discovered' && isInHand(known, when.listedAt)) return { do: 'nothing' };
    if (known.state === 'failed' && known.tries >= MAX_TRIES) return { do: 'nothing' };
  }
  const choice = chooseTranscript(listed.files);
  if (choice.kind !== 'none') return { do: 'ingest' };
  // What was ingested stays until Zoom says that it is gone: a list without the file is no such word. And a list that
  // shows no transcript of what has gone brings no news.
  if (known && ['ingested', 'trashed', 'deleted'].includes(known.state)) return { do: 'nothing' };
  // On-premise recordings name their files without a URL: they can't be read from the cloud.
  if (choice.onPremise) return { do: 'settle', state: 'skipped', reason: 'on_premise' };
  const until = nextLook(meetingEnd(listed.startTime, listed.durationMinutes), when.listedAt);
  if (until) return { do: 'wait', until };
  if (when.companion) return { do: 'ingest' };
  return { do: 'settle', state: 'no_transcript', reason: 'transcript_not_made' };
}

/** A backfill takes hours: what waits for its job is not sent a second one every hour. */
function isInHand({ queuedAt }: RecordingRow, now: Date): boolean {
  return queuedAt !== null && now.getTime() - queuedAt.getTime() < TRUSTED_MS;
}

/** It is in, and something new of it was to be read: by a job that was cancelled, lost, or has failed for now. */
function isUnread(known: RecordingRow, now: Date): boolean {
  if (known.state !== 'ingested') return false;
  if (known.queuedAt === null) return known.files !== null;
  return !isInHand(known, now) && known.tries < MAX_TRIES;
}

/** A filter kept it out, and does so no longer: or else nobody would have asked what to do with it. */
function isLetGo(
  { state, reason, heldBy }: RecordingRow,
  { skipsByAudience, heldBy: today }: Circumstances,
): boolean {
  if (state !== 'skipped') return false;
  if (reason === 'keyword_rule') return heldBy !== today;
  if (reason === 'audience_policy') return !skipsByAudience;
  return reason === 'retention' || reason?.startsWith('filter_') === true;
}
