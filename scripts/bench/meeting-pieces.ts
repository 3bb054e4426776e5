import { toPassages } from '../../plugin/transcript/passages.ts';
import type { Turn } from '../../plugin/transcript/turns.ts';

/** What search finds as one; `firstTurn` and `lastTurn` are of what is new in it. */
export interface MeetingPiece {
  readonly text: string;
  readonly firstTurn: number;
  readonly lastTurn: number;
}

/** The plugin's own passages. */
export function asPassages(turns: readonly Turn[]): MeetingPiece[] {
  return toPassages(turns).map(({ text, firstTurn, lastTurn, overlapTurns }) => ({
    text,
    firstTurn: firstTurn + overlapTurns,
    lastTurn,
  }));
}

const WORDS = 200;

/** Every 200 words a piece, wherever that cuts: what a search is usually measured on. */
export function asChunks(turns: readonly Turn[]): MeetingPiece[] {
  const words = turns.flatMap(({ speaker, text }, turn) =>
    `${speaker}: ${text}`.split(/\s+/).map((word) => ({ word, turn })),
  );
  const pieces: MeetingPiece[] = [];
  for (let from = 0; from < words.length; from += WORDS) {
    const chunk = words.slice(from, from + WORDS);
    const [first, last] = [chunk.at(0), chunk.at(-1)];
    if (!first || !last) continue;
    pieces.push({
      text: chunk.map(({ word }) => word).join(' '),
      firstTurn: first.turn,
      lastTurn: last.turn,
    });
  }
  return pieces;
}
