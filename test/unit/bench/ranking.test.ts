import { describe, expect, it } from 'vitest';
import { hitAt, hitByChance, ndcgAt } from '../../../scripts/bench/ranking.ts';

const ranking = (answers: string, relevant: number) => ({
  answers: [...answers].map((mark) => mark === 'x'),
  relevant,
  candidates: 40,
});

describe('hitAt', () => {
  it.each([
    [1, 'x---', 1],
    [1, '-x--', 0],
    [2, '-x--', 1],
    [5, '-----x', 0],
    [5, '', 0],
  ])('of the first %i of %j is %i', (k, answers, expected) => {
    expect(hitAt(k, ranking(answers, 1))).toBe(expected);
  });
});

describe('ndcgAt', () => {
  it.each([
    ['all there is, at the top', 'xx--', 2, 1],
    ['more that answers than the list is long', 'xxxxxxxxxx', 40, 1],
    ['nothing', '----', 2, 0],
    ['an empty list', '', 2, 0],
    ['the only one in the second place', '-x', 1, 1 / Math.log2(3)],
    ['one of two, at the top', 'x-', 2, 1 / (1 + 1 / Math.log2(3))],
    ['what comes after the tenth', '----------x', 1, 0],
  ])('of %s', (_, answers, relevant, expected) => {
    expect(ndcgAt(10, ranking(answers, relevant))).toBeCloseTo(expected, 12);
  });
});

describe('hitByChance', () => {
  it.each([
    [10, 40, 0.25],
    [0, 0, 0],
  ])('with %i that answer among %i is %d', (relevant, candidates, expected) => {
    expect(hitByChance({ answers: [], relevant, candidates })).toBe(expected);
  });
});
