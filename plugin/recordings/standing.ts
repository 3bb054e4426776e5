import type { RecordingRow, RecordingState } from '../store/recording-row.ts';
import type { Outcome } from '../store/run-items.ts';
import type { ZoomError, ZoomErrorCode } from '../zoom/errors.ts';
import { meetingEnd, nextLook } from './schedule.ts';

/** Where a recording without (new) content stands, and why. */
export interface Standing {
  readonly outcome: Outcome;
  readonly state: RecordingState;
  readonly reason: string;
  readonly nextTryAt: Date | null;
  /** What an admin can do about it, if anything. */
  readonly advice?: string;
}

/** What is known of the time of a recording: a webhook may name one that no listing has shown yet. */
type Times = Pick<RecordingRow, 'startTime' | 'durationMinutes' | 'eventAt'>;

/** No transcript yet: look again later, or settle for none. */
export function withoutTranscript(times: Times, now: Date): Standing {
  const nextTryAt = nextLook(endOf(times, now), now);
  return nextTryAt
    ? {
        outcome: 'awaiting_transcript',
        state: 'awaiting_transcript',
        reason: 'transcript_not_ready',
        nextTryAt,
      }
    : settled('no_transcript', 'transcript_not_made');
}

export function settled(
  state: 'no_transcript' | 'skipped' | 'restricted' | 'failed',
  reason: string,
): Standing {
  return { outcome: state, state, reason, nextTryAt: null };
}

/** Failures that are news about the recording rather than trouble. */
const NEWS: Partial<Record<ZoomErrorCode, (times: Times, now: Date) => Standing>> = {
  'zoom.still_processing': withoutTranscript,
  // Right after its webhook Zoom may not know a recording yet; later the same answer means that it is gone.
  'zoom.not_found': (times, now) => {
    const standing = withoutTranscript(times, now);
    return standing.nextTryAt
      ? standing
      : { outcome: 'gone', state: 'deleted', reason: 'gone_from_zoom', nextTryAt: null };
  },
  'zoom.download_restricted': () => settled('restricted', 'zoom.download_restricted'),
};

/** The standing a failure leads to, or undefined when the job should fail and be tried again. */
export function standingAfter(
  error: ZoomError,
  times: Times,
  now: Date,
  lastAttempt: boolean,
): Standing | undefined {
  const news = NEWS[error.code];
  if (news) return news(times, now);
  const final = error.retry === 'never' || (error.retry === 'now' && lastAttempt);
  return final ? { ...settled('failed', error.code), advice: error.advice } : undefined;
}

function endOf({ startTime, durationMinutes, eventAt }: Times, now: Date): Date {
  return startTime ? meetingEnd(startTime, durationMinutes ?? 0) : (eventAt ?? now);
}
