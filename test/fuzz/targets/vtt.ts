import assert from 'node:assert/strict';
import { languageOf } from '../../../plugin/transcript/language.ts';
import { type Passage, toPassages } from '../../../plugin/transcript/passages.ts';
import { plainText } from '../../../plugin/transcript/plain-text.ts';
import { attributeSpeakers, type Utterance } from '../../../plugin/transcript/speakers.ts';
import { type Turn, toTurns } from '../../../plugin/transcript/turns.ts';
import { type ParsedVtt, parseVtt } from '../../../plugin/transcript/vtt.ts';
import { damagedText, encoded, excerpt } from '../damaged-text.ts';
import { VTT_FILES } from '../originals.ts';
import { SPEECH, speechFile } from '../speech.ts';
import { assertInProportion, assertInteger, assertStorable, lengthOf } from '../storable.ts';
import type { Target } from '../target.ts';

/** What no line of a transcript may hold: PostgreSQL and JSON refuse some of it, and none of it is speech. */
const NO_SPEECH = /(?!\t)\p{Cc}|\p{Surrogate}/u;

/** A transcript as Zoom serves it, from its bytes to the passages that are searched. */
export const vtt: Target = {
  name: 'vtt',
  promise: 'every word of a transcript arrives in a passage, in order, at a time that never runs backwards',
  ending: 'vtt',
  share: 1,
  make: (random) =>
    encoded(
      random.chance(0.4)
        ? damagedText(excerpt(random.pick(VTT_FILES), random), SPEECH, random)
        : speechFile(random),
      random,
    ),
  check(input) {
    const text = plainText(input);
    const parsed = parseVtt(input);
    assertCues(parsed, text);
    const utterances = attributeSpeakers(parsed.cues, []);
    assertUtterances(utterances, parsed);
    const turns = toTurns(utterances);
    assertTurns(turns, utterances);
    assertPassages(toPassages(turns), turns);
    assert.match(languageOf(utterances.map((each) => each.text)) ?? 'en', /^[a-z]{2,3}$/);
  },
};

function assertCues({ cues, problems }: ParsedVtt, text: string): void {
  cues.forEach(({ startMs, endMs, text: words, voice }, index) => {
    assertInteger(startMs, 'the start of a cue');
    assertInteger(endMs, 'the end of a cue');
    assert.ok(startMs >= (cues[index - 1]?.startMs ?? 0), 'a cue starts before the one before it');
    assert.ok(endMs >= startMs, 'a cue ends before it starts');
    assert.doesNotMatch(words + (voice ?? ''), NO_SPEECH);
    assert.ok(words !== '' && voice !== '', 'a cue is empty');
  });
  const lines = text.split('\n').length;
  assert.ok(
    problems.every(({ line }) => line >= 1 && line <= lines),
    'a problem is in no line of the file',
  );
  assert.ok(lengthOf(cues.map((cue) => cue.text + (cue.voice ?? ''))) <= text.length, 'words were made up');
}

/** Every word that was said arrives, in order, at a time that never runs backwards. */
function assertUtterances(utterances: readonly Utterance[], { cues }: ParsedVtt): void {
  assert.equal(utterances.length, cues.length);
  utterances.forEach((utterance, index) => {
    const { speaker, text, startMs, endMs } = utterance;
    const cue = cues[index];
    // With a label in front of it or without, as it may go on with the speaker before.
    const said = speaker === null || cue?.voice !== undefined ? [text] : [text, `${speaker}:${text}`];
    assert.ok(said.map(bare).includes(bare(cue?.text ?? '')), 'words were lost or made up');
    assert.ok(startMs >= (utterances[index - 1]?.startMs ?? 0) && endMs >= startMs);
    assert.notEqual(speaker, '');
  });
}

function assertTurns(turns: readonly Turn[], utterances: readonly Utterance[]): void {
  assert.equal(
    bare(turns.map(({ text }) => text).join('')),
    bare(utterances.map(({ text }) => text).join('')),
  );
  for (const { startMs, endMs, text, cueStarts } of turns) {
    assert.ok(endMs >= startMs && text.trim() !== '');
    assert.equal(cueStarts[0]?.startMs, startMs);
    cueStarts.forEach((cue, index) => {
      const before = cueStarts[index - 1];
      assert.ok(cue.offset < text.length, 'a cue begins behind the words of its turn');
      assert.ok(
        !before || (cue.offset > before.offset && cue.startMs >= before.startMs),
        'cues are out of order',
      );
    });
  }
}

/** Every turn is in one passage or in several after one another, and nothing much is said twice. */
function assertPassages(passages: readonly Passage[], turns: readonly Turn[]): void {
  assertStorable(passages, 'passages');
  passages.forEach((passage, index) => {
    assert.ok(passage.text.trim() !== '' && passage.endMs >= passage.startMs);
    assert.ok(passage.firstTurn <= passage.lastTurn && passage.lastTurn < turns.length);
    const next = (passages[index - 1]?.lastTurn ?? -1) + 1;
    assert.ok([next - 1, next].includes(passage.firstTurn + passage.overlapTurns), 'a turn is left out');
  });
  const said = lengthOf(turns.map(({ speaker, text }) => `${speaker}: ${text}`));
  assertInProportion(lengthOf(passages.map(({ text }) => text)), said, 4, 'passages');
}

const bare = (text: string) => text.replace(/\s+/g, '');
