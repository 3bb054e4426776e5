import { LONGEST_MEETING_SECONDS } from '../customers/presence.ts';
import type { RecordingFile } from '../zoom/recording.ts';

/** A file of a recording that can be downloaded. */
export interface FileToRead {
  /** Missing on captions. */
  readonly id: string | null;
  readonly url: string;
  /** When this file's time zero was; null if Zoom does not say. */
  readonly start: string | null;
}

export type TranscriptChoice =
  | { readonly kind: 'transcript' | 'captions'; readonly files: readonly FileToRead[] }
  | { readonly kind: 'none'; readonly processing: boolean; readonly onPremise: boolean };

/**
 * The files that hold what was said. Every stop and start of a recording makes another TRANSCRIPT under the same
 * uuid; captions (CC) are a second, speakerless copy of the same talk and count only when there is no TRANSCRIPT.
 */
export function chooseTranscript(files: readonly RecordingFile[]): TranscriptChoice {
  const transcripts = files.filter(
    (file) => file.type === 'TRANSCRIPT' || file.recordingType === 'audio_transcript',
  );
  const processing = files.some(
    (file) => file.processing && (file.type === '' || transcripts.includes(file)),
  );
  if (transcripts.some((file) => file.processing)) return { kind: 'none', processing, onPremise: false };
  const ready = readable(transcripts);
  if (ready.length > 0) return { kind: 'transcript', files: ready };
  const captions = readable(files.filter((file) => file.type === 'CC'));
  if (captions.length > 0 && !processing) return { kind: 'captions', files: captions };
  return { kind: 'none', processing, onPremise: transcripts.length > 0 };
}

/** Those that Zoom hands out, in order of their start. */
export function readable(files: readonly RecordingFile[]): FileToRead[] {
  return files
    .flatMap((file) =>
      file.downloadUrl && !file.processing ? [{ id: file.id, url: file.downloadUrl, start: file.start }] : [],
    )
    .toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** Those of which Zoom does not say when they began come last: times are counted from the first. */
function placeOf(file: FileToRead): number {
  return startOf(file) || Number.MAX_SAFE_INTEGER;
}

/** When a file's time zero was, in milliseconds; 0 where Zoom does not say. */
export function startOf(file: Pick<FileToRead, 'start'> | undefined): number {
  const time = Date.parse(file?.start ?? '');
  return Number.isNaN(time) ? 0 : time;
}

/**
 * How many milliseconds after `zero`, a time of the calendar, a file began. Where Zoom does not say, or names a time that
 * cannot be of the same meeting, both began at once, as they nearly always do.
 */
export function offsetFrom(zero: number, file: Pick<FileToRead, 'start'> | undefined): number {
  const start = startOf(file);
  const offset = zero === 0 || start === 0 ? 0 : start - zero;
  return offset > 0 && offset <= LONGEST_MEETING_SECONDS * 1000 ? offset : 0;
}
