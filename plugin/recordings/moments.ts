import type { RecordingFile } from '../zoom/recording.ts';
import { type FileToRead, startOf } from './transcript-files.ts';

/** The link to what is said at a time of the transcript; undefined where Zoom gives none. */
export type LinkTo = (startMs: number) => string | undefined;

/** What a person would rather open, best first. */
const PLAYABLE = ['MP4', 'M4A'];

/** Where a recording can be watched; times in milliseconds of the calendar. Plain data, to be stored. */
export interface Moments {
  /** Time zero of the transcript. */
  readonly begin: number;
  /** A recording that was stopped and started again has a player for each part. */
  readonly parts: readonly { readonly start: number; readonly url: string }[];
}

/** Null where Zoom shows no player, or does not say when it begins. `zero` is the file that the transcript's times count from. */
export function momentsOf(
  files: readonly RecordingFile[],
  zero: Pick<FileToRead, 'start'> | undefined,
  isAllowed: (url: URL) => boolean,
): Moments | null {
  const begin = startOf(zero);
  const parts = playableParts(files, isAllowed);
  return begin === 0 || parts.length === 0 ? null : { begin, parts };
}

/** Zoom's player opens a recording at `startTime`, in milliseconds of the calendar. */
export function linksTo(moments: Moments | null): LinkTo {
  if (!moments) return () => undefined;
  const { begin, parts } = moments;
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
      // A passcode is not to be stored, nor shown to whoever may search.
      url.searchParams.delete('pwd');
      return isAllowed(url) ? [{ start: startOf(file), url: url.href }] : [];
    });
    if (parts.length > 0) return parts.toSorted((a, b) => a.start - b.start);
  }
  return [];
}

function linkAt(player: string, at: number): string {
  const link = new URL(player);
  link.searchParams.set('startTime', String(at));
  return link.href;
}
