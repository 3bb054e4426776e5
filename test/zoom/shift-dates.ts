import { endOf, type ZoomAccount } from './account.ts';
import { zoomTime } from './clock.ts';

const ZOOM_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * The account with all of its dates moved by whole days, so that its newest recording ended an hour to a day before
 * `now`: a Zoom started again on the same day shows the very same meetings.
 */
export function shiftToNow(account: ZoomAccount, now: Date): ZoomAccount {
  const newest = Math.max(...account.recordings.map((recording) => endOf(recording).getTime()));
  const offsetMs = Math.floor((now.getTime() - HOUR_MS - newest) / DAY_MS) * DAY_MS;
  return shifted(account, offsetMs);
}

function shifted<T>(value: T, offsetMs: number): T {
  return JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === 'string' && ZOOM_TIME.test(each) ? zoomTime(new Date(Date.parse(each) + offsetMs)) : each,
  );
}
