import type { SidedTurn } from './insights.ts';

/** About six thousand tokens: leaves a small model room for its answer, and its attention on the middle. */
export const PIECE_CHARACTERS = 24_000;

/** A longer turn goes on in the next line, so that one speech of an hour does not outgrow a piece. */
const LINE_CHARACTERS = 4_000;

/** The transcript as lines of `speaker (side): words`, in pieces that end between lines. */
export function transcriptPieces(sided: readonly SidedTurn[], budget = PIECE_CHARACTERS): string[] {
  const pieces: string[] = [];
  let open = '';
  for (const line of sided.flatMap(linesOf)) {
    if (open !== '' && open.length + line.length + 1 > budget) {
      pieces.push(open);
      open = '';
    }
    open += open === '' ? line : `\n${line}`;
  }
  if (open !== '') pieces.push(open);
  return pieces;
}

function linesOf({ turn, side }: SidedTurn): string[] {
  const name = (turn.speaker ?? 'Unknown speaker').replace(/\s+/g, ' ');
  return cut(turn.text.replace(/\s+/g, ' ').trim()).map((words) => `${name} (${side}): ${words}`);
}

/** Cuts between words where it can. */
function cut(text: string): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > LINE_CHARACTERS) {
    const space = rest.lastIndexOf(' ', LINE_CHARACTERS);
    const at = space > 0 ? space : LINE_CHARACTERS;
    lines.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return rest === '' ? lines : [...lines, rest];
}
