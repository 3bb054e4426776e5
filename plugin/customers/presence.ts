/** When somebody was in a call: one stay, from joining to leaving, in ISO 8601. */
export interface Stay {
  readonly joinTime?: string;
  readonly leaveTime?: string;
}

/** Zoom ends a meeting after 30 hours. What claims to be longer has a wrong time in it, and need not fit an integer. */
export const LONGEST_MEETING_SECONDS = 48 * 3_600;

/**
 * Seconds somebody was there, or null when no stay has both ends. Zoom lists every rejoin and every device on its
 * own, and its `duration` is 0 until the meeting is processed, so overlapping stays count once and by their times.
 */
export function secondsPresent(stays: readonly Stay[]): number | null {
  const spans = stays.flatMap(spanOf).sort((a, b) => a.start - b.start);
  if (spans.length === 0) return null;
  let total = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { start, end } of spans) {
    total += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return Math.min(Math.round(total / 1_000), LONGEST_MEETING_SECONDS);
}

function spanOf({ joinTime = '', leaveTime = '' }: Stay): { start: number; end: number }[] {
  const start = Date.parse(joinTime);
  const end = Date.parse(leaveTime);
  return end >= start ? [{ start, end }] : [];
}
