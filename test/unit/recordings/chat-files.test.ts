import { describe, expect, it } from 'vitest';
import { chooseChat, joinChats } from '../../../plugin/recordings/chat-files.ts';
import type { RecordingFile } from '../../../plugin/zoom/recording.ts';
import { file, VIDEO } from './made-up.ts';

const chat = (id: string, change: Partial<RecordingFile> = {}) =>
  file({
    ...{ id, type: 'CHAT', recordingType: 'chat_file', downloadUrl: `https://zoom.us/rec/download/${id}` },
    ...change,
  });
const ids = (...files: RecordingFile[]) => chooseChat(files)?.map(({ id }) => id);

describe('the chat among the files of a recording', () => {
  it('is every chat file that can be had, in the order of their times, and no other file', () => {
    const late = chat('late', { start: '2026-10-15T09:45:00Z' });
    const unfinished = chat('unfinished', { processing: true });
    const words = file({ id: 'words' });
    expect(ids(late, unfinished, words, chat('early'))).toEqual(['early', 'late']);
  });

  it('is none where there is no chat file, and not known where Zoom does not show it yet or at all', () => {
    expect(ids(VIDEO)).toEqual([]);
    expect(ids(chat('unfinished', { processing: true }))).toBeUndefined();
    expect(ids(chat('on-premise', { downloadUrl: null }))).toBeUndefined();
  });

  it('counts its times from the start of the recording, though the first chat began later', () => {
    const late = chat('late', { start: '2026-10-15T09:45:00Z' });
    const joined = joinChats(
      chooseChat([VIDEO, late]) ?? [],
      [Buffer.from('00:00:01\tAnn:\thello\r\n')],
      [VIDEO, late],
    );
    expect(joined).toMatchObject([{ from: 'Ann', text: 'hello', atMs: 45 * 60_000 + 1_000 }]);
  });
});
