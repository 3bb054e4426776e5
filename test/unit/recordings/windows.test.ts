import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBefore, listingWindows } from '../../../plugin/recordings/windows.ts';

const DAY_MS = 86_400_000;
const day = (date: string) => Date.parse(date);

describe('the windows of a listing', () => {
  it.each([
    [1, 1],
    [29, 1],
    [30, 2],
    [31, 2],
    [180, 7],
    [400, 14],
  ])('that looks back %i days are %i', (days, count) => {
    const now = new Date('2026-10-15T12:00:00Z');
    expect(listingWindows(daysBefore(now, days), now)).toHaveLength(count);
  });

  it.each([
    [
      'a leap day',
      '2028-02-28T23:00:00Z',
      '2028-03-01T01:00:00Z',
      [{ from: '2028-02-28', to: '2028-03-02' }],
    ],
    [
      'the end of January, when a month back has no such day',
      '2027-01-31T10:00:00Z',
      '2027-03-05T10:00:00Z',
      [
        { from: '2027-03-02', to: '2027-03-06' },
        { from: '2027-01-31', to: '2027-03-02' },
      ],
    ],
    [
      'a new year',
      '2026-12-31T23:59:59Z',
      '2027-01-01T00:00:00Z',
      [{ from: '2026-12-31', to: '2027-01-02' }],
    ],
    [
      'no time at all',
      '2026-10-15T12:00:00Z',
      '2026-10-15T12:00:00Z',
      [{ from: '2026-10-15', to: '2026-10-16' }],
    ],
  ])('over %s', (_, since, now, windows) => {
    expect(listingWindows(new Date(since), new Date(now))).toEqual(windows);
  });

  it('are the same when the listing is begun again later on the same day', () => {
    const since = new Date('2026-06-01T08:00:00Z');
    expect(listingWindows(since, new Date('2026-10-15T00:00:00Z'))).toEqual(
      listingWindows(since, new Date('2026-10-15T23:59:59Z')),
    );
  });

  it('cover every second, are newest first, share their borders, and none is longer than Zoom allows', () => {
    const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2032-01-01'), noInvalidDate: true });
    const span = fc.integer({ min: 0, max: 400 * DAY_MS });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(moment, span, share, (since, spanMs, at) => {
        const now = new Date(since.getTime() + spanMs);
        const windows = listingWindows(since, now);
        const second = new Date(since.getTime() + spanMs * at).toISOString().slice(0, 10);
        expect(windows.some(({ from, to }) => from <= second && second < to)).toBe(true);
        for (const [index, { from, to }] of windows.entries()) {
          expect(day(to) - day(from)).toBeGreaterThan(0);
          expect(day(to) - day(from)).toBeLessThanOrEqual(30 * DAY_MS);
          if (index > 0) expect(to).toBe(windows[index - 1]?.from);
        }
      }),
      { numRuns: 500 },
    );
  });
});
