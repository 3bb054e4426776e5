import assert from 'node:assert/strict';
import { mergeSightings } from '../../../plugin/customers/participants.ts';
import { sightingsOf } from '../../../plugin/recordings/timelines.ts';
import { attributeSpeakers } from '../../../plugin/transcript/speakers.ts';
import {
  addressesOfSpeakers,
  looksLikeTimeline,
  parseTimeline,
  type TimelineSpan,
} from '../../../plugin/transcript/timeline.ts';
import { mutatedText } from '../damaged-json.ts';
import { TIMELINE_FILES } from '../originals.ts';
import { assertPeople } from '../people.ts';
import type { Random } from '../random.ts';
import { clock } from '../speech.ts';
import { assertStorable } from '../storable.ts';
import type { Target } from '../target.ts';

const ORIGINAL = JSON.parse(TIMELINE_FILES[0]);
const NAMES: readonly [string, ...string[]] = ['Ann Lee', 'ann  lee', 'Bob', '', ' ', 'Zoë', 'constructor'];
const ADDRESSES: readonly [string, ...string[]] = ['', 'ann@acme.example', 'bob@acme.example', 'no address'];
const IDS: readonly [string, ...string[]] = ['', 'id-1', 'id-2', 'x'.repeat(1_100)];

/** Somebody says something, for as long as the file has anything to tell. */
const UTTERANCES = attributeSpeakers(
  Array.from({ length: 40 }, (_, index) => ({
    startMs: index * 9_000,
    endMs: index * 9_000 + 30_000,
    text: `${index % 3 === 0 ? 'Bob' : 'Ann Lee'}: Yes.`,
  })),
  [],
);

/** Who was heard when, and whose address a label of the transcript gets by that. */
export const timeline: Target = {
  name: 'timeline',
  promise: 'a timeline gives a label no address but of somebody it heard, and people who can be stored',
  ending: 'json',
  share: 1,
  make: (random) => mutatedText(random.chance(0.2) ? ORIGINAL : timelineFile(random), random),
  check(input) {
    const spans = parseTimeline(input);
    assertSpans(spans);
    assert.ok(spans.length === 0 || looksLikeTimeline(input));
    const heard = new Set(spans.flatMap((span) => span.heard.map(({ email }) => email)));
    for (const address of addressesOfSpeakers(UTTERANCES, spans).values())
      assert.ok(heard.has(address), 'an address is nobody’s who was heard');
    assertPeople(mergeSightings(sightingsOf(spans), { domains: new Set(), emails: new Set() }));
  },
};

function assertSpans(spans: readonly TimelineSpan[]): void {
  assertStorable(spans, 'spans');
  spans.forEach(({ startMs, endMs }, index) => {
    assert.ok(startMs >= (spans[index - 1]?.endMs ?? 0) && endMs >= startMs, 'spans overlap');
  });
}

function timelineFile(random: Random) {
  const entries = Array.from({ length: random.below(12) }, () => ({
    ts: clock(random),
    users: Array.from({ length: random.below(3) }, () => ({
      username: random.pick(NAMES),
      multiple_people: random.chance(0.1),
      email_address: random.pick(ADDRESSES),
      zoom_userid: random.pick(IDS),
    })),
  }));
  return random.chance(0.5) ? { timeline: entries, timeline_refine: [] } : { timeline_refine: entries };
}
