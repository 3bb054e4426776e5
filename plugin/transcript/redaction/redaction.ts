import { CARD } from './card.ts';
import { customRule, patternProblem } from './custom.ts';
import { EMAIL } from './email.ts';
import { IBAN } from './iban.ts';
import { PLACEHOLDERS, type RedactionKind } from './kinds.ts';
import { PHONES } from './phone.ts';
import { firstFind, type Rule } from './rule.ts';
import { SECRETS } from './secrets.ts';

export { patternProblem } from './custom.ts';
export type { RedactionKind } from './kinds.ts';

/** How many finds of each kind were replaced. */
export type RedactionCounts = Partial<Record<RedactionKind, number>>;

/** What a recording is to be cleared of. Patterns with a problem are left out: see {@link patternProblem}. */
export interface RedactionOptions {
  kinds: readonly Exclude<RedactionKind, 'custom'>[];
  patterns: readonly string[];
}

/** Clears the texts of one recording. It remembers how much it found, never what. */
export interface Redactor {
  /** The text with a placeholder for each find. What is redacted already stays as it is. */
  redact(text: string): string;
  /**
   * The same, and where places in the text are afterwards, such as the starts of a turn's cues. The places are given in
   * ascending order; one within a find moves behind its placeholder.
   */
  redactWithOffsets(text: string, offsets: readonly number[]): { text: string; offsets: number[] };
  readonly counts: Readonly<RedactionCounts>;
}

interface OrderedRule {
  kind: RedactionKind;
  rule: Rule;
}

/** A part of a text, and the placeholder that stands for it unless it is shown. */
interface Piece {
  source: string;
  placeholder?: string;
}

// The order is part of the meaning. What is looked for first is kept whole from what comes later: the password in
// https://user:pass@host would be half of an email address, an email address may begin with any number, and the groups of an
// IBAN or a card look like phone numbers. Patterns of an admin come last, as one that matches a name would leave the rest of
// the email address it stands in.
const BUILT_IN: readonly { kind: Exclude<RedactionKind, 'custom'>; rules: readonly Rule[] }[] = [
  { kind: 'secret', rules: SECRETS },
  { kind: 'email', rules: [EMAIL] },
  { kind: 'iban', rules: [IBAN] },
  { kind: 'card', rules: [CARD] },
  { kind: 'phone', rules: PHONES },
];

/** A text may be searched so many times over, all in all; a short one may have more in it. */
const MOST_TIMES = 50;
const SHORT = 10_000;

const PLACEHOLDER = new RegExp(
  `(${Object.values(PLACEHOLDERS)
    .map((placeholder) => placeholder.replace(/[[\]]/g, '\\$&'))
    .join('|')})`,
);

/** A redactor for one recording. */
export function redactor(options: RedactionOptions): Redactor {
  const rules = orderedRules(options);
  const counts: RedactionCounts = {};
  const pieces = (text: string) => piecesOf(text, rules, counts);
  return {
    redact: (text) => joined(pieces(text)),
    redactWithOffsets: (text, offsets) => {
      const parts = pieces(text);
      return { text: joined(parts), offsets: moved(offsets, parts) };
    },
    counts,
  };
}

function orderedRules({ kinds, patterns }: RedactionOptions): OrderedRule[] {
  const builtIn = BUILT_IN.filter(({ kind }) => kinds.includes(kind)).flatMap(({ kind, rules }) =>
    rules.map((rule): OrderedRule => ({ kind, rule })),
  );
  const custom = patterns
    .filter((pattern) => patternProblem(pattern) === undefined)
    .map((pattern): OrderedRule => ({ kind: 'custom', rule: customRule(pattern) }));
  return [...builtIn, ...custom];
}

/**
 * Each piece between placeholders is searched as a text of its own, until no rule finds anything in it. Searching the result
 * again means searching the very same pieces: that is why redacting twice changes nothing, whatever the rules are. Where
 * thousands of finds of different kinds touch, each one found uncovers but the next: what is still open after so many
 * times is not shown, as it could not be searched.
 */
function piecesOf(text: string, rules: readonly OrderedRule[], counts: RedactionCounts): Piece[] {
  const done: Piece[] = [];
  const open: Piece[] = text
    .split(PLACEHOLDER)
    .map((source, place) => (place % 2 === 0 ? { source } : { source, placeholder: source }))
    .reverse();
  let left = MOST_TIMES * text.length + SHORT;
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    const toSearch = piece.placeholder === undefined ? piece.source : '';
    left -= toSearch.length;
    const parts = left < 0 ? unsearched(toSearch, counts) : firstCut(toSearch, rules, counts);
    if (parts.length === 0) done.push(piece);
    for (const part of parts.reverse()) open.push(part);
  }
  return done;
}

function unsearched(source: string, counts: RedactionCounts): Piece[] {
  if (source === '') return [];
  counts.secret = (counts.secret ?? 0) + 1;
  return [{ source, placeholder: PLACEHOLDERS.secret }];
}

/** The text cut at all finds of the first rule that has any. */
function firstCut(text: string, rules: readonly OrderedRule[], counts: RedactionCounts): Piece[] {
  for (const { kind, rule } of rules) {
    const parts: Piece[] = [];
    let rest = text;
    for (let find = firstFind(rest, rule); find !== undefined; find = firstFind(rest, rule)) {
      parts.push({ source: rest.slice(0, find.start) });
      parts.push({ source: rest.slice(find.start, find.end), placeholder: PLACEHOLDERS[kind] });
      rest = rest.slice(find.end);
    }
    if (parts.length === 0) continue;
    counts[kind] = (counts[kind] ?? 0) + parts.length / 2;
    parts.push({ source: rest });
    return parts;
  }
  return [];
}

function joined(pieces: readonly Piece[]): string {
  return pieces.map(({ source, placeholder }) => placeholder ?? source).join('');
}

function moved(offsets: readonly number[], pieces: readonly Piece[]): number[] {
  let place = 0;
  let before = 0;
  let after = 0;
  return offsets.map((offset) => {
    for (let piece = pieces[place]; piece !== undefined; piece = pieces[place]) {
      const { source, placeholder } = piece;
      if (offset < before + source.length) break;
      before += source.length;
      after += (placeholder ?? source).length;
      place += 1;
    }
    const inside = offset - before;
    const placeholder = pieces[place]?.placeholder;
    return placeholder === undefined || inside <= 0 ? after + inside : after + placeholder.length;
  });
}
