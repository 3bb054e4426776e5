import { isSharedAudio, nameHint } from './name-hint.ts';

/**
 * Missing a long label would put its speaker's words into another's mouth, so the limit leaves room for a long name with
 * a company, emoji and Zoom's "Audio shared by" before it. There is one, as every passage repeats who speaks in it.
 */
export const LONGEST_LABEL = 160;
const MOST_WORDS = 8;
const COLON = 0x3a;

// Sentence punctuation, addresses, contractions ("I'm", "that's Bob") and what ends in one ("Ann isn't").
const NEVER_IN_NAMES = [
  /[?!;…"“”„«»]|:\/\//,
  /^(?:i|you|we|they|he|she|it|that|this|there|here|what|who|where|when|how|let)['’]/i,
  /['’](?:s|m|re|ve|ll|d|t)$/i,
];
const LETTER = /[\p{L}\p{M}]/u;
const LOWER_CASE_WORD = /^[^\p{Lu}\p{Lt}\d]*\p{Ll}[^\p{Lu}\p{Lt}\d]*$/u;

// Particles that stay in lower case inside a name.
const PARTICLES = new Set(
  'al bin da das de del den der di do dos du el la le of ten ter van von y zu'.split(' '),
);

// Words that open an English sentence part before a colon. Such a word dismisses a label when the rest is more of them or
// in lower case ("the question is"), so that So Young Kim and Will Corcoran remain names.
const OPENERS = new Set(
  `a about actually agenda all also an and another answer any are as at basically because but by can could did do does
  everybody everyone example finally first for from goal guys had has have he her here his how however i idea if important
  in is issue it item just last let like maybe meaning my namely next no not note now number oh ok okay on one option or
  our part phase plus point problem question quote reason remember reminder right said same say says second she should so
  some something step steps still summary that the their then there these they thing think third this those title to topic
  two update us very was we well were what when where which who why will with would yeah yep yes yet you your`.split(
    /\s+/,
  ),
);

/**
 * Where in a cue's text a speaker's label may end: the next colon within reach that a blank or the end follows, or -1.
 * Times (`10:30`) and addresses (`https://…`) have no such colon.
 */
export function labelEnd(text: string, from: number): number {
  let at = text.indexOf(':', from);
  while (at > 0 && at <= LONGEST_LABEL && !isBlank(text, at + 1)) at = text.indexOf(':', at + 1);
  return at > 0 && at <= LONGEST_LABEL ? at : -1;
}

/** Whether a label may end at this place. */
export function endsLabel(text: string, at: number): boolean {
  return text.charCodeAt(at) === COLON && isBlank(text, at + 1);
}

/** Whether nothing in the label rules out a name. Enough where other cues or the whole file speak for it. */
export function couldBeName(label: string): boolean {
  if (!LETTER.test(label) || NEVER_IN_NAMES.some((sign) => sign.test(label))) return false;
  const words = label.split(/\s+/);
  return !(isOpener(words[0] ?? '') && words.every((word) => isOpener(word) || !isCapitalised(word)));
}

/** Whether the label alone speaks for a name: capitalised, or in a script without capitals. */
export function looksLikeName(label: string): boolean {
  if (isSharedAudio(label)) return true;
  if (!couldBeName(label)) return false;
  const words = nameHint(label).split(' ');
  if (words.length > MOST_WORDS) return false;
  return words.some((word) => LETTER.test(word) && !PARTICLES.has(word)) && words.every(isNameWord);
}

function isNameWord(word: string): boolean {
  return PARTICLES.has(word) || !LOWER_CASE_WORD.test(word);
}

function isOpener(word: string): boolean {
  return OPENERS.has(word.toLowerCase().replace(/[.,]+$/, ''));
}

function isCapitalised(word: string): boolean {
  return LETTER.test(word) && !LOWER_CASE_WORD.test(word);
}

function isBlank(text: string, at: number): boolean {
  return at >= text.length || text.charCodeAt(at) <= 0x20 || text.charCodeAt(at) === 0xa0;
}
