import { describe, expect, it } from 'vitest';
import { standingAfter, withoutTranscript } from '../../../plugin/recordings/standing.ts';
import { ZoomError, type ZoomErrorCode } from '../../../plugin/zoom/errors.ts';
import { START } from './made-up.ts';

const times = { startTime: START, durationMinutes: 30, eventAt: null };
const SOON = new Date(START.getTime() + 40 * 60_000);
const DAYS_LATER = new Date(START.getTime() + 5 * 86_400_000);
const AWAITING = {
  outcome: 'awaiting_transcript',
  state: 'awaiting_transcript',
  reason: 'transcript_not_ready',
};

const standing = (code: ZoomErrorCode, now = SOON, lastAttempt = false) =>
  standingAfter(new ZoomError(code, 'Zoom said no.'), times, now, lastAttempt);

describe('a recording without a transcript', () => {
  it('is looked for again, at the next time of the schedule', () => {
    expect(withoutTranscript(times, SOON)).toEqual({
      ...AWAITING,
      nextTryAt: new Date(START.getTime() + 45 * 60_000),
    });
  });

  it('that only a webhook has named is looked for from that webhook on', () => {
    const unlisted = { startTime: null, durationMinutes: null, eventAt: SOON };
    expect(withoutTranscript(unlisted, SOON).nextTryAt).toEqual(new Date(SOON.getTime() + 15 * 60_000));
  });

  it('settles for none after two days', () => {
    expect(withoutTranscript(times, DAYS_LATER)).toEqual({
      outcome: 'no_transcript',
      state: 'no_transcript',
      reason: 'transcript_not_made',
      nextTryAt: null,
    });
  });
});

describe('a failure of one recording', () => {
  it.each<ZoomErrorCode>(['zoom.still_processing', 'zoom.not_found'])(
    'with %s soon after the meeting means: not yet',
    (code) => {
      expect(standing(code)).toMatchObject(AWAITING);
    },
  );

  it('that Zoom does not know it, days later, means that it is gone', () => {
    expect(standing('zoom.not_found', DAYS_LATER)).toMatchObject({ outcome: 'gone', state: 'deleted' });
  });

  it('that Zoom does not hand the file out leaves it restricted', () => {
    expect(standing('zoom.download_restricted')).toMatchObject({ state: 'restricted', nextTryAt: null });
  });

  it.each<ZoomErrorCode>([
    'zoom.scope_missing',
    'zoom.not_permitted',
    'zoom.user_gone',
    'zoom.bad_request',
    'zoom.host_not_allowed',
    'zoom.download_too_large',
    'zoom.reconnect_needed',
  ])('with %s is written down at once, and the others go on', (code) => {
    const advice = expect.stringMatching(/\.$/);
    expect(standing(code)).toEqual({
      outcome: 'failed',
      state: 'failed',
      reason: code,
      nextTryAt: null,
      advice,
    });
  });

  it.each<ZoomErrorCode>(['zoom.rate_limited', 'zoom.unreachable', 'zoom.unreadable_answer'])(
    'with %s is tried again, and written down when that was the last try',
    (code) => {
      expect(standing(code)).toBeUndefined();
      expect(standing(code, SOON, true)).toMatchObject({ state: 'failed', reason: code });
    },
  );

  it.each<ZoomErrorCode>(['zoom.daily_limit', 'zoom.app_credentials'])(
    'with %s is never held against it: the job comes again',
    (code) => {
      expect(standing(code)).toBeUndefined();
      expect(standing(code, SOON, true)).toBeUndefined();
    },
  );
});
