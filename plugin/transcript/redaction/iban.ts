import { getCountrySpecifications, isValidIBAN } from 'ibantools';
import type { Rule } from './rule.ts';

const COUNTRIES = getCountrySpecifications();

/**
 * IBANs in capitals or small letters, in one piece or in groups of any size, with a valid check number. The word before may
 * touch it ("IBANDE89…"), but it does not begin within another word or number.
 */
export const IBAN: Rule = {
  pattern: /(?<=^|iban|[^\p{L}\p{N}])[a-z]{2}[\s-]?\d{2}(?:[\s.-]?[a-z0-9]){11,30}/giu,
  accept: (candidate) => {
    const length = COUNTRIES[candidate.slice(0, 2).toUpperCase()]?.chars ?? 0;
    // The words after an IBAN look like more of it, so only its country says where it ends.
    const ends = [...candidate.matchAll(/[a-z0-9]/gi)][length - 1];
    if (ends === undefined) return 0;
    const written = candidate.slice(0, ends.index + 1);
    return isValidIBAN(written.replace(/[^a-z0-9]/gi, '').toUpperCase()) ? written.length : 0;
  },
};
