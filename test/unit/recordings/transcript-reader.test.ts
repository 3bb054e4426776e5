import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forJob } from '../../../plugin/container.ts';
import { chooseTranscript } from '../../../plugin/recordings/transcript-files.ts';
import { TranscriptReader } from '../../../plugin/recordings/transcript-reader.ts';
import { ZoomClient } from '../../../plugin/zoom/client.ts';
import type { RecordingFile } from '../../zoom/account.ts';
import { accountWith, recording } from '../../zoom/made-up.ts';
import { vtt } from '../../zoom/meetings.ts';
import { type Rig, startRig } from '../zoom/rig.ts';

function transcript(id: string, start: string, content: string): RecordingFile {
  const kind = { fileType: 'TRANSCRIPT', recordingType: 'audio_transcript', extension: 'VTT' };
  return { ...kind, id, start, end: start, size: content.length, content, pending: false };
}

const FIRST = transcript('first', '2026-10-15T09:00:00Z', vtt('Dana: Before the break.'));
const SECOND = transcript('second', '2026-10-15T09:45:00Z', vtt('Dana: After the break.', 'Hanna: Indeed.'));

let rig: Rig;

beforeAll(async () => {
  rig = await startRig({
    accounts: [
      accountWith(
        recording('one==', { files: [FIRST] }),
        recording('two==', { files: [SECOND, FIRST] }),
        recording('page==', { files: [{ ...FIRST, content: 'Only the host can download this recording.' }] }),
        recording('empty==', { files: [{ ...FIRST, content: 'WEBVTT\n\n' }] }),
      ),
    ],
  });
  await rig.connect();
});
afterAll(() => rig.stop());

async function read(uuid: string, withTokenOfItsOwn = true) {
  const host = await rig.host();
  const { files, downloadAccessToken } = await forJob(host, ZoomClient).recordingFiles(uuid);
  const choice = chooseTranscript(files);
  if (choice.kind === 'none') throw new Error('There is no transcript.');
  return forJob(host, TranscriptReader).read(uuid, choice, withTokenOfItsOwn ? downloadAccessToken : null);
}

describe('reading the transcript of a recording', () => {
  it('joins the files of a recording that was stopped and started, each at its own time', async () => {
    const { cues } = await read('two==');
    const minutes = 60_000;
    expect(cues).toMatchObject([
      { startMs: 0, text: expect.stringContaining('Before the break.') },
      { startMs: 45 * minutes, text: expect.stringContaining('After the break.') },
      { startMs: 46 * minutes, text: expect.stringContaining('Indeed.') },
    ]);
  });

  it('works with the connection’s own token where the files come without one', async () => {
    expect((await read('one==', false)).cues).toHaveLength(1);
  });

  it('has the same hash when it is read again, and another one for other files', async () => {
    const { hash } = await read('one==');
    expect((await read('one==')).hash).toBe(hash);
    expect((await read('two==')).hash).not.toBe(hash);
  });

  it('takes whatever does not begin as a transcript for a refusal', async () => {
    await expect(read('page==')).rejects.toMatchObject({ code: 'zoom.download_restricted' });
  });

  it('finds nothing said in a file that is only a header', async () => {
    expect((await read('empty==')).cues).toEqual([]);
  });
});
