import { describe, expect, it } from 'vitest';
import { meetingEnd, nextLook } from '../../../plugin/recordings/schedule.ts';
import { START } from './made-up.ts';

const END = meetingEnd(START, 30);
const sinceEnd = (minutes: number) => new Date(END.getTime() + minutes * 60_000);
const HOUR = 60;

describe('the looks for a late transcript', () => {
  it('count from the end of the meeting', () => {
    expect(END).toEqual(new Date('2026-10-15T09:30:00Z'));
  });

  it.each([
    [-30, 15],
    [0, 15],
    [14, 15],
    [15, HOUR],
    [HOUR, 4 * HOUR],
    [4 * HOUR, 12 * HOUR],
    [12 * HOUR, 24 * HOUR],
    [30 * HOUR, 48 * HOUR],
  ])('come, %i minutes after the meeting, %i minutes after it', (now, next) => {
    expect(nextLook(END, sinceEnd(now))).toEqual(sinceEnd(next));
  });

  it('end after two days', () => {
    expect(nextLook(END, sinceEnd(48 * HOUR))).toBeNull();
  });
});
