import { nextCut } from './cuts.ts';
import { type Turn, timeAt } from './turns.ts';

/** What is indexed as one: lines `Speaker: words`, without time codes, which would only be noise to a search. */
export interface Passage {
  text: string;
  startMs: number;
  endMs: number;
  speakers: string[];
  /** Indexes of the first and the last turn in the text, a repeated turn included. */
  firstTurn: number;
  lastTurn: number;
  /** How many turns at the beginning repeat the end of the passage before: 0 or 1. */
  overlapTurns: number;
}

/** A line of a passage: a turn, or a piece of one that is too long. */
interface Line {
  turn: number;
  speaker: string | null;
  text: string;
  startMs: number;
  endMs: number;
  isWholeTurn: boolean;
}

const MAX_CHARACTERS = 2_000;
// The overlap is there for the question before an answer; more than this part of a passage would drown what is new.
const OVERLAP_SHARE = 0.1;
// Where less than this part of a passage is left, a long turn begins with the next passage.
const LEAST_ROOM_SHARE = 0.25;

/**
 * Packs turns into passages of up to `maxCharacters`, whole turns as long as they fit. A turn longer than a passage fills
 * the room that is left and goes on in the next passages, cut after a sentence, else after a word, never inside a
 * grapheme; only a label or a grapheme that leaves no room makes a passage longer. Where a passage begins with a whole
 * turn, the last turn of the passage before is repeated in front of it, if that is whole too, at most a tenth of a passage
 * long, and there is room. Apart from this overlap every turn is in exactly one passage, or piece by piece in consecutive
 * ones.
 */
export function toPassages(turns: readonly Turn[], options: { maxCharacters?: number } = {}): Passage[] {
  const packing = new Packing(options.maxCharacters ?? MAX_CHARACTERS);
  turns.forEach((turn, index) => {
    const line = toLine(turn, index, 0, turn.text.length);
    if (line.text.length <= packing.max) packing.addTurn(line);
    else packing.addPieces(turn, index, line.text.length - turn.text.length);
  });
  packing.close();
  return packing.passages;
}

class Packing {
  readonly max: number;
  readonly passages: Passage[] = [];
  #lines: Line[] = [];
  #used = 0;
  #overlapTurns = 0;

  constructor(max: number) {
    this.max = max;
  }

  addTurn(line: Line): void {
    if (line.text.length > this.#room) {
      const last = this.#lines.at(-1);
      this.close();
      if (
        last?.isWholeTurn &&
        last.text.length <= Math.min(this.max * OVERLAP_SHARE, this.#room - line.text.length - 1)
      ) {
        this.#add(last);
        this.#overlapTurns = 1;
      }
    }
    this.#add(line);
  }

  addPieces(turn: Turn, index: number, labelLength: number): void {
    if (this.#room < this.max * LEAST_ROOM_SHARE) this.close();
    for (let from = 0; from < turn.text.length; ) {
      const to = nextCut(turn.text, from, this.#room - labelLength);
      const line = toLine(turn, index, from, to);
      from = to;
      // A stretch of blanks as long as a passage says nothing.
      if (line.text.length === labelLength) continue;
      this.#add(line);
      if (to < turn.text.length) this.close();
    }
  }

  close(): void {
    const first = this.#lines[0];
    const last = this.#lines.at(-1);
    if (first === undefined || last === undefined) return;
    this.passages.push({
      text: this.#lines.map((line) => line.text).join('\n'),
      startMs: first.startMs,
      endMs: this.#lines.reduce((end, line) => Math.max(end, line.endMs), first.endMs),
      speakers: [...new Set(this.#lines.flatMap((line) => line.speaker ?? []))],
      firstTurn: first.turn,
      lastTurn: last.turn,
      overlapTurns: this.#overlapTurns,
    });
    this.#lines = [];
    this.#used = 0;
    this.#overlapTurns = 0;
  }

  /** How long the next line may be; lines are joined by a line feed. */
  get #room(): number {
    return this.max - this.#used;
  }

  #add(line: Line): void {
    this.#lines.push(line);
    this.#used += line.text.length + 1;
  }
}

/** A turn, or the piece of it between two offsets, as a line. Words of nobody known stand without a label. */
function toLine(turn: Turn, index: number, from: number, to: number): Line {
  const words = turn.text.slice(from, to).trim();
  const startMs = timeAt(turn, from);
  return {
    turn: index,
    speaker: turn.speaker,
    text: turn.speaker === null ? words : `${turn.speaker}: ${words}`,
    startMs,
    endMs: to < turn.text.length ? Math.max(startMs, timeAt(turn, to)) : turn.endMs,
    isWholeTurn: from === 0 && to === turn.text.length,
  };
}
