import { describe, expect, it } from 'vitest';
import { linksTo, momentsOf } from '../../../plugin/recordings/moments.ts';
import type { RecordingFile } from '../../../plugin/zoom/recording.ts';
import { file } from './made-up.ts';

const BEGIN = Date.parse('2026-10-15T09:00:00Z');
const PLAYER = 'https://vendor.zoom.us/rec/play/first';

const video = (change: Partial<RecordingFile> = {}) =>
  file({ type: 'MP4', start: '2026-10-15T09:00:00Z', playUrl: PLAYER, ...change });
const link = (startMs: number, ...files: RecordingFile[]) =>
  linksTo(
    momentsOf(files, { start: '2026-10-15T09:00:00Z' }, ({ hostname }) => hostname.endsWith('.zoom.us')),
  )(startMs);

describe('the link to a moment of a recording', () => {
  it('opens Zoom’s player when it was said', () => {
    expect(link(61_000, video())).toBe(`${PLAYER}?startTime=${BEGIN + 61_000}`);
  });

  it('opens the part of a recording that was stopped and started again', () => {
    const second = video({
      start: '2026-10-15T09:45:00Z',
      playUrl: 'https://vendor.zoom.us/rec/play/second',
    });
    const at = 46 * 60_000;
    expect(link(at, second, video())).toBe(`https://vendor.zoom.us/rec/play/second?startTime=${BEGIN + at}`);
    expect(link(0, second, video())).toContain('/first?');
  });

  it('opens the audio where there is no video', () => {
    const audio = video({ type: 'M4A', playUrl: 'https://vendor.zoom.us/rec/play/audio' });
    expect(link(0, audio)).toContain('/audio?');
    expect(link(0, audio, video())).toContain('/first?');
  });

  it('holds no passcode', () => {
    expect(link(0, video({ playUrl: `${PLAYER}?pwd=secret` }))).toBe(`${PLAYER}?startTime=${BEGIN}`);
  });

  it.each([
    ['nowhere without a player', video({ playUrl: null })],
    ['to no other host', video({ playUrl: 'https://zoom.us.attacker.example/rec/play/first' })],
    ['to no script', video({ playUrl: 'javascript:alert(1)' })],
    ['to no nonsense', video({ playUrl: 'play' })],
    ['to no transcript', file({ playUrl: PLAYER })],
  ])('leads %s', (_, each) => {
    expect(link(0, each)).toBeUndefined();
  });

  it('leads nowhere where Zoom does not say when the file began', () => {
    expect(momentsOf([video()], { start: null }, () => true)).toBeNull();
    expect(momentsOf([video()], undefined, () => true)).toBeNull();
    expect(linksTo(null)(0)).toBeUndefined();
  });
});
