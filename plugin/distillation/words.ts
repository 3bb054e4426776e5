import { fold } from './folding.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Words that carry no topic of their own. */
const STOP_WORDS = new Set(
  (
    'a an the and or but nor so if then than that this these those there here of to in on at by for from with without about ' +
    'into over under as is are was were be been being am do does did done doing have has had having will would shall should ' +
    'can could may might must not no i you he she it we they me him her us them my your his its our their what which who ' +
    'when where why how all any both each more most other some such only own same too very just also up out off again now ' +
    "i'm i'll i've i'd you're you'll you've it's that's we're we'll we've they're don't doesn't didn't can't won't let's"
  ).split(' '),
);

/** The words of a text, folded, in order. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const part of segmenter.segment(fold(text))) if (part.isWordLike) words.push(part.segment);
  return words;
}

/** The stems of the words that carry meaning. */
export function contentStems(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !STOP_WORDS.has(word))
    .map(stem);
}

/** English endings, longest first, with what stays in their place. */
const ENDINGS: readonly (readonly [ending: RegExp, rest: string])[] = [
  [/(?:ations|ation|ators|ator)$/, ''],
  [/(?:ments|ment)$/, ''],
  [/(?:ings|ing|edly|ed)$/, ''],
  [/(?:ies|ied)$/, 'y'],
  [/(?:ers|er|ors|or|als|al)$/, ''],
  [/(?:es|s|e)$/, ''],
];

/**
 * Brings the forms of an English word together (price, prices, pricing, priced). Coarse on purpose: it only has to be the
 * same on both sides of a comparison. Words of up to three letters stay whole.
 */
export function stem(word: string): string {
  const bare = word.replace(/'s$/, '');
  for (const [ending, rest] of ENDINGS) {
    const cut = bare.replace(ending, rest);
    if (cut !== bare && cut.length >= 3) return undouble(cut);
  }
  return undouble(bare);
}

/** Plan and planned, call and calling. */
function undouble(text: string): string {
  return text.replace(/([^aeiou])\1$/, '$1');
}
