import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chatPassages } from '../../../plugin/recordings/chat-passages.ts';
import { clearedTurn } from '../../../plugin/recordings/redaction.ts';
import { summaryPassages } from '../../../plugin/recordings/summary-passages.ts';
import { parseChat } from '../../../plugin/transcript/chat.ts';
import { toPassages } from '../../../plugin/transcript/passages.ts';
import { redactor } from '../../../plugin/transcript/redaction/redaction.ts';
import { attributeSpeakers } from '../../../plugin/transcript/speakers.ts';
import { parseTimeline } from '../../../plugin/transcript/timeline.ts';
import { toTurns } from '../../../plugin/transcript/turns.ts';
import { parseVtt } from '../../../plugin/transcript/vtt.ts';

const fragment = fc.oneof(
  fc.constantFrom(
    'WEBVTT',
    '\r\n',
    '\n',
    '\r',
    '\n\n',
    '00:00:01.000 --> 00:00:02.000',
    '-->',
    'NOTE',
    'STYLE',
    '<v Ann>',
    '&#0;',
    '\0',
  ),
  fc.constantFrom('Ann Lee: ', 'stokes: ', "I'm: ", 'Audio shared by Ann: ', 'https://a.example: ', '10:30 '),
  fc.tuple(fc.nat(7_199), fc.nat(7_199)).map(([a, b]) => `\n\n${clock(a)} --> ${clock(b)}\n`),
  fc.string({ unit: 'binary' }),
  fc.lorem({ mode: 'sentences' }),
);
const file = fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join(''));

function clock(seconds: number): string {
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${pad(seconds / 3_600)}:${pad((seconds / 60) % 60)}:${pad(seconds % 60)}.000`;
}

/** So many files, or else as many as `npm test` has time for. */
const CASES = Number(process.env.CASES ?? 300);
const TIMEOUT_MS = 3_600_000;

const ALL_KINDS = ['email', 'phone', 'card', 'iban', 'secret'] as const;
const privately = fc.constantFrom(
  ...['ann@customer.example', '+1 202 555 0123', '4111 1111 1111 1111', 'GB82 WEST 1234 5698 7654 32'],
  ...['the password is hunter22!', 'ACME-448812', '[email address]', '[secret]'],
);

const bare = (text: string) => text.replace(/\s+/g, '');

it(
  'any bytes whatever are read without failing',
  () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), file, (bytes, text) => {
        for (const input of [bytes, text, Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')]) {
          toPassages(toTurns(attributeSpeakers(parseVtt(input).cues, [])));
          chatPassages(parseChat(input));
          parseTimeline(input);
        }
        summaryPassages(text, text);
      }),
      { numRuns: CASES },
    );
  },
  TIMEOUT_MS,
);

it(
  'every word that was said arrives in utterances and turns, in order, at a time that never runs backwards',
  () => {
    fc.assert(
      fc.property(file, (text) => {
        const { cues } = parseVtt(text);
        const utterances = attributeSpeakers(cues, []);
        const turns = toTurns(utterances);
        utterances.forEach((utterance, i) => {
          const cue = cues[i];
          const { speaker, text: words } = utterance;
          // With a label in front of it or without, as it may go on with the speaker before.
          const said =
            speaker === null || cue?.voice !== undefined ? [words] : [words, `${speaker}:${words}`];
          expect(said.map(bare)).toContain(bare(cue?.text ?? ''));
          expect(utterance.startMs).toBeGreaterThanOrEqual(utterances[i - 1]?.startMs ?? 0);
          expect(utterance.endMs).toBeGreaterThanOrEqual(utterance.startMs);
        });
        expect(bare(turns.map((turn) => turn.text).join(''))).toBe(
          bare(utterances.map((each) => each.text).join('')),
        );
        for (const { startMs, endMs, cueStarts } of turns) {
          const starts = cueStarts.map((cue) => cue.startMs);
          expect(starts).toEqual(starts.toSorted((a, b) => a - b));
          expect([startMs, endMs >= startMs]).toEqual([starts[0], true]);
        }
      }),
      { numRuns: CASES },
    );
  },
  TIMEOUT_MS,
);

it(
  'what is masked in a turn is masked once and for all, and every cue of it still begins where its words do',
  () => {
    const talk = fc.array(fc.oneof(privately, fc.lorem({ mode: 'sentences' }), fragment), { maxLength: 12 });
    fc.assert(
      fc.property(talk, (said) => {
        const cues = said.map((text, index) => ({ startMs: index * 1000, endMs: index * 1000 + 999, text }));
        for (const turn of toTurns(attributeSpeakers(cues, []))) {
          const masked = clearedTurn(turn, redactor({ kinds: ALL_KINDS, patterns: ['ACME-\\d{6}'] }));
          const again = redactor({ kinds: ALL_KINDS, patterns: ['ACME-\\d{6}'] });
          expect(clearedTurn(masked, again)).toEqual(masked);
          expect(again.counts).toEqual({});
          const offsets = masked.cueStarts.map(({ offset }) => offset);
          expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
          expect(offsets.at(-1)).toBeLessThanOrEqual(masked.text.length);
        }
      }),
      { numRuns: CASES },
    );
  },
  TIMEOUT_MS,
);

it(
  'nothing that PostgreSQL or JSON refuses gets through',
  () => {
    fc.assert(
      fc.property(file, (text) => {
        for (const { text: words, voice } of parseVtt(text).cues) {
          expect(words + (voice ?? '')).not.toMatch(/(?!\t)\p{Cc}|\p{Surrogate}/u);
        }
      }),
      { numRuns: CASES },
    );
  },
  TIMEOUT_MS,
);
