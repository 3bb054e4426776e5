import assert from 'node:assert/strict';
import { clearedTurn } from '../../../plugin/recordings/redaction.ts';
import { type Redactor, redactor } from '../../../plugin/transcript/redaction/redaction.ts';
import { attributeSpeakers } from '../../../plugin/transcript/speakers.ts';
import { toTurns } from '../../../plugin/transcript/turns.ts';
import { parseVtt } from '../../../plugin/transcript/vtt.ts';
import { oddText, overAndOver } from '../damaged-text.ts';
import type { Random } from '../random.ts';
import { SPEECH, talk } from '../speech.ts';
import { assertInProportion } from '../storable.ts';
import type { Target } from '../target.ts';

const PRIVATE: readonly [string, ...string[]] = [
  'ann@customer.example',
  '+1 202 555 0123',
  '4111 1111 1111 1111',
  'GB82 WEST 1234 5698 7654 32',
  'the password is hunter22!',
  'ACME-448812',
  '[email address]',
  '[secret]',
  'https://u:p@h.example',
  '0171-123 45 67',
  'my number is 030/901820',
  'sk-abcdefghijklmnopqrst',
  'eyJhbGciOi.eyJtZWRp.c2ln',
  'Bearer a1b2c3d4e5',
  '@',
  '+',
  '-',
  '-----BEGIN PRIVATE KEY-----',
  'token: ',
  'password=',
  '0049 ',
  '1234 ',
  '[',
  ']',
  'DE89 3704 ',
  'a.b@c.d.',
];

const ALL = { kinds: ['email', 'phone', 'card', 'iban', 'secret'], patterns: ['ACME-\\d{6}'] } as const;

/** What is masked in a turn is masked once and for all, and every cue of it still begins where its words do. */
export const masking: Target = {
  name: 'masking',
  promise:
    'what is masked is masked once and for all, and every cue of a turn still begins where its words do',
  ending: 'vtt',
  share: 0.5,
  make: (random) => Buffer.from(privateTalk(random)),
  check(input) {
    for (const turn of toTurns(attributeSpeakers(parseVtt(input).cues, []))) {
      const masked = clearedTurn(turn, all());
      const again = all();
      assert.deepEqual(clearedTurn(masked, again), masked);
      assert.deepEqual(again.counts, {});
      const offsets = masked.cueStarts.map(({ offset }) => offset);
      assert.deepEqual(
        offsets,
        offsets.toSorted((a, b) => a - b),
      );
      assert.ok((offsets.at(-1) ?? 0) <= masked.text.length, 'a cue begins behind the words of its turn');
      assertInProportion(masked.text.length, turn.text.length, 4, 'masked text');
    }
  },
};

const all = (): Redactor => redactor(ALL);

function privateTalk(random: Random): string {
  let text = 'WEBVTT\n\n';
  for (let cues = 1 + random.below(8); cues > 0; cues--) {
    text += `\n\n00:00:01.000 --> 00:00:02.000\n`;
    for (let pieces = random.below(10); pieces > 0; pieces--)
      text += `${fragment(random)}${random.pick([' ', '', ', '])}`;
  }
  return text;
}

function fragment(random: Random): string {
  const several = Array.from({ length: 1 + random.below(3) }, () => piece(random)).join('');
  return random.chance(0.0003) ? overAndOver(several, random) : several;
}

function piece(random: Random): string {
  if (random.chance(0.5)) return random.pick(PRIVATE);
  if (random.chance(0.2)) return random.pick(SPEECH);
  return random.chance(0.3) ? oddText(random) : talk(random);
}
