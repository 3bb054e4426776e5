const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const COLON = 0x3a;
const POINT = 0x2e;
const COMMA = 0x2c;

// Hours may pass 99. Five digits, eleven years, keep the milliseconds an exact integer.
const MOST_LEADING_DIGITS = 5;

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
  if (second < 0 || second > 59) return undefined;
  const mark = cursor.text.charCodeAt(cursor.at);
  return seconds * 1000 + (mark === POINT || mark === COMMA ? readMilliseconds(cursor) : 0);
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
