const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Longer than this, a sentence is cut at its commas: a transcript without full stops would quote whole speeches. */
const LONGEST = 240;

/** The sentences of a text, trimmed, as it has them. */
export function splitSentences(text: string): string[] {
  return joinSplitAbbreviations([...segmenter.segment(text)].map((part) => part.segment))
    .flatMap((sentence) => (sentence.length > LONGEST ? cutAtCommas(sentence) : [sentence]))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}

/** The segmenter ends a sentence at "Dr. Smith"; a sentence cut there would lose its verb. */
function joinSplitAbbreviations(parts: readonly string[]): string[] {
  const sentences: string[] = [];
  let open = '';
  for (const part of parts) {
    open += part;
    if (/\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs|e\.g|i\.e|approx|No)\.\s*$/.test(part)) continue;
    sentences.push(open);
    open = '';
  }
  if (open !== '') sentences.push(open);
  return sentences;
}

function cutAtCommas(sentence: string): string[] {
  const pieces: string[] = [];
  let open = '';
  for (const clause of sentence.split(/(?<=[,;:…]\s)/)) {
    if (open !== '' && open.length + clause.length > LONGEST) {
      pieces.push(open);
      open = '';
    }
    open += clause;
  }
  pieces.push(open);
  return pieces.flatMap(
    (piece) => piece.match(new RegExp(`.{1,${LONGEST}}(?:\\s|$)|.{${LONGEST}}|.+`, 'gsu')) ?? [],
  );
}
