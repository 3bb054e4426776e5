import type { RecordingFile, ZoomRecording } from './account.ts';
import { recording } from './made-up.ts';

const MINUTE_MS = 60_000;
const zoomTime = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** A transcript with a cue of one minute for each line. */
export function vtt(...lines: string[]): string {
  const time = (minute: number) => `00:${String(minute).padStart(2, '0')}:00.000`;
  const cues = lines.map(
    (line, index) => `${index + 1}\r\n${time(index)} --> ${time(index + 1)}\r\n${line}\r\n`,
  );
  return ['WEBVTT\r\n', ...cues].join('\r\n');
}

interface Told {
  readonly topic?: string;
  readonly said?: string;
  /** How long ago the half hour of the meeting began. */
  readonly minutesAgo?: number;
  /** The transcript is not made yet. */
  readonly pending?: boolean;
}

/** A meeting of the last hours, with a video and a transcript. */
export function meeting(uuid: string, told: Told = {}): ZoomRecording {
  const start = Date.now() - (told.minutesAgo ?? 120) * MINUTE_MS;
  const content = vtt(`Dana Customer: ${told.said ?? `These are the words of ${uuid}`}`);
  const usual = recording(uuid, { topic: told.topic ?? 'Weekly', startTime: zoomTime(start) });
  return { ...usual, files: usual.files.map((file) => withTranscript(file, content, told.pending ?? false)) };
}

/** The host corrects the transcript in Zoom's player: the same file, with other words. */
export function edit({ files }: ZoomRecording, said: string): void {
  const content = vtt(`Dana Customer: ${said}`);
  for (const file of files) Object.assign(file, withTranscript(file, content, false));
}

function withTranscript(file: RecordingFile, content: string, pending: boolean): RecordingFile {
  return file.fileType === 'TRANSCRIPT' ? { ...file, content, pending, size: content.length } : file;
}
