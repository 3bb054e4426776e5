import type { RecordingFile } from '../zoom/recording.ts';
import { type FileToRead, startOf } from './transcript-files.ts';

/** The link to what is said at a time of the transcript; undefined where Zoom gives none. */
export type LinkTo = (startMs: number) => string | undefined;

/** What a person would rather open, best first. */
const PLAYABLE = ['MP4', 'M4A'];

/**
 * Zoom's player opens a recording at `startTime`, in milliseconds of the calendar. `zero` is the file that the
 * transcript's times count from. A recording that was stopped and started again has a player for each part.
 */
export function momentLinks(
  files: readonly RecordingFile[],
  zero: Pick<FileToRead, 'start'> | undefined,
  isAllowed: (url: URL) => boolean,
): LinkTo {
  const begin = startOf(zero);
  const parts = playableParts(files, isAllowed);
  if (begin === 0 || parts.length === 0) return () => undefined;
  return (startMs) => {
    const at = begin + startMs;
    const part = parts.findLast(({ start }) => start <= at) ?? parts[0];
    return part && linkAt(part.url, at);
  };
}

function playableParts(files: readonly RecordingFile[], isAllowed: (url: URL) => boolean) {
  for (const type of PLAYABLE) {
    const parts = files.flatMap((file) => {
      if (file.type !== type || !file.playUrl || !URL.canParse(file.playUrl)) return [];
      const url = new URL(file.playUrl);
      return isAllowed(url) ? [{ start: startOf(file), url }] : [];
    });
    if (parts.length > 0) return parts.toSorted((a, b) => a.start - b.start);
  }
  return [];
}

function linkAt(player: URL, at: number): string {
  const link = new URL(player);
  // A passcode is not to be stored, nor shown to whoever may search.
  link.searchParams.delete('pwd');
  link.searchParams.set('startTime', String(at));
  return link.href;
}
