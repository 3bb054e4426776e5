import { PLACEHOLDERS } from './kinds.ts';
import type { Rule } from './rule.ts';
import { runawayProblem } from './runaway.ts';

const LONGEST_PATTERN = 200;
const FLAGS = 'giu';

/**
 * What is wrong with an admin's pattern, in a sentence for them. The pattern is the source of a JavaScript regular
 * expression, used without regard to case.
 */
export function patternProblem(source: string): string | undefined {
  if (source.length > LONGEST_PATTERN) return `It is longer than ${LONGEST_PATTERN} characters.`;
  const pattern = compiled(source);
  if (typeof pattern === 'string') return pattern;
  const runaway = runawayProblem(source);
  if (runaway !== undefined) return runaway;
  if (matchesNothing(pattern)) return 'It also matches where there is no text, so it would match everywhere.';
  const placeholder = Object.values(PLACEHOLDERS).find((mark) => mark.search(pattern) !== -1);
  if (placeholder === undefined) return undefined;
  return `It matches part of ${placeholder}, which stands in a text for what was redacted before.`;
}

/** The rule that looks for a pattern without a problem. */
export function customRule(source: string): Rule {
  return { pattern: new RegExp(source, FLAGS) };
}

function compiled(source: string): RegExp | string {
  try {
    return new RegExp(source, FLAGS);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(': ').at(-1)?.toLowerCase() : undefined;
    return `It is not a valid regular expression: ${reason ?? 'it cannot be read'}.`;
  }
}

// An empty text has no word in it, so \b would pass for a pattern that matches something.
function matchesNothing(pattern: RegExp): boolean {
  return ['', 'a 1.'].some((text) => [...text.matchAll(pattern)].some(([match]) => match === ''));
}
