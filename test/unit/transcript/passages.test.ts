import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Passage, toPassages } from '../../../plugin/transcript/passages.ts';
import { type Turn, toTurns } from '../../../plugin/transcript/turns.ts';

const turnsOf = (...said: [string | null, ...string[]][]): Turn[] => {
  let at = 0;
  return toTurns(
    said.flatMap(([speaker, ...cues]) =>
      cues.map((text) => {
        at += 1_000;
        return { startMs: at, endMs: at + 900, speaker, text };
      }),
    ),
  );
};
const sentence = (n: number) => `This is sentence number ${n} of a long speech.`;
const speech = (sentences: number) => Array.from({ length: sentences }, (_, i) => sentence(i + 1));

it('a short meeting is one passage of lines, without time codes', () => {
  expect(
    toPassages(turnsOf(['Ann', 'Hi.', 'All well?'], [null, 'mhm'], ['Bob', 'Yes.'], ['Ann', 'Good.'])),
  ).toEqual([
    {
      text: 'Ann: Hi. All well?\nmhm\nBob: Yes.\nAnn: Good.',
      startMs: 1_000,
      endMs: 5_900,
      speakers: ['Ann', 'Bob'],
      firstTurn: 0,
      lastTurn: 3,
      overlapTurns: 0,
    },
  ]);
});

it('no turns make no passages', () => {
  expect(toPassages([])).toEqual([]);
});

it('passages break between turns, and a short turn before the break is repeated behind it', () => {
  const long = 'x'.repeat(150);
  const passages = toPassages(turnsOf(['Ann', long], ['Bob', 'Why?'], ['Ann', long], ['Cem', long]), {
    maxCharacters: 200,
  });
  expect(
    passages.map(({ text, speakers, firstTurn, lastTurn, overlapTurns }) => ({
      text,
      speakers,
      firstTurn,
      lastTurn,
      overlapTurns,
    })),
  ).toEqual([
    { text: `Ann: ${long}\nBob: Why?`, speakers: ['Ann', 'Bob'], firstTurn: 0, lastTurn: 1, overlapTurns: 0 },
    { text: `Bob: Why?\nAnn: ${long}`, speakers: ['Bob', 'Ann'], firstTurn: 1, lastTurn: 2, overlapTurns: 1 },
    { text: `Cem: ${long}`, speakers: ['Cem'], firstTurn: 3, lastTurn: 3, overlapTurns: 0 },
  ]);
});

describe('a turn longer than a passage', () => {
  it('is cut between sentences, each piece with its speaker and its own time', () => {
    const passages = toPassages(turnsOf(['Ann', ...speech(9)]), { maxCharacters: 200 });
    expect(passages.map((passage) => [passage.text, passage.startMs, passage.endMs])).toEqual([
      [`Ann: ${speech(4).join(' ')}`, 1_000, 5_000],
      [`Ann: ${speech(8).slice(4).join(' ')}`, 5_000, 9_000],
      [`Ann: ${sentence(9)}`, 9_000, 9_900],
    ]);
  });

  it('begins in the room that is left and ends before the next turn', () => {
    const passages = toPassages(turnsOf(['Bob', 'Tell us.'], ['Ann', ...speech(6)], ['Bob', 'Thanks.']), {
      maxCharacters: 200,
    });
    expect(passages.map(({ firstTurn, lastTurn }) => [firstTurn, lastTurn])).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(passages[1]?.text.endsWith(`${sentence(6)}\nBob: Thanks.`)).toBe(true);
  });

  it('is cut between words where a sentence is too long', () => {
    const passages = toPassages(turnsOf([null, 'word '.repeat(100).trim()]), { maxCharacters: 48 });
    expect(new Set(passages.flatMap(({ text }) => text.split(' ')))).toEqual(new Set(['word']));
  });

  it('is never cut inside what people see as one character', () => {
    const family = '👩‍👩‍👧‍👦';
    const passages = toPassages(turnsOf([null, family.repeat(40)]), { maxCharacters: 50 });
    expect(passages.map(({ text }) => text)).toEqual([...Array(10).fill(family.repeat(4))]);
  });
});

const word = fc.oneof(
  fc.lorem({ maxCount: 6, mode: 'sentences' }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const meeting = fc.array(
  fc.tuple(
    fc.constantFrom(null, 'Ann Lee', 'Bob | Acme'),
    fc.array(
      word.map((text) => text.trim()),
      { minLength: 1, maxLength: 12 },
    ),
  ),
  { maxLength: 25 },
);
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

function ownWords(passage: Passage, turns: readonly Turn[]): { turn: number; words: string }[] {
  let rest = passage.text;
  const found: { turn: number; words: string }[] = [];
  for (let turn = passage.firstTurn; turn <= passage.lastTurn; turn += 1) {
    const speaker = turns[turn]?.speaker ?? null;
    const label = speaker === null ? '' : `${speaker}: `;
    expect(rest.startsWith(label)).toBe(true);
    rest = rest.slice(label.length);
    const isLast = turn === passage.lastTurn;
    const text = turns[turn]?.text ?? '';
    // All lines but the first and the last are whole turns; the first may be the end of one.
    const piece = isLast ? rest : turn > passage.firstTurn ? text : longestEnd(text, rest);
    expect(rest.startsWith(piece)).toBe(true);
    rest = rest.slice(piece.length + 1);
    found.push({ turn, words: piece });
  }
  return found.slice(passage.overlapTurns);
}

function longestEnd(text: string, rest: string): string {
  for (let from = 0; from < text.length; from += 1) {
    const end = text.slice(from).trim();
    if (rest.startsWith(`${end}\n`)) return end;
  }
  return text;
}

it('every turn is in the passages once, in order, apart from what is said to overlap', () => {
  fc.assert(
    fc.property(meeting, fc.integer({ min: 60, max: 400 }), (said, maxCharacters) => {
      const turns = turnsOf(
        ...said.map(([speaker, cues]): [string | null, ...string[]] => [speaker, ...cues]),
      );
      const passages = toPassages(turns, { maxCharacters });
      const words = turns.map(() => '');
      let previous = { startMs: 0, lastTurn: -1 };
      passages.forEach((passage) => {
        expect(passage.startMs).toBeGreaterThanOrEqual(previous.startMs);
        expect(passage.endMs).toBeGreaterThanOrEqual(passage.startMs);
        expect(passage.firstTurn + passage.overlapTurns - previous.lastTurn).toBeLessThanOrEqual(1);
        for (const own of ownWords(passage, turns)) words[own.turn] += own.words;
        previous = passage;
      });
      const bare = (text: string) => text.replace(/\s+/g, '');
      expect(words.map(bare)).toEqual(turns.map((turn) => bare(turn.text)));
    }),
    { numRuns: 200 },
  );
});

it('a passage is longer than asked for only where one character leaves no choice', () => {
  fc.assert(
    fc.property(meeting, fc.integer({ min: 60, max: 400 }), (said, maxCharacters) => {
      const turns = turnsOf(
        ...said.map(([speaker, cues]): [string | null, ...string[]] => [speaker, ...cues]),
      );
      const widest = Math.max(
        1,
        ...turns.flatMap((turn) => [...graphemes.segment(turn.text)].map(({ segment }) => segment.length)),
      );
      for (const { text } of toPassages(turns, { maxCharacters })) {
        expect(text.length).toBeLessThan(maxCharacters + widest);
      }
    }),
    { numRuns: 200 },
  );
});
