import { isValidPhoneNumber, validatePhoneNumberLength } from 'libphonenumber-js/min';
import { longestNumber, type Rule } from './rule.ts';

const GAP = String.raw`[ \u00A0().\/‐-–-]{0,3}`;
const JOINT = String.raw`[ \u00A0.‐-–-]`;

// Part of a price, a decimal, a date, an identifier, an address on the web.
const BEFORE = String.raw`(?<![\p{L}\p{N}_#=$€£¥+]|[$€£¥] |\d[.:\/-]|\p{L}[\/-])`;
const AFTER = String.raw`(?![\p{N}_]|(?!x ?\d|ext)\p{L}|[.:\/-]\d| ?[%€$£¥])`;
// Digits without a gap are as often the number of a thing. Whoever says which thing is believed.
const THING =
  'account|article|bestellung|case|contract|customer|id|invoice|item|konto|kunde|meeting|order|part|rechnung|ref|reference|serial|sku|ticket|webinar';
const NO_THING = String.raw`(?<!\b(?:${THING})s?[ .:#-]{0,3}(?:(?:id|is|no|nr|num|number|nummer)[ .:#-]{0,3}){0,2})`;

// Words that announce a phone number, and what may stand between them and it.
const ANNOUNCED = [
  'tel(?:e(?:fon|phone|fono)|éfono|éphone)?|(?:cell|mobile )?phone|mobile|mobil(?:nummer)?|handy(?:nummer)?',
  'cell|celular|móvil|fax|whatsapp|(?:call|phone|reach|ring|text) (?:me|us|him|her|them)(?: back)?',
  '(?:my|your|his|her|our|their)(?: new| direct)? number',
].join('|');
const BETWEEN = String.raw`(?:[\s:.=#-]|at|auf|est|es|is|ist|nr|no|now|number|nummer|número|numéro|on|still|unter){1,8}`;
const DATE = /^(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:\d{4}|\d{2}))(?!\d)/;
const THOUSANDS = /^\d{1,3}(?:\.\d{3})+$/;

// Amounts one after another: "between 250 300 1200 users".
const ROUND = /^(?:\d+0 )+\d+0$/;

const HOPELESS: ReadonlySet<string | undefined> = new Set(['INVALID_COUNTRY', 'TOO_SHORT']);

const international = (dialled: (digits: string) => string) => (candidate: string) => {
  const problem = (text: string) => validatePhoneNumberLength(dialled(text.replace(/\D/g, '')));
  // Fewer digits would help neither.
  if (HOPELESS.has(problem(candidate))) return 0;
  return longestNumber(candidate, (beginning) => problem(beginning) === undefined);
};

const validIn = (country: 'US' | 'IN' | 'CN') => (candidate: string) =>
  !ROUND.test(candidate) && isValidPhoneNumber(candidate, country) ? candidate.length : 0;

const digitsBetween = (least: number, most: number) => (candidate: string) =>
  longestNumber(candidate, (beginning) => {
    const digits = beginning.replace(/\D/g, '').length;
    return digits >= least && digits <= most;
  });

const national = (...forms: string[]) => new RegExp(`${BEFORE}(?:${forms.join('|')})${AFTER}`, 'giu');

/**
 * Phone numbers: whatever begins with + or an exit code and is possible there; and, as nobody says which country a national
 * number belongs to, the groupings that look like little else, or any that is announced as a phone number.
 */
export const PHONES: readonly Rule[] = [
  {
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}+])[+＋][ \u00A0]?\(?\d(?:${GAP}\d){6,16}(?!\d)`, 'gu'),
    accept: international((digits) => `+${digits}`),
  },
  {
    pattern: new RegExp(String.raw`${BEFORE}(?:00|011[ -])[1-9](?:${GAP}\d){7,14}(?!\d)`, 'gu'),
    accept: international((digits) => `+${digits.replace(/^(?:00|011)/, '')}`),
  },
  {
    pattern: new RegExp(
      String.raw`(\b(?:${ANNOUNCED})${BETWEEN})\(?\d(?:[ \u00A0().\/-]{0,2}\d){6,14}(?!\d)`,
      'giu',
    ),
    keepsFirstGroup: true,
    accept: (candidate) => (DATE.test(candidate) || THOUSANDS.test(candidate) ? 0 : candidate.length),
  },
  // North America: 202-555-0123, (202) 555-0123, 1 202 555 0123.
  {
    pattern: national(
      String.raw`(?:1${JOINT}?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}${JOINT})[2-9]\d{2}${JOINT}?\d{4}`,
      String.raw`${NO_THING}1?[2-9]\d{2}[2-9]\d{6}`,
    ),
    accept: validIn('US'),
  },
  // In pairs: 01 23 45 67 89, 01.23.45.67.89.
  { pattern: national(String.raw`0[1-9]([ .-])\d{2}(?:\1\d{2}){3}`) },
  // An area code of three digits and more: 020 7946 0000, 030/901820, 0171-123 45 67.
  {
    pattern: national(String.raw`\(?0[1-9]\d{1,3}\)?(?: ?[ /‐-–-] ?\d{2,8}){1,4}`),
    accept: digitsBetween(9, 12),
  },
  // An area code of two digits, and none: 03 9876 5432, 06-12345678, 01712345678.
  { pattern: national(String.raw`\(?0[1-9]\)?[ -]\d{4}[ -]?\d{4}`, String.raw`${NO_THING}0[1-9]\d{8,10}`) },
  // Brazil: (11) 91234-5678, 11 91234-5678.
  { pattern: national(String.raw`\([1-9]\d\) ?\d{4,5}-\d{4}`, String.raw`[1-9]\d 9\d{4}-\d{4}`) },
  { pattern: national(String.raw`[6-9]\d{4} \d{5}`), accept: validIn('IN') },
  {
    pattern: national(String.raw`1[3-9]\d[ -]\d{4}[ -]\d{4}`, String.raw`${NO_THING}1[3-9]\d{9}`),
    accept: validIn('CN'),
  },
];
