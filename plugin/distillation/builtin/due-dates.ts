const DAY_MS = 86_400_000;
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  'a couple of': 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};

const FRIDAY = 5;
const weekday = `(?<weekday>${WEEKDAYS.join('|')})`;
/** Months need their capital, or "may 5 of us join" would be a date. */
const month = `(?<month>${MONTHS.map((name) => `${name}|${name.slice(0, 3)}\\.?`).join('|')}|Sept\\.?)`;
const ordinal = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
const count = `(?<count>\\d{1,2}|${Object.keys(NUMBERS).join('|')})`;

type Groups = Readonly<Record<string, string | undefined>>;
type Resolve = (today: Date, groups: Groups) => Date | undefined;

/** How people say when. Where two rows begin at the same word, the upper one wins. */
const PHRASES: readonly (readonly [phrase: RegExp, resolve: Resolve])[] = [
  [/\b(?<iso>\d{4}-\d{2}-\d{2})\b/, (_, { iso }) => (iso ? validDay(iso) : undefined)],
  [/\bday after tomorrow\b/i, (today) => addDays(today, 2)],
  [/\btomorrow\b/i, (today) => addDays(today, 1)],
  [
    /\b(?:today|tonight|this (?:morning|afternoon|evening)|eod|end of (?:the )?(?:business )?day|close of business|cob)\b/i,
    (today) => today,
  ],
  [new RegExp(`\\b(?:in|within) (?:the next )?${count} (?<unit>day|week|month)s?\\b`, 'i'), inSoMany],
  [
    /\b(?:start|beginning|early part) of next week\b|\bearly next week\b/i,
    (today) => addDays(monday(today), 7),
  ],
  [
    new RegExp(`\\bnext week,? (?:on )?${weekday}\\b`, 'i'),
    (today, groups) => addDays(monday(today), 7 + fromMonday(groups)),
  ],
  [/\bnext week\b/i, (today) => addDays(monday(today), 7 + FRIDAY - 1)],
  [/\b(?:end of (?:the |this )?week|this week|eow)\b/i, (today) => nextWeekday(addDays(today, -1), FRIDAY)],
  [/\bend of next month\b|\bnext month\b/i, (today) => monthEnd(today, 1)],
  [/\b(?:end of (?:the |this )?month|month[- ]end|this month|eom)\b/i, (today) => monthEnd(today, 0)],
  [/\bend of q(?<quarter>[1-4])\b/i, (today, { quarter }) => quarterEnd(today, Number(quarter))],
  [
    /\b(?:end of (?:the |this )?quarter|this quarter|eoq)\b/i,
    (today) => monthEnd(today, 2 - (today.getUTCMonth() % 3)),
  ],
  [
    /\b(?:end of (?:the |this )?year|year[- ]end|eoy)\b/i,
    (today) => monthEnd(today, 11 - today.getUTCMonth()),
  ],
  [new RegExp(`\\b${month} (?:the )?${ordinal}\\b(?:,? (?<year>20\\d\\d)\\b)?`), dayOfMonth],
  [new RegExp(`\\b(?:the )?${ordinal}(?: of)? ${month}(?![a-z])(?:,? (?<year>20\\d\\d)\\b)?`), dayOfMonth],
  [/\b(?:on|by|before|until|till) the (?<day>\d{1,2})(?:st|nd|rd|th)\b/i, dayOfMonth],
  [
    new RegExp(`\\bnext ${weekday}\\b`, 'i'),
    (today, groups) => addDays(monday(today), 7 + fromMonday(groups)),
  ],
  [
    new RegExp(`\\b${weekday} (?:of )?next week\\b`, 'i'),
    (today, groups) => addDays(monday(today), 7 + fromMonday(groups)),
  ],
  [
    new RegExp(`(?<!\\blast )\\b${weekday}\\b`, 'i'),
    (today, groups) => nextWeekday(today, weekdayOf(groups)),
  ],
];

/**
 * The day that a promise names, as yyyy-mm-dd, counted from the day of the meeting. The first time expression decides.
 *
 * The day is the one written in `meetingStart`: pass it with the host's offset, not in UTC, or an evening call in California
 * counts from the next day. Dates like 3/4 stay out, since nothing says which number is the month.
 */
export function resolveDueDate(text: string, meetingStart: string): string | undefined {
  const today = validDay(meetingStart.slice(0, 10));
  if (!today) return undefined;
  let first: { at: number; due: Date } | undefined;
  for (const [phrase, resolve] of PHRASES) {
    const match = phrase.exec(text);
    if (!match || (first && match.index >= first.at)) continue;
    const due = resolve(today, match.groups ?? {});
    if (due) first = { at: match.index, due };
  }
  return first?.due.toISOString().slice(0, 10);
}

function validDay(iso: string): Date | undefined {
  const date = new Date(`${iso}T00:00:00Z`);
  // JavaScript rolls 30 February over into March; a day that does not come back the same does not exist.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? date : undefined;
}

function addDays(day: Date, days: number): Date {
  return new Date(day.getTime() + days * DAY_MS);
}

function monday(day: Date): Date {
  return addDays(day, -((day.getUTCDay() + 6) % 7));
}

function weekdayOf(groups: Groups): number {
  return WEEKDAYS.indexOf((groups.weekday ?? '').toLowerCase());
}

function fromMonday(groups: Groups): number {
  return (weekdayOf(groups) + 6) % 7;
}

/** The next such weekday after the given day: said on a Friday, "by Friday" is a week away. */
function nextWeekday(day: Date, wanted: number): Date {
  return addDays(day, ((wanted - day.getUTCDay() + 6) % 7) + 1);
}

function monthEnd(day: Date, monthsAhead: number): Date {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + monthsAhead + 1, 0));
}

/** The end of the named quarter: this year's, or next year's once it is over. */
function quarterEnd(today: Date, quarter: number): Date {
  const thisYear = new Date(Date.UTC(today.getUTCFullYear(), quarter * 3, 0));
  return thisYear >= today ? thisYear : new Date(Date.UTC(today.getUTCFullYear() + 1, quarter * 3, 0));
}

function inSoMany(today: Date, { count, unit }: Groups): Date | undefined {
  const many = NUMBERS[(count ?? '').toLowerCase()] ?? Number(count);
  if (unit?.toLowerCase() === 'month') {
    const last = monthEnd(today, many);
    return new Date(
      Math.min(
        last.getTime(),
        Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + many, today.getUTCDate()),
      ),
    );
  }
  return addDays(today, many * (unit?.toLowerCase() === 'week' ? 7 : 1));
}

/** "By October 30th", said in November, looks back: nobody promises a thing for eleven months ahead without the year. */
const FURTHEST_DAYS = 270;

/** The next such day of the year, or of the month where none is named; undefined for a day that does not exist. */
function dayOfMonth(today: Date, { year, month, day }: Groups): Date | undefined {
  const named = MONTHS.findIndex((name) => month !== undefined && name.startsWith(month.slice(0, 3)));
  const at = named >= 0 ? named : today.getUTCMonth();
  const step = named >= 0 ? 12 : 1;
  const months = [at, at + step].map((index) => {
    const date = new Date(Date.UTC(year ? Number(year) : today.getUTCFullYear(), index, Number(day)));
    return date.getUTCDate() === Number(day) ? date : undefined;
  });
  if (year) return months[0];
  const furthest = addDays(today, FURTHEST_DAYS);
  return months.find((date) => date !== undefined && date >= today && date <= furthest);
}
