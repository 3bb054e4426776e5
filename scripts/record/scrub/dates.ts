const DAY_MS = 86_400_000;
const FORMS = /^(\d{4}-\d{2}-\d{2})(?:([T ]\d{2}:\d{2}:\d{2})(\.\d{1,3})?(Z?))?$/;

/** The whole days from one time to the same hour of the day that the other is on. */
export const wholeDays = (from: Date, to: Date): number =>
  Math.floor(to.getTime() / DAY_MS) - Math.floor(from.getTime() / DAY_MS);

/** A date of Zoom's, moved by whole days, so that it falls into the same window of a listing; undefined if it is none. */
export function movedDate(text: string, days: number): string | undefined {
  const [, date, time = '', fraction = '', zone = ''] = FORMS.exec(text) ?? [];
  if (date === undefined || Number.isNaN(Date.parse(date))) return undefined;
  const moved = new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
  return `${moved}${time}${fraction}${zone}`;
}
