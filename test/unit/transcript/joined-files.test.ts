import { expect, it } from 'vitest';
import { joinFiles } from '../../../plugin/transcript/joined-files.ts';

const cue = (startMs: number, text: string) => ({ startMs, endMs: startMs + 500, text });

it('the transcripts of a recording that was stopped and started again are one, in the time of the meeting', () => {
  const second = { offsetMs: 600_000, cues: [cue(0, 'c'), cue(1_000, 'd')] };
  const first = { offsetMs: 0, cues: [cue(0, 'a'), { ...cue(1_000, 'b'), voice: 'Ann' }] };
  expect(joinFiles([second, first])).toEqual([
    { startMs: 0, endMs: 500, text: 'a' },
    { startMs: 1_000, endMs: 1_500, text: 'b', voice: 'Ann' },
    { startMs: 600_000, endMs: 600_500, text: 'c' },
    { startMs: 601_000, endMs: 601_500, text: 'd' },
  ]);
});

it('stays in order of time where files overlap', () => {
  const joined = joinFiles([
    { offsetMs: 0, cues: [cue(0, 'a'), cue(5_000, 'c')] },
    { offsetMs: 2_000, cues: [cue(0, 'b'), cue(3_000, 'd')] },
  ]);
  expect(joined.map((each) => each.text)).toEqual(['a', 'b', 'c', 'd']);
});

it('no file has no cues', () => {
  expect(joinFiles([])).toEqual([]);
});
