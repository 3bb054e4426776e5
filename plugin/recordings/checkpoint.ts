import { z } from 'zod';

/**
 * How far a listing has come, so that another process goes on from there. No page tokens: they die within minutes. The
 * windows are rebuilt from `since` and `listedAt`, on which alone their borders depend.
 */
const checkpoint = z.strictObject({
  version: z.literal(1),
  /** When the listing was begun; what starts later belongs to the next one. */
  listedAt: z.coerce.date(),
  since: z.coerce.date(),
  /** The `from` of the last window that was walked to its end; windows are walked newest first. */
  walkedTo: z.string().nullable(),
  /** Recordings that were listed and needed no job, in the windows that are done. */
  unchanged: z.number().int().nonnegative(),
});

export type Checkpoint = z.infer<typeof checkpoint>;

export function freshCheckpoint(since: Date, listedAt: Date): Checkpoint {
  return { version: 1, listedAt, since, walkedTo: null, unchanged: 0 };
}

/** Undefined for none, and for one that a newer version of this plugin wrote: then the listing begins again, which is safe. */
export function readCheckpoint(stored: unknown): Checkpoint | undefined {
  const read = checkpoint.safeParse(stored);
  return read.success ? read.data : undefined;
}
