import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountFromVttFolder } from '../../zoom/index.ts';
import { NOON } from '../../zoom/movable-clock.ts';

const VTT = 'WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:10:30.500\r\nAda: Hello there.\r\n\r\n';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vtt-folder-'));
  const names = [
    'sync-2026-01-05-transcript.vtt',
    'sync-2026-01-12-transcript.vtt',
    'retro-transcript.vtt',
    'sync-chat.txt',
    'notes.vtt',
  ];
  for (const name of names) await writeFile(join(folder, name), VTT);
});
afterEach(() => rm(folder, { recursive: true }));

describe('a folder of transcripts', () => {
  it('becomes one recording for each transcript file, and nothing else', async () => {
    const { recordings } = await accountFromVttFolder(folder, NOON);
    expect(recordings.map(({ topic }) => topic)).toEqual(['retro', 'sync 2026 01 05', 'sync 2026 01 12']);
    expect(recordings.map(({ duration }) => duration)).toEqual([11, 11, 11]);
    expect(recordings[0]?.attendees.map(({ name }) => name)).toEqual(['Robin Host', 'Ada']);
  });

  it('has uuids that are awkward to put into a path, the same on every run', async () => {
    const [first, second] = [
      await accountFromVttFolder(folder, NOON),
      await accountFromVttFolder(folder, NOON),
    ];
    expect(first).toEqual(second);
    const uuids = first.recordings.map(({ uuid }) => uuid);
    expect(uuids[1]).toMatch(/^\//);
    expect(uuids[2]).toContain('//');
  });

  it('counts files whose names differ in digits only as one recurring meeting', async () => {
    const ids = (await accountFromVttFolder(folder, NOON)).recordings.map(({ meetingId }) => meetingId);
    expect(ids[1]).toBe(ids[2]);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('lies within the last month', async () => {
    for (const { startTime } of (await accountFromVttFolder(folder, NOON)).recordings) {
      expect(NOON.getTime() - Date.parse(startTime)).toBeLessThan(27 * 86_400_000);
      expect(Date.parse(startTime)).toBeLessThan(NOON.getTime());
    }
  });
});
