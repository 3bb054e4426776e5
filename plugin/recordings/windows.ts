const DAY_MS = 86_400_000;
/** Zoom narrows a longer range without saying so. */
const WINDOW_DAYS = 30;

/** A stretch of UTC days in which meetings started, as Zoom's listings take it: `yyyy-mm-dd`, both ends included. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/**
 * The windows that cover everything from `since` to `now`, newest first. Their borders depend on `since` alone, so that
 * a listing begun again walks the same ones. Neighbours share a day, and the last one ends a day late: Zoom does
 * not say whether `to` is included.
 */
export function listingWindows(since: Date, now: Date): Window[] {
  const start = startOfDay(since);
  const end = startOfDay(now) + DAY_MS;
  const windows: Window[] = [];
  for (let from = start; from < end; from += WINDOW_DAYS * DAY_MS) {
    windows.unshift({ from: day(from), to: day(Math.min(from + WINDOW_DAYS * DAY_MS, end)) });
  }
  return windows;
}

export function daysBefore(date: Date, days: number): Date {
  return new Date(date.getTime() - days * DAY_MS);
}

function startOfDay(date: Date): number {
  return Math.floor(date.getTime() / DAY_MS) * DAY_MS;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
