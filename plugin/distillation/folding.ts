/** A folded text that still knows, for each of its characters, where it came from. */
export interface FoldedText {
  folded: string;
  /** For each folded character, the offset of the original piece it came from. */
  starts: number[];
  /** For each folded character, the offset just behind that piece. */
  ends: number[];
}

/**
 * Two texts that a reader would call the same become equal: case, white space runs, compatibility forms, invisible
 * characters and typographic quotes and dashes are set aside.
 */
export function fold(text: string): string {
  return foldWithOffsets(text).folded.trim();
}

/** Like `fold`, untrimmed, with the way back to the original characters. */
export function foldWithOffsets(text: string): FoldedText {
  const characters: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of text.matchAll(PIECE)) {
    for (const character of foldPiece(match[0])) {
      const space = /\s/.test(character);
      if (space && characters.at(-1) === ' ') continue;
      for (const unit of space ? ' ' : character.split('')) {
        characters.push(unit);
        starts.push(match.index);
        ends.push(match.index + match[0].length);
      }
    }
  }
  return { folded: characters.join(''), starts, ends };
}

/** What composes as one: a base with its combining marks, or a run of Hangul letters. */
const PIECE = /[\u1100-\u11FF]+|\P{M}\p{M}*|\p{M}+/gu;

/**
 * Upper then lower case comes close to Unicode case folding, which JavaScript lacks (`ß` meets `SS`, `ς` meets `Σ`).
 * Invisible characters go because a zero-width space inside a word must not hide it from a keyword rule.
 */
function foldPiece(piece: string): string {
  if (/^[\x20-\x7e]$/.test(piece)) return piece.toLowerCase();
  return piece
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .replace(/[‐‑‒–—―−]/g, '-')
    .toUpperCase()
    .toLowerCase();
}
