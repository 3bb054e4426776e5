import type { Side, SidedTurn } from '../../../plugin/distillation/insights.ts';

/** A conversation as sided turns, ten seconds for each, every turn one cue. */
export function conversation(...lines: [speaker: string | null, side: Side, text: string][]): SidedTurn[] {
  return lines.map(([speaker, side, text], index) => ({
    side,
    turn: {
      speaker,
      text,
      startMs: index * 10_000,
      endMs: index * 10_000 + 9_000,
      cueStarts: [{ offset: 0, startMs: index * 10_000 }],
    },
  }));
}
