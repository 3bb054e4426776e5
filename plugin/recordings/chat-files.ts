import { type ChatMessage, parseChat } from '../transcript/chat.ts';
import type { RecordingFile } from '../zoom/recording.ts';
import { type FileToRead, offsetFrom, readable, startOf } from './transcript-files.ts';

/**
 * The files of the chat: as with transcripts, one for each start of the recording. Empty where there is none, undefined
 * while Zoom has one and does not show it: it is still at work on it, or keeps it on-premise.
 */
export function chooseChat(files: readonly RecordingFile[]): FileToRead[] | undefined {
  const chats = files.filter(isChat);
  const ready = readable(chats);
  return chats.length > 0 && ready.length === 0 ? undefined : ready;
}

/** Whether there is anything to ask for. */
export function hasChat(files: readonly RecordingFile[]): boolean {
  return files.some(isChat);
}

/** One chat out of its files: each counts from the start of its own recording, the whole from the first one's. */
export function joinChats(
  files: readonly FileToRead[],
  bodies: readonly Uint8Array[],
  all: readonly RecordingFile[],
): ChatMessage[] {
  const starts = all.map(startOf).filter((start) => start > 0);
  const zero = starts.length > 0 ? Math.min(...starts) : 0;
  return bodies.flatMap((body, index) => {
    const offsetMs = offsetFrom(zero, files[index]);
    return parseChat(body).map((message) => ({ ...message, atMs: message.atMs + offsetMs }));
  });
}

function isChat({ type }: RecordingFile): boolean {
  return type === 'CHAT';
}
