// The root locale, so that the cuts do not depend on the machine.
const SENTENCES = new Intl.Segmenter('und', { granularity: 'sentence' });
const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Where the piece of a text that begins at `from` should end to be at most `room` long: after a sentence, else after a
 * word, never inside a grapheme. It always gets ahead, if need be by one grapheme that is longer than the room.
 */
export function nextCut(text: string, from: number, room: number): number {
  if (text.length - from <= room) return text.length;
  const reach = text.slice(from, from + Math.max(room, 1));
  const cut = lastSentenceStart(reach) || reach.lastIndexOf(' ') + 1 || reach.length;
  // The one character behind the cut is all that decides whether a grapheme ends there.
  const graphemes = GRAPHEMES.segment(text.slice(from, from + cut + 2));
  const end = graphemes.containing(cut)?.index ?? cut;
  return from + (end > 0 ? end : firstGraphemeLength(text, from, cut));
}

/** A text in pieces of at most `room`, cut as {@link nextCut} says. */
export function piecesOf(text: string, room: number): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    const to = nextCut(text, from, room);
    pieces.push(text.slice(from, to).trim());
    from = to;
  }
  return pieces.filter(Boolean);
}

function lastSentenceStart(text: string): number {
  let start = 0;
  for (const { index } of SENTENCES.segment(text)) start = index;
  return start;
}

function firstGraphemeLength(text: string, from: number, atLeast: number): number {
  for (let reach = atLeast * 2; ; reach *= 2) {
    const [first] = GRAPHEMES.segment(text.slice(from, from + reach));
    const length = first?.segment.length ?? 0;
    if (length < reach || from + reach >= text.length) return length;
  }
}
