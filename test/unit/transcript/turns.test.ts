import { describe, expect, it } from 'vitest';
import type { Utterance } from '../../../plugin/transcript/speakers.ts';
import { timeAt, toTurns } from '../../../plugin/transcript/turns.ts';

const says = (speaker: string | null, startMs: number, endMs: number, text: string): Utterance => ({
  startMs,
  endMs,
  speaker,
  text,
});

it('what one speaker says in consecutive cues is one turn', () => {
  expect(
    toTurns([
      says('Ann', 0, 900, 'One'),
      says('Ann', 1_000, 1_900, 'two.'),
      says('Bob', 2_000, 2_900, 'Three.'),
    ]),
  ).toEqual([
    {
      speaker: 'Ann',
      startMs: 0,
      endMs: 1_900,
      text: 'One two.',
      cueStarts: [
        { offset: 0, startMs: 0 },
        { offset: 4, startMs: 1_000 },
      ],
    },
    {
      speaker: 'Bob',
      startMs: 2_000,
      endMs: 2_900,
      text: 'Three.',
      cueStarts: [{ offset: 0, startMs: 2_000 }],
    },
  ]);
});

it('half a minute of silence ends a turn, less does not', () => {
  const turns = (pause: number) =>
    toTurns([says('Ann', 0, 1_000, 'a'), says('Ann', 1_000 + pause, 99_000, 'b')]).length;
  expect([turns(30_000), turns(30_001)]).toEqual([1, 2]);
});

it('a turn lasts until its last word, even where cues overlap', () => {
  expect(toTurns([says('Ann', 0, 5_000, 'a'), says('Ann', 1_000, 2_000, 'b')])[0]?.endMs).toBe(5_000);
});

it('speakers whom nobody named share a turn, apart from those who are named', () => {
  const turns = toTurns([
    says(null, 0, 1, 'a'),
    says(null, 2, 3, 'b'),
    says('Ann', 4, 5, 'c'),
    says(null, 6, 7, 'd'),
  ]);
  expect(turns.map((turn) => [turn.speaker, turn.text])).toEqual([
    [null, 'a b'],
    ['Ann', 'c'],
    [null, 'd'],
  ]);
});

it('an utterance without words makes no turn and breaks none', () => {
  expect(
    toTurns([says('Ann', 0, 1, 'a'), says('Bob', 2, 3, ''), says('Ann', 4, 5, 'b')]).map((turn) => turn.text),
  ).toEqual(['a b']);
});

describe('the place of a quote in a turn gives its time', () => {
  const [turn] = toTurns([
    says('Ann', 100, 900, 'One'),
    says('Ann', 1_000, 1_900, 'two'),
    says('Ann', 2_000, 2_900, 'three'),
  ]);
  it.each([
    ['One', 100],
    ['e t', 100],
    ['two', 1_000],
    ['wo three', 1_000],
    ['three', 2_000],
  ])('%s', (quote, startMs) => {
    expect(turn && timeAt(turn, turn.text.indexOf(quote))).toBe(startMs);
  });
});
