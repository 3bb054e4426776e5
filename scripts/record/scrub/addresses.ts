import { getDomain } from 'tldts';
import type { Dictionary } from './dictionary.ts';
import { fakeDigits, fakeName } from './words.ts';

/** Wherever one stands in a text; a masked one too (`a***@acme.com`). */
export const ADDRESS = /[\p{L}\p{N}._%+'*-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const RUNS = /(?<letters>[\p{L}\p{M}]+)|\p{N}+/gu;
/** RFC 2606 gives it to documentation: nobody can own a name in it. */
const RESERVED = '.example';
const SHORTEST_LABEL = 3;

/** A word of somebody's name: the same one in a label, in an address, alone and in upper case. */
export function replacedWord(dictionary: Dictionary, word: string): string {
  const folded = word.toLowerCase();
  const made = [...dictionary.replace('word', folded, (faker, tries) => fakeName(faker, folded, tries))];
  return [...word].map((letter, index) => inCase(letter, made[index] ?? '')).join('');
}

const inCase = (pattern: string, letter: string): string =>
  pattern === pattern.toLowerCase() ? letter : letter.toUpperCase();

export function replacedNumber(dictionary: Dictionary, digits: string): string {
  return dictionary.replace('phone', digits, (faker) => fakeDigits(faker, digits));
}

export function replacedAddress(dictionary: Dictionary, address: string): string {
  return dictionary.replace('address', address, () => {
    const at = address.lastIndexOf('@');
    return `${wordsReplaced(dictionary, address.slice(0, at))}@${replacedDomain(dictionary, address.slice(at + 1))}`;
  });
}

/** Addresses of one company stay addresses of one company; what is below its domain stays below. */
export function replacedDomain(dictionary: Dictionary, host: string): string {
  const folded = host.toLowerCase();
  // As customers are told apart by: each shop of a host of shops is somebody else.
  const registered = getDomain(folded, { allowPrivateDomains: true, extractHostname: false }) ?? folded;
  const below = folded.slice(0, folded.length - registered.length);
  const domain = dictionary.replace('domain', registered, (faker, tries) => {
    const length = Math.max([...registered].length - RESERVED.length, SHORTEST_LABEL);
    return `${fakeName(faker, 'x'.repeat(length), tries)}${RESERVED}`;
  });
  return `${below.replace(RUNS, (run) => (run === 'www' ? run : wordsReplaced(dictionary, run)))}${domain}`;
}

const wordsReplaced = (dictionary: Dictionary, text: string): string =>
  text.replace(RUNS, (run, letters: string | undefined) =>
    letters === undefined ? replacedNumber(dictionary, run) : replacedWord(dictionary, run),
  );
