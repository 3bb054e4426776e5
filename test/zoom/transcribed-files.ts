import { createHash } from 'node:crypto';
import type { RecordingFile } from './account.ts';

/** The files of a recording that was transcribed: its video, and its words. `name` makes their ids. */
export function transcribedFiles(
  name: string,
  vtt: string,
  times: { start: string; end: string },
): RecordingFile[] {
  const id = createHash('sha256').update(name).digest('hex').slice(0, 32);
  const common = { ...times, pending: false };
  return [
    {
      ...common,
      id: `${id}-video`,
      fileType: 'MP4',
      recordingType: 'active_speaker',
      extension: 'MP4',
      size: 0,
    },
    {
      ...common,
      id: `${id}-vtt`,
      fileType: 'TRANSCRIPT',
      recordingType: 'audio_transcript',
      extension: 'VTT',
      size: Buffer.byteLength(vtt),
      content: vtt,
    },
  ];
}
