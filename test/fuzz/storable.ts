import assert from 'node:assert/strict';

/** PostgreSQL's `integer`. */
export const MOST_INTEGER = 2 ** 31 - 1;
/** What is part of an index may have so many bytes beside the other columns of it. */
export const LONGEST_KEY_BYTES = 1024;

/** Fails if there is, at any depth, what PostgreSQL or JSON refuses or changes. */
export function assertStorable(value: unknown, where = 'it'): void {
  if (value === null || value === undefined || typeof value === 'boolean') return;
  if (typeof value === 'string') {
    assert.ok(!value.includes('\0') && value.isWellFormed(), `${where} holds NUL or half a surrogate pair`);
  } else if (typeof value === 'number') {
    assert.ok(Number.isFinite(value), `${where} is no number for JSON`);
  } else if (value instanceof Date) {
    const year = value.getUTCFullYear();
    assert.ok(year >= 1 && year <= 9999, `${where} is no date that is written with four digits`);
  } else if (value instanceof Map || value instanceof Set || Array.isArray(value)) {
    for (const each of value) assertStorable(each, `something in ${where}`);
  } else {
    assert.equal(typeof value, 'object', `${where} is no plain value`);
    for (const [name, each] of Object.entries(value)) assertStorable(each, `${where}.${name}`);
  }
}

export function assertInteger(value: number, where: string): void {
  assert.ok(Number.isInteger(value) && value >= 0 && value <= MOST_INTEGER, `${where} is ${value}`);
}

export function assertKey(value: string, where: string): void {
  const bytes = Buffer.byteLength(value);
  assert.ok(bytes > 0 && bytes <= LONGEST_KEY_BYTES, `${where} has ${bytes} bytes`);
}

/** Fails if much came of little: the work on it would grow without measure. */
export function assertInProportion(size: number, given: number, times: number, where: string): void {
  assert.ok(size <= given * times + 4_000, `${where} has ${size} characters, out of ${given}`);
}

export function lengthOf(texts: Iterable<string>): number {
  let length = 0;
  for (const text of texts) length += text.length;
  return length;
}
