import { createHash } from 'node:crypto';
import { piecesOf } from '../transcript/cuts.ts';
import type { SidedTurn } from './insights.ts';

/** About six thousand tokens: leaves a small model room for its answer, and its attention on the middle. */
const PIECE_CHARACTERS = 24_000;

/** A longer turn goes on in the next line, so that one speech of an hour does not outgrow a piece. */
const LINE_CHARACTERS = 4_000;

/** From half its room on, a piece ends behind one line in so many. */
const LINES_TO_A_BORDER = 8;

/** A part of a transcript for a model to read, and the turns whose words are in it. */
export interface TranscriptPiece {
  readonly text: string;
  readonly turns: readonly SidedTurn[];
}

/**
 * The transcript as lines of `speaker (side): words`, in pieces that end between lines. Which lines end a piece is decided
 * by their words, not by their place: after an edit the pieces behind it are soon the same again, and what a model has said of
 * them still holds.
 */
export function transcriptPieces(sided: readonly SidedTurn[]): TranscriptPiece[] {
  const pieces: TranscriptPiece[] = [];
  let open = new OpenPiece();
  const close = () => {
    if (open.length > 0) pieces.push(open.closed());
    open = new OpenPiece();
  };
  for (const turn of sided) {
    for (const line of linesOf(turn)) {
      if (open.length + line.length + 1 > PIECE_CHARACTERS) close();
      open.add(line, turn);
      if (open.length >= PIECE_CHARACTERS / 2 && isBorder(line)) close();
    }
  }
  close();
  return pieces;
}

class OpenPiece {
  readonly #lines: string[] = [];
  readonly #turns = new Set<SidedTurn>();
  length = 0;

  add(line: string, turn: SidedTurn): void {
    this.length += line.length + (this.length === 0 ? 0 : 1);
    this.#lines.push(line);
    this.#turns.add(turn);
  }

  closed(): TranscriptPiece {
    return { text: this.#lines.join('\n'), turns: [...this.#turns] };
  }
}

function isBorder(line: string): boolean {
  return createHash('sha256').update(line).digest().readUInt32BE() % LINES_TO_A_BORDER === 0;
}

function linesOf({ turn, side }: SidedTurn): string[] {
  const name = (turn.speaker ?? 'Unknown speaker').replace(/\s+/g, ' ');
  const words = turn.text.replace(/\s+/g, ' ').trim();
  return piecesOf(words, LINE_CHARACTERS).map((piece) => `${name} (${side}): ${piece}`);
}
