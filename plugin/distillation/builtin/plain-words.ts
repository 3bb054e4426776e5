/** Sounds and phrases that fill a pause; with a comma on both sides, some words are fillers too. */
const FILLERS: readonly (readonly [filler: RegExp, rest: string])[] = [
  [/(?:,\s*)?\b(?:um+|uh+|erm*|ehm|ah|hmm*|mm+|mhm)\b[,.…]*(?=\s|$)/gi, ' '],
  [/(?:^|,)\s*(?:you know|i mean|like|basically|actually|sort of|kind of)\s*,/gi, ','],
];

/** Words that open an answer and say nothing themselves. */
const OPENERS =
  /^(?:(?:okay|ok|'kay|so|and|but|well|yeah|yep|yes|right|alright|sure|great|perfect|cool|now|oh|no worries|anyway)\b[\s,.…-]*)+/i;

/**
 * A sentence without fillers, false starts ("you'll be you'll be") and opening words. What clues are looked for in, and
 * what an insight says in its own text.
 */
export function plainWords(sentence: string): string {
  let plain = sentence.replaceAll('’', "'");
  for (const [filler, rest] of FILLERS) plain = plain.replace(filler, rest);
  plain = dropFalseStarts(plain.replace(/\s+([,.?!])/g, '$1').replace(/,(?=[,.?!])/g, ''));
  const opened = plain.replace(/^[\s,.…-]+/, '').replace(OPENERS, '');
  return (opened || plain).replace(/\s+/g, ' ').trim();
}

/** Up to this many words said twice in a row are a false start. */
const LONGEST_REPEAT = 4;

function dropFalseStarts(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const kept: string[] = [];
  for (const word of words) {
    kept.push(word);
    for (let length = 1; length <= LONGEST_REPEAT && length * 2 <= kept.length; length++) {
      const last = kept.slice(-length).map(bare);
      const before = kept.slice(-length * 2, -length).map(bare);
      if (last.every((item, at) => item !== '' && item === before[at] && !/\d/.test(item))) {
        kept.splice(-length * 2, length);
        break;
      }
    }
  }
  return kept.join(' ');
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}']/gu, '');
}

/** Longest text of an insight. */
const LONGEST_TEXT = 200;
/** What a cut leaves of a word; without blanks to go back to, half a character, which no database takes. */
const CUT_OPEN = /\s+\S*$|[\uD800-\uDBFF]$/;

/** A short clean sentence for people to read: plain words, a capital, an end. */
export function cleanSentence(plain: string): string {
  const short =
    plain.length > LONGEST_TEXT ? `${plain.slice(0, LONGEST_TEXT).replace(CUT_OPEN, '')}…` : plain;
  const capital = short.charAt(0).toUpperCase() + short.slice(1);
  return /[.?!…]$/.test(capital) ? capital : `${capital.replace(/[,;:\s-]+$/, '')}.`;
}
