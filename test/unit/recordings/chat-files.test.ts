import { describe, expect, it } from 'vitest';
import { chooseChat, joinChats } from '../../../plugin/recordings/chat-files.ts';
import type { RecordingFile } from '../../../plugin/zoom/recording.ts';

const file = (id: string, more: Partial<RecordingFile> = {}): RecordingFile => ({
  id,
  type: 'CHAT',
  recordingType: 'chat_file',
  processing: false,
  size: 9,
  start: '2026-10-15T09:00:00Z',
  end: null,
  downloadUrl: `https://zoom.us/rec/download/${id}`,
  playUrl: null,
  ...more,
});
const ids = (...files: RecordingFile[]) => chooseChat(files)?.map(({ id }) => id);

describe('the chat among the files of a recording', () => {
  it('is every chat file that can be had, in the order of their times, and no other file', () => {
    const late = file('late', { start: '2026-10-15T09:45:00Z' });
    const unfinished = file('unfinished', { processing: true });
    const words = file('words', { type: 'TRANSCRIPT', recordingType: 'audio_transcript' });
    expect(ids(late, unfinished, words, file('early'))).toEqual(['early', 'late']);
  });

  it('is none where there is no chat file, and not known where Zoom does not show it yet or at all', () => {
    expect(ids(file('video', { type: 'MP4' }))).toEqual([]);
    expect(ids(file('unfinished', { processing: true }))).toBeUndefined();
    expect(ids(file('on-premise', { downloadUrl: null }))).toBeUndefined();
  });

  it('counts its times from the start of the recording, though the first chat began later', () => {
    const first = file('video', { type: 'MP4' });
    const late = file('late', { start: '2026-10-15T09:45:00Z' });
    const joined = joinChats(
      chooseChat([first, late]) ?? [],
      [Buffer.from('00:00:01\tAnn:\thello\r\n')],
      [first, late],
    );
    expect(joined).toMatchObject([{ from: 'Ann', text: 'hello', atMs: 45 * 60_000 + 1_000 }]);
  });
});
