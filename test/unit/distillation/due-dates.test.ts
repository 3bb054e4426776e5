import { describe, expect, it } from 'vitest';
import { resolveDueDate } from '../../../plugin/distillation/builtin/due-dates.ts';

/** A Wednesday. */
const MEETING = '2026-02-25T16:30:00-08:00';

describe('due dates, counted from the day of the meeting', () => {
  it.each([
    ['by end of day', '2026-02-25'],
    ['this afternoon', '2026-02-25'],
    ['tomorrow morning', '2026-02-26'],
    ['the day after tomorrow', '2026-02-27'],
    ['in three days', '2026-02-28'],
    ['within 2 weeks', '2026-03-11'],
    ['in a couple of weeks', '2026-03-11'],
    ['in a month', '2026-03-25'],
    ['by Friday', '2026-02-27'],
    ['by Wednesday', '2026-03-04'],
    ['on Monday', '2026-03-02'],
    ['next Friday', '2026-03-06'],
    ['Tuesday next week', '2026-03-03'],
    ['next week on Tuesday', '2026-03-03'],
    ['early next week', '2026-03-02'],
    ['next week', '2026-03-06'],
    ['by the end of the week', '2026-02-27'],
    ['by end of month', '2026-02-28'],
    ['next month', '2026-03-31'],
    ['end of the quarter', '2026-03-31'],
    ['by end of Q1', '2026-03-31'],
    ['end of year', '2026-12-31'],
    ['on March 3rd', '2026-03-03'],
    ['by the 3rd of March', '2026-03-03'],
    ['by March 3, 2028', '2028-03-03'],
    ['Sept. 1st', '2026-09-01'],
    ['by the 28th', '2026-02-28'],
    ['by the 3rd', '2026-03-03'],
    ['on 2026-04-01', '2026-04-01'],
    ['by Friday, not next month', '2026-02-27'],
  ])('"%s" is %s', (phrase, day) => {
    expect(resolveDueDate(`I'll send it ${phrase}.`, MEETING)).toBe(day);
  });

  it.each([
    'last Friday',
    'on January 15',
    'soon',
    'when it is ready',
    'by 3/4',
    'on February 30th, 2026',
    'may 5 people join',
    'in the 3rd version',
    'on 2026-13-40',
  ])('"%s" names no day', (phrase) => {
    expect(resolveDueDate(`I'll send it ${phrase}.`, MEETING)).toBeUndefined();
  });

  it('a month ahead of the 31st ends with the shorter month', () => {
    expect(resolveDueDate('in one month', '2026-01-31T10:00:00Z')).toBe('2026-02-28');
  });

  it('on a Friday, "by Friday" is a week away and "end of the week" is today', () => {
    expect(resolveDueDate('by Friday', '2026-02-27')).toBe('2026-03-06');
    expect(resolveDueDate('end of the week', '2026-02-27')).toBe('2026-02-27');
  });

  it('a day that has gone by is next year’s only where that is near', () => {
    expect(resolveDueDate('by January 15', '2026-11-23')).toBe('2027-01-15');
    expect(resolveDueDate('by October 30th', '2026-11-23')).toBeUndefined();
  });

  it('without a day of the meeting there is no due date', () => {
    expect(resolveDueDate('tomorrow', '')).toBeUndefined();
  });
});
