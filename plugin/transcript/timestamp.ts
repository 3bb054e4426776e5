const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const COLON = 0x3a;
const POINT = 0x2e;
const COMMA = 0x2c;

// Hours may pass 99; minutes without hours have as many digits as they need.
const MOST_LEADING_DIGITS = 5;
// Zoom ends a meeting after 30 hours. A time that is counted in weeks does not fit into PostgreSQL's integer milliseconds.
const LATEST_SECONDS = 500 * 3_600;

/** A place in a text that reading moves on. */
export interface Cursor {
  readonly text: string;
  at: number;
}

/**
 * Reads `[hours:]minutes:seconds[.fraction]` as milliseconds, or undefined. Zoom writes `HH:MM:SS.mmm`; files saved by
 * other tools leave the hours out, or have SubRip's comma before the milliseconds.
 */
export function readTimestamp(cursor: Cursor): number | undefined {
  const first = readNumber(cursor, MOST_LEADING_DIGITS);
  if (first < 0 || cursor.text.charCodeAt(cursor.at) !== COLON) return undefined;
  cursor.at += 1;
  const second = readNumber(cursor, 2);
  let seconds = first * 60 + second;
  if (cursor.text.charCodeAt(cursor.at) === COLON) {
    cursor.at += 1;
    const third = readNumber(cursor, 2);
    if (third < 0 || third > 59) return undefined;
    seconds = seconds * 60 + third;
  }
  if (second < 0 || second > 59 || seconds > LATEST_SECONDS) return undefined;
  const mark = cursor.text.charCodeAt(cursor.at);
  return seconds * 1000 + (mark === POINT || mark === COMMA ? readMilliseconds(cursor) : 0);
}

/** How long a timestamp is as Zoom writes it. */
export const ZOOM_LENGTH = 12;

/** Reads Zoom's own `HH:MM:SS.mmm`, which nearly every timestamp is, and nothing else; undefined otherwise. */
export function readZoomTimestamp(text: string, at: number): number | undefined {
  const hours = twoDigits(text, at);
  const minutes = twoDigits(text, at + 3);
  const seconds = twoDigits(text, at + 6);
  const tens = twoDigits(text, at + 9);
  const last = text.charCodeAt(at + 11) - DIGIT_0;
  const isRead = hours >= 0 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60;
  if (!isRead || tens < 0 || !(last >= 0 && last <= 9)) return undefined;
  const isMarked =
    text.charCodeAt(at + 2) === COLON &&
    text.charCodeAt(at + 5) === COLON &&
    text.charCodeAt(at + 8) === POINT;
  return isMarked ? ((hours * 60 + minutes) * 60 + seconds) * 1000 + tens * 10 + last : undefined;
}

/** -1 if one of them is no digit. */
function twoDigits(text: string, at: number): number {
  const first = text.charCodeAt(at) - DIGIT_0;
  const second = text.charCodeAt(at + 1) - DIGIT_0;
  return first >= 0 && first <= 9 && second >= 0 && second <= 9 ? first * 10 + second : -1;
}

/** Reads a whole number; -1 if it has no digit or too many. */
function readNumber(cursor: Cursor, mostDigits: number): number {
  const { text, at: from } = cursor;
  let value = 0;
  let at = from;
  for (let code = text.charCodeAt(at); code >= DIGIT_0 && code <= DIGIT_9; code = text.charCodeAt(at)) {
    value = value * 10 + code - DIGIT_0;
    at += 1;
  }
  cursor.at = at;
  return at === from || at - from > mostDigits ? -1 : value;
}

/** Reads the mark and the digits behind it; the first three count. */
function readMilliseconds(cursor: Cursor): number {
  const { text } = cursor;
  let at = cursor.at + 1;
  let milliseconds = 0;
  let unit = 100;
  for (let code = text.charCodeAt(at); code >= DIGIT_0 && code <= DIGIT_9; code = text.charCodeAt(at)) {
    milliseconds += (code - DIGIT_0) * unit;
    unit = unit > 1 ? unit / 10 : 0;
    at += 1;
  }
  cursor.at = at;
  return milliseconds;
}
