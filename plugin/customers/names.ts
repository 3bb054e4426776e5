import { nameHint } from '../transcript/name-hint.ts';

const PRONOUNS = /[([]\s*(?:she|he|they|her|him|them|ze|xe|sie|er|elle|il)(?:\s*[/,|]\s*\p{L}+)+\s*[)\]]/gu;

const COMPANY_ALONE = /^[([].*[)\]]$/;

/** Zoom's own limit, of a first and a last name together. What is longer would not fit an index, and is nobody's name. */
const LONGEST_NAME = 128;

/** The part of a folded name that tells people apart. */
export function telling(folded: string): string {
  return folded.length <= LONGEST_NAME ? folded : [...folded].slice(0, LONGEST_NAME).join('');
}

/** A display name as names are compared: case, spacing, pronouns and a trailing `#1` aside. */
export function foldName(name: string): string {
  const folded = name.normalize('NFKC').toLowerCase().normalize('NFKC').replace(PRONOUNS, ' ');
  return folded
    .replace(/\s#\d+\s*$/, ' ')
    .replace(/[\s\p{Cf}]+/gu, ' ')
    .trim();
}

/** The person in a display name, as names are compared: without "(Acme)", "| Acme" or "'s iPhone". It never links. */
export function personName(name: string): string {
  const person = nameHint(foldName(name));
  return COMPANY_ALONE.test(person) ? '' : person;
}
