import { z } from 'zod';
import { listingWindows } from './windows.ts';

/** Zoom has no older meetings. */
const FIRST_RECORDINGS = new Date('2011-01-01T00:00:00Z');
/** The clocks of two processes may differ; by less than the time that the next listing looks back over. */
const AHEAD_MS = 86_400_000;

/** Only from text: null would be read as the year 1970. */
const time = z.iso.datetime().transform((text) => new Date(text));

/**
 * How far a listing has come, so that another process goes on from there. No page tokens: they die within minutes. The
 * windows are rebuilt from `since` and `listedAt`, on which alone their borders depend.
 */
const checkpoint = z.strictObject({
  version: z.literal(1),
  /** When the listing was begun; what starts later belongs to the next one. */
  listedAt: time,
  since: time,
  /** The `from` of the last window that was walked to its end; windows are walked newest first. */
  walkedTo: z.string().nullable(),
  /** Recordings that were listed and needed no job, in the windows that are done. */
  unchanged: z.int32().nonnegative(),
});

export type Checkpoint = z.infer<typeof checkpoint>;

export function freshCheckpoint(since: Date, listedAt: Date): Checkpoint {
  return { version: 1, listedAt, since, walkedTo: null, unchanged: 0 };
}

/**
 * Undefined for none, and for one that a newer version of this plugin wrote or that cannot be: then the listing begins
 * again, which is safe. To go on from a wrong one would leave out what it says is done, and all that comes before it ends.
 */
export function readCheckpoint(stored: unknown, now: Date): Checkpoint | undefined {
  const read = checkpoint.safeParse(stored);
  return read.success && isPossible(read.data, now) ? read.data : undefined;
}

function isPossible({ since, listedAt, walkedTo }: Checkpoint, now: Date): boolean {
  if (since < FIRST_RECORDINGS || since > listedAt || listedAt.getTime() > now.getTime() + AHEAD_MS)
    return false;
  return walkedTo === null || listingWindows(since, listedAt).some(({ from }) => from === walkedTo);
}
