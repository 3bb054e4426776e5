import { en, type Faker } from '@faker-js/faker';

/** What words are taken from: names for names, Latin for what was said; letters are drawn one by one. */
export type Vocabulary = 'names' | 'speech' | 'letters';

/** There are not as many names as companies. */
const MOST_NAMES = 20;
/** With fewer words to choose from, letters are drawn instead. */
const FEWEST = 8;
const MOST_TRIES = 50;

const WORDS: Readonly<Record<Vocabulary, ReadonlyMap<number, readonly string[]>>> = {
  names: byLength([...(en.person?.first_name?.generic ?? []), ...(en.person?.last_name?.generic ?? [])]),
  speech: byLength(en.lorem?.word ?? []),
  letters: new Map(),
};

/** Letters to draw from in other scripts, so that what is long in bytes, or has no capitals, stays so. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Cyrillic}/u, 'абвгдежзиклмнопрстуфхцчшыэюя'],
  [/\p{Script=Greek}/u, 'αβγδεζηθικλμνξοπρστυφχψω'],
  [/\p{Script=Han}/u, '天地人日月山水火木金土石田中大小上下左右'],
  [/\p{Script=Hiragana}/u, 'あいうえおかきくけこさしすせそたちつてと'],
  [/\p{Script=Katakana}/u, 'アイウエオカキクケコサシスセソタチツテト'],
  [/\p{Script=Hangul}/u, '가나다라마바사아자차카타파하거너더러머버'],
  [/\p{Script=Arabic}/u, 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي'],
  [/\p{Script=Hebrew}/u, 'אבגדהוזחטיכלמנסעפצקרשת'],
  [/\p{Script=Thai}/u, 'กขคงจฉชซดตถทนบปผพฟมยรลวสหอ'],
  [/\p{Script=Devanagari}/u, 'अआइईउऊएकखगघचछजझटठडढतथदधन'],
];

/** Another word of as many letters, with capitals in the same places; never the same one. */
export function fakeWord(faker: Faker, word: string, vocabulary: Vocabulary): string {
  const letters = [...word];
  return otherThan(word, () => {
    const made = isLatin(word)
      ? [...latinWord(faker, letters.length, vocabulary)]
      : inScripts(faker, letters);
    return letters.map((letter, index) => inCaseOf(letter, made[index] ?? '')).join('');
  });
}

/** A name, or, after as many tries, a word that could be one. */
export const fakeName = (faker: Faker, word: string, tries: number): string =>
  fakeWord(faker, word, tries < MOST_NAMES ? 'names' : 'letters');

/** As many digits, the first of which is 0 only where it was. */
export function fakeDigits(faker: Faker, digits: string): string {
  const length = [...digits].length;
  const allowLeadingZeros = digits.startsWith('0') || length === 1;
  return otherThan(digits, () => faker.string.numeric({ length, allowLeadingZeros }));
}

export function otherThan(original: string, make: () => string): string {
  for (let tries = 0; ; tries += 1) {
    const made = make();
    if (made.toLowerCase() !== original.toLowerCase() || tries === MOST_TRIES) return made;
  }
}

function latinWord(faker: Faker, length: number, vocabulary: Vocabulary): string {
  const words = WORDS[vocabulary];
  const fitting = words.get(length) ?? [];
  if (fitting.length >= FEWEST) return faker.helpers.arrayElement(fitting);
  const shorter = [...words.keys()].filter(
    (each) => each < length && (words.get(each)?.length ?? 0) >= FEWEST,
  );
  if (shorter.length === 0) return faker.string.alpha({ length, casing: 'lower' });
  const first = Math.max(...shorter);
  return latinWord(faker, first, vocabulary) + latinWord(faker, length - first, vocabulary);
}

function inScripts(faker: Faker, letters: readonly string[]): string[] {
  return letters.map((letter) => {
    const [, alphabet] = SCRIPTS.find(([script]) => script.test(letter)) ?? [];
    return alphabet === undefined
      ? faker.string.alpha({ casing: 'lower' })
      : faker.helpers.arrayElement([...alphabet]);
  });
}

const isLatin = (word: string): boolean => /^[\p{Script=Latin}\p{M}]+$/u.test(word);

const inCaseOf = (pattern: string, letter: string): string =>
  pattern !== pattern.toLowerCase() ? letter.toUpperCase() : letter;

function byLength(words: readonly string[]): ReadonlyMap<number, readonly string[]> {
  const plain = words.map((word) => word.toLowerCase()).filter((word) => /^[a-z]+$/.test(word));
  return Map.groupBy(new Set(plain), ({ length }) => length);
}
