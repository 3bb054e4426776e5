import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Utterance } from '../../../plugin/transcript/speakers.ts';
import { emailsBySpeaker, parseTimeline } from '../../../plugin/transcript/timeline.ts';

const user = (username: string, email_address = '', multiple_people = false) => ({
  username,
  email_address,
  multiple_people,
  zoom_userid: '',
  client_type: 1,
});
const entry = (ts: string, ...users: ReturnType<typeof user>[]) => ({ ts, users });
const says = (speaker: string | null, startMs: number, endMs: number, continued = false): Utterance => ({
  startMs,
  endMs,
  speaker,
  text: 'words',
  continued,
});

describe('reading a timeline', () => {
  it('takes the refined one, in order of time', () => {
    const timeline = parseTimeline({
      timeline: [entry('00:00:09.000', user('Nobody'))],
      timeline_refine: [entry('00:00:07.500'), entry('00:00:05.120', user('Ann Lee', ' Ann@Acme.example '))],
    });
    expect(timeline).toEqual([
      { atMs: 5_120, users: [{ name: 'Ann Lee', email: 'ann@acme.example', isShared: false }] },
      { atMs: 7_500, users: [] },
    ]);
  });

  it('takes the plain one where there is no refined one', () => {
    const timeline = [entry('00:00:05.120', user('Ann Lee'))];
    expect(parseTimeline({ timeline })).toHaveLength(1);
    expect(parseTimeline({ timeline, timeline_refine: [] })).toHaveLength(1);
  });

  it('passes over what it does not know', () => {
    const timeline = [
      null,
      7,
      {},
      { ts: 'soon', users: [] },
      { ts: '00:00:01.000' },
      { ts: '00:00:02.000', users: [null, {}, { username: 'Ann' }] },
    ];
    expect(parseTimeline({ timeline })).toEqual([
      { atMs: 1_000, users: [] },
      { atMs: 2_000, users: [{ name: 'Ann', email: '', isShared: false }] },
    ]);
  });

  it('never fails', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (timeline, json) => {
        parseTimeline(json);
        parseTimeline({ timeline });
      }),
    );
  });
});

describe("a speaker's address is taken from the timeline", () => {
  const ann = user('Ann Lee', 'ann@acme.example');
  const emails = (utterances: Utterance[], ...timeline: ReturnType<typeof entry>[]) =>
    Object.fromEntries(emailsBySpeaker(utterances, parseTimeline({ timeline })));

  it('if a user of that name is heard while the speaker speaks', () => {
    const bob = user('BOB', 'bob@b.example');
    expect(
      emails(
        [says('Ann Lee', 1_000, 4_000), says('Bob', 5_000, 6_000)],
        entry('00:00:00.900', ann),
        entry('00:00:05.200', ann, bob),
      ),
    ).toEqual({ 'Ann Lee': 'ann@acme.example', Bob: 'bob@b.example' });
  });

  it.each([
    [
      'is not heard at that time',
      [entry('00:00:00.000', ann), entry('00:00:00.500'), entry('00:00:09.000', ann)],
    ],
    ['has no address', [entry('00:00:00.000', user('Ann Lee'))]],
    [
      'shares the name with somebody of another address',
      [entry('00:00:00.000', ann), entry('00:01:00.000', user('ann lee', 'ann@b.example'))],
    ],
    ['shares the name with a guest', [entry('00:00:00.000', ann), entry('00:01:00.000', user('Ann Lee'))]],
    ['sits in a room with others', [entry('00:00:00.000', user('Ann Lee', 'room@acme.example', true))]],
    ['has another name', [entry('00:00:00.000', user('Ann', 'ann@acme.example'))]],
    ['is on no timeline', []],
  ])('but not if the user %s', (_doubt, timeline) => {
    expect(emails([says('Ann Lee', 1_000, 4_000)], ...timeline)).toEqual({});
  });

  it('but not if the user is heard during less than half of what the speaker says', () => {
    const timeline = [entry('00:00:01.000', ann), entry('00:00:02.000')];
    expect(
      emails([says('Ann Lee', 1_000, 1_500), says('Ann Lee', 3_000, 4_000)], ...timeline),
    ).toHaveProperty(['Ann Lee']);
    expect(
      emails(
        [says('Ann Lee', 1_000, 1_500), says('Ann Lee', 3_000, 4_000), says('Ann Lee', 5_000, 6_000)],
        ...timeline,
      ),
    ).toEqual({});
  });

  it('whoever spoke in cues without a label', () => {
    const timeline = [entry('00:00:01.000', ann), entry('00:00:02.000')];
    const unlabelled = [
      says('Ann Lee', 3_000, 4_000, true),
      says('Ann Lee', 5_000, 6_000, true),
      says(null, 7_000, 8_000),
    ];
    expect(emails([says('Ann Lee', 1_000, 1_500), ...unlabelled], ...timeline)).toHaveProperty(['Ann Lee']);
  });
});
