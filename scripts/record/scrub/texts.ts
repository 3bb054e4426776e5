import { ADDRESS, replacedAddress, replacedNumber, replacedWord } from './addresses.ts';
import type { Dictionary, Kind } from './dictionary.ts';
import { replacedUrl } from './urls.ts';
import { fakeDigits, fakeWord } from './words.ts';

const TOKENS = new RegExp(
  `(?<url>https?://[^\\s<>"]+)|(?<address>${ADDRESS.source})|(?<letters>[\\p{L}\\p{M}]+)|\\p{N}+`,
  'giu',
);
/** What Zoom puts before the name of who shares the sound of their computer. */
const SHARED_AUDIO = 'Audio shared by ';
const SHORTEST_NAME = 3;

/** A name as somebody shows it, with their company, their device or their address in it. */
export function replacedPerson(dictionary: Dictionary, name: string): string {
  if (name.startsWith(SHARED_AUDIO)) {
    return `${SHARED_AUDIO}${replacedPerson(dictionary, name.slice(SHARED_AUDIO.length))}`;
  }
  return dictionary.replace('person', name, () =>
    replacedTokens(dictionary, name, {
      letters: (word) => replacedWord(dictionary, word),
      digits: (digits) => replacedNumber(dictionary, digits),
    }),
  );
}

/**
 * What was said or written: as many words, each as long. No word is always replaced by the same one, or a long transcript
 * could be read by counting; but who is named in it has the name that they have elsewhere.
 */
export function replacedText(dictionary: Dictionary, kind: Kind & ('text' | 'title'), text: string): string {
  return dictionary.replace(kind, text, (faker) =>
    replacedTokens(dictionary, text, {
      letters: (word) => nameIn(dictionary, word) ?? fakeWord(faker, word, 'speech'),
      digits: (digits) => fakeDigits(faker, digits),
    }),
  );
}

/** Gets to know what a text's links and addresses hold, before anything in it is replaced: a field may be the same id. */
export function learnText(dictionary: Dictionary, text: string): void {
  for (const { groups } of text.matchAll(TOKENS)) {
    if (groups?.url !== undefined) replacedUrl(dictionary, groups.url);
    if (groups?.address !== undefined) replacedAddress(dictionary, groups.address);
  }
}

function nameIn(dictionary: Dictionary, word: string): string | undefined {
  const isName =
    word.length >= SHORTEST_NAME &&
    /^\p{Lu}/u.test(word) &&
    dictionary.known('word', word.toLowerCase()) !== undefined;
  return isName ? replacedWord(dictionary, word) : undefined;
}

function replacedTokens(
  dictionary: Dictionary,
  text: string,
  make: { letters(word: string): string; digits(digits: string): string },
): string {
  return text.replace(TOKENS, (token, url?: string, address?: string, letters?: string) => {
    if (url !== undefined) return replacedUrl(dictionary, url);
    if (address !== undefined) return replacedAddress(dictionary, address);
    return letters === undefined ? make.digits(token) : make.letters(token);
  });
}
