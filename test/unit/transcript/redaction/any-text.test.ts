import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactor } from '../../../../plugin/transcript/redaction/redaction.ts';
import { all, KINDS, PEM_BEGIN, redacted, TOKENS } from './redactors.ts';

const FINDS = [
  'ann@example.com',
  '+49 30 901820',
  '202-555-0123',
  '030/901820',
  '4111 1111 1111 1111',
  'DE89 3704 0044 0532 0130 00',
  'password: hunter22',
  'https://ann:hunter2@example.com',
  `${PEM_BEGIN} abc`,
  ...Object.values(TOKENS),
];
const MARKS = ['[email address]', '[phone number]', '[card number]', '[IBAN]', '[secret]', '[redacted]'];
const NOISES = [
  ...' .,-@:/[]+0aü😀"\n',
  ...['1 ', '20', '4111', '\ud83d', '\ude00'],
  ...['is', 'my number is ', 'password is ', 'tel ', 'KD-', 'order '],
];

const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(...FINDS),
      fc.constantFrom(...MARKS),
      fc.constantFrom(...NOISES),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

// Lookarounds and anchors are what a placeholder beside them could change the answer of.
const PATTERNS = ['KD-\\d', '(?<![a-z0-9])1', '20(?!\\d)', '^\\s*a', '[@:]$'];

describe('any text', () => {
  it('redacted twice is as it was redacted once, and nothing more is counted', () => {
    fc.assert(
      fc.property(texts, fc.subarray([...KINDS]), (text, kinds) => {
        const once = redactor({ kinds, patterns: PATTERNS }).redact(text);
        const again = redactor({ kinds, patterns: PATTERNS });
        expect(again.redact(once)).toBe(once);
        expect(again.counts).toEqual({});
      }),
      { numRuns: 400 },
    );
  });

  it('keeps nothing of a find that stands among words', () => {
    const words = fc.constantFrom('well', 'so, yes', 'Ann said:', '[secret]', 'über 20 Leute');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(words, fc.constantFrom(...FINDS.slice(0, 6))), { maxLength: 9 }),
        (said) => {
          const recording = all();
          const text = recording.redact(said.map(([word, find]) => `${word}; ${find}; `).join(''));
          for (const [, find] of said) expect(text).not.toContain(find);
          expect(Object.values(recording.counts).reduce((sum, count) => sum + count, 0)).toBe(said.length);
        },
      ),
    );
  });

  it('has as many finds counted as it gains placeholders, and is otherwise untouched', () => {
    const marks = (text: string) =>
      text.split(/\[(?:[a-z]+ (?:address|number)|IBAN|secret|redacted)\]/).length;
    fc.assert(
      fc.property(texts, (text) => {
        const recording = all(PATTERNS);
        const result = recording.redact(text);
        const found = Object.values(recording.counts).reduce((sum, count) => sum + count, 0);
        expect(marks(result) - marks(text)).toBe(found);
        if (found === 0) expect(result).toBe(text);
      }),
    );
  });

  it('has its places moved to where the rest of it went', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const places = Array.from({ length: text.length + 1 }, (_, place) => place);
        const { text: result, offsets } = all().redactWithOffsets(text, places);
        expect(result).toBe(all().redact(text));
        expect(offsets).toEqual(offsets.toSorted((one, other) => one - other));
        expect([offsets[0], offsets.at(-1)]).toEqual([0, result.length]);
      }),
    );
  });

  it.each([
    'a',
    '0',
    'a@',
    'sk-',
    '41 ',
    'DE89 ',
    '+999 999 9 9 9 9 9 9 9 9 ',
    '0171 1234567 ',
    '202.555.0123.',
    'my number is is is ',
    'password is ',
    `${PEM_BEGIN} `,
    'https://a:',
    'order no no ',
    `AKIA${'A'.repeat(16)}`,
    '\ud83d',
  ])(
    'comes to an end when it is a megabyte of "%s"',
    (unit) => {
      expect(typeof redacted(unit.repeat(Math.ceil(1_000_000 / unit.length)))).toBe('string');
    },
    60_000,
  );
});
