import { utcDay } from './clock.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Zoom gives nothing that is older than about six months. */
const LOOKBACK_MONTHS = 6;

/**
 * The dates a recordings listing covers. Without dates Zoom looks at today only; a range over one month is not refused
 * but cut to its last month, and the answer names the dates that were used.
 */
export function listingRange(
  query: URLSearchParams,
  today: Date,
): { from: string; to: string } | { invalid: string } {
  const from = query.get('from') ?? utcDay(today);
  const to = query.get('to') ?? utcDay(new Date(today.getTime() + 86_400_000));
  if (!isDay(from)) return { invalid: 'from' };
  if (!isDay(to)) return { invalid: 'to' };
  const latest = [from, monthsBefore(to, 1), monthsBefore(utcDay(today), LOOKBACK_MONTHS)].toSorted().at(-1);
  return { from: latest ?? from, to };
}

const isDay = (text: string): boolean => DAY.test(text) && !Number.isNaN(Date.parse(text));

/** The same day so many months earlier, or that month's last day where it is shorter. */
function monthsBefore(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  const dayOfMonth = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(dayOfMonth, lastDay));
  return utcDay(date);
}
