const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * When to look again for a transcript, counted from the meeting's end. Zoom takes about twice the recorded time, up to
 * a day under load, and watches how often an app asks for what is not there.
 */
const LOOK_AFTER_MS = [15 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS, 12 * HOUR_MS, 24 * HOUR_MS, 48 * HOUR_MS];

/** The next time to look, or null when it has been waited for long enough. */
export function nextLook(meetingEnd: Date, now: Date): Date | null {
  const next = LOOK_AFTER_MS.map((after) => meetingEnd.getTime() + after).find((at) => at > now.getTime());
  return next === undefined ? null : new Date(next);
}

export function meetingEnd(startTime: Date, durationMinutes: number): Date {
  return new Date(startTime.getTime() + durationMinutes * MINUTE_MS);
}
