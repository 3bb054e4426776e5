import { longestNumber, type Rule } from './rule.ts';

// The groups that are printed on cards, or one digit after another as they are read aloud. Without this, one in ten lists of
// numbers ("20 15 30 42 51 60 77") would pass for a card number.
const GROUPS = /^(?:\d{4,19}(?:[\s‐-–-]\d{3,7})*|\d(?:\s\d){12,18})$/;

/** Payment card numbers: 13 to 19 digits that begin as a network's do and end in the right check digit. */
export const CARD: Rule = {
  // Networks issue from 22 to 27 and from 3 to 6; a number that begins with 20 is more often a year.
  pattern: /(?<!\d|\d[.,])(?:[3-6]|2(?=\s?[2-7]))(?:[\s‐-–-]?\d){12,18}(?!\d)/gu,
  accept: (candidate) =>
    longestNumber(candidate, (beginning) => {
      const digits = beginning.replace(/\D/g, '');
      return digits.length >= 13 && GROUPS.test(beginning) && passesLuhn(digits);
    }),
};

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const weighted = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}
