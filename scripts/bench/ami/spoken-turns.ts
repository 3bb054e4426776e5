import { type Turn, toTurns } from '../../../plugin/transcript/turns.ts';
import type { Act } from './meetings.ts';

/** A turn as the plugin makes it, and the acts it was made of, a cue each. */
export interface SpokenTurn {
  readonly turn: Turn;
  readonly acts: readonly Act[];
}

/** The acts of a meeting in the plugin's own turns. */
export function toSpokenTurns(acts: readonly Act[]): SpokenTurn[] {
  const worded = acts.filter(({ text }) => text.trim() !== '');
  const turns = toTurns(worded);
  let next = 0;
  return turns.map((turn) => {
    const first = next;
    next += turn.cueStarts.length;
    return { turn, acts: worded.slice(first, next) };
  });
}
