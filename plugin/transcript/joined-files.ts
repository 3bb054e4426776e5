import type { Cue } from './vtt.ts';

/** One transcript file of a meeting; `offsetMs` is how long after the meeting's first recording its own began. */
export interface TranscriptPart {
  offsetMs: number;
  cues: readonly Cue[];
}

/**
 * The cues of a meeting whose recording was stopped and started again: Zoom then writes one transcript per recording, each
 * counting from zero. Parts may come in any order; in time they follow each other.
 */
export function joinFiles(parts: readonly TranscriptPart[]): Cue[] {
  return parts
    .toSorted((a, b) => a.offsetMs - b.offsetMs)
    .flatMap(({ offsetMs, cues }) =>
      cues.map((cue) => ({ ...cue, startMs: cue.startMs + offsetMs, endMs: cue.endMs + offsetMs })),
    )
    .sort((a, b) => a.startMs - b.startMs);
}
