import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toPassages } from '../../../plugin/transcript/passages.ts';
import { attributeSpeakers } from '../../../plugin/transcript/speakers.ts';
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

const bare = (text: string) => text.replace(/\s+/g, '');

it('any bytes whatever are read without failing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), file, (bytes, text) => {
      for (const input of [bytes, text, Buffer.from(text, 'latin1'), Buffer.from(text, 'utf16le')]) {
        toPassages(toTurns(attributeSpeakers(parseVtt(input).cues, [])));
      }
    }),
    { numRuns: 200 },
  );
});

it('every word that was said arrives in utterances and turns, in order, at a time that never runs backwards', () => {
  fc.assert(
    fc.property(file, (text) => {
      const { cues } = parseVtt(text);
      const utterances = attributeSpeakers(cues, []);
      const turns = toTurns(utterances);
      utterances.forEach((utterance, i) => {
        const cue = cues[i];
        const label =
          utterance.continued || cue?.voice !== undefined || utterance.speaker === null
            ? ''
            : `${utterance.speaker}:`;
        expect(bare(label + utterance.text)).toBe(bare(cue?.text ?? ''));
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
    { numRuns: 300 },
  );
});

it('nothing that PostgreSQL or JSON refuses gets through', () => {
  fc.assert(
    fc.property(file, (text) => {
      for (const { text: words, voice } of parseVtt(text).cues) {
        expect(words + (voice ?? '')).not.toMatch(/(?!\t)\p{Cc}|\p{Surrogate}/u);
      }
    }),
    { numRuns: 200 },
  );
});
