import { hasWords } from '../page/reasons.ts';

/** What stands for a text that is none of the known ones. */
const OTHER = 'other';
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** A stored text, if it is one of those that a table of Halo's own has words for. No other text gets into diagnostics. */
export function known<Text extends string | null>(
  text: Text,
  words: Readonly<Record<string, unknown>>,
): Text | string {
  return text === null || Object.hasOwn(words, text) ? text : OTHER;
}

/** The code of a failure or the reason of a state, likewise. */
export function knownReason<Text extends string | null>(text: Text): Text | string {
  return text === null || hasWords(text) ? text : OTHER;
}

export function dateOnly(text: string | null): string | null {
  return text !== null && DATE.test(text) ? text : null;
}
