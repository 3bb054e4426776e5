import { PlainError } from '../../test/halo/plain-error.ts';
import { jsonOf } from './exchange.ts';
import type { Dictionary } from './scrub/dictionary.ts';
import { viewsOf } from './views.ts';

/** What nothing that is written may hold. */
export interface Forbidden {
  /** Every token, code and passcode of the session. */
  readonly secrets: readonly string[];
  /** Everything that was replaced. */
  readonly originals: ReturnType<Dictionary['originals']>;
  /** What anybody may write: an original that is part of it gives nothing away. */
  readonly common: readonly string[];
}

/** An original of as many characters is nobody's alone. */
const LONGEST_COMMON = 12;
/** A shorter secret is looked for between other characters only: six digits may be part of anything. */
const SHORTEST_SECRET = 8;

const ADDRESS = /[\p{L}\p{N}._%+'*-]+@((?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\p{N}-]+)/gu;
/** RFC 2606: nobody's. */
const RESERVED = /(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid|localhost)$/;
const TOKENS = [
  { what: 'a JWT', form: /\beyj[\w-]{10,}\.[\w-]{10,}/ },
  { what: 'a credential', form: /\b(?:bearer|basic)\s+(?!\[left out\])[\w.~+/=-]{16,}/ },
];

interface Place {
  readonly at: string;
  readonly text: string;
}

/** Refuses files that still hold something of the original, and says where, but not what. Returns how many places it read. */
export function checkScrubbed(files: ReadonlyMap<string, string>, forbidden: Forbidden): number {
  const find = finder(forbidden);
  let places = 0;
  for (const [name, content] of files) {
    for (const { at, text } of placesIn(name, content)) {
      places += 1;
      const found = viewsOf(text)
        .map(find)
        .find((what) => what !== undefined);
      if (found !== undefined) throw refusal(found, at);
    }
  }
  return places;
}

function refusal(what: string, at: string): PlainError {
  return new PlainError(
    `The recording still holds ${what} in ${at}, so nothing was written. Record again with another --seed; if it is found in the same place, its field must be added to scripts/record/scrub/fields.ts.`,
  );
}

type Find = (view: string) => string | undefined;

function finder({ secrets, originals, common }: Forbidden): Find {
  const folded = common.map((text) => text.toLowerCase());
  const isCommon = (original: string) => folded.some((text) => text.includes(original.toLowerCase()));
  const long = originals.filter(
    ({ original }) => [...original].length > LONGEST_COMMON && !isCommon(original),
  );
  const texts = textsIndex([
    ...secrets.filter(({ length }) => length >= SHORTEST_SECRET).map((text) => ({ text, what: 'a secret' })),
    ...long.map(({ kind, original }) => ({ text: original, what: `an original (${kind})` })),
  ]);
  const short = secrets.filter(({ length }) => length > 3 && length < SHORTEST_SECRET);
  return (view) => tokenIn(view) ?? addressIn(view) ?? shortSecretIn(view, short) ?? texts(view);
}

const tokenIn: Find = (view) => TOKENS.find(({ form }) => form.test(view))?.what;

function addressIn(view: string): string | undefined {
  const real = [...view.matchAll(ADDRESS)].some(([, domain = '']) => !RESERVED.test(domain));
  return real ? 'an address outside the reserved domains' : undefined;
}

function shortSecretIn(view: string, secrets: readonly string[]): string | undefined {
  return secrets.some((secret) => standsAlone(secret.toLowerCase(), view)) ? 'a short secret' : undefined;
}

function standsAlone(word: string, view: string): boolean {
  for (let at = view.indexOf(word); at >= 0; at = view.indexOf(word, at + 1)) {
    const around = `${view[at - 1] ?? ''}${view[at + word.length] ?? ''}`;
    if (!/[\p{L}\p{N}]/u.test(around)) return true;
  }
  return false;
}

/** Looks for all of many texts in one walk, by how they begin; longer ones first. */
function textsIndex(wanted: readonly { readonly text: string; readonly what: string }[]): Find {
  const folded = wanted
    .map(({ text, what }) => ({ text: text.normalize('NFC').toLowerCase(), what }))
    .toSorted((a, b) => b.text.length - a.text.length);
  const byStart = Map.groupBy(folded, ({ text }) => text.slice(0, SHORTEST_SECRET));
  return (view) => {
    for (let at = 0; at + SHORTEST_SECRET <= view.length; at += 1) {
      const found = byStart
        .get(view.slice(at, at + SHORTEST_SECRET))
        ?.find(({ text }) => view.startsWith(text, at));
      if (found) return found.what;
    }
    return undefined;
  };
}

/** Every text in a file, JSON in JSON too, and at last the file as it is. */
function* placesIn(name: string, content: string): Iterable<Place> {
  yield { at: 'the name of a file', text: name };
  const json = jsonOf(content);
  if (json !== undefined) yield* textsIn(name, json);
  else
    for (const [index, line] of content.split('\n').entries())
      yield { at: `${name}, line ${index + 1}`, text: line };
  yield { at: name, text: content };
}

function* textsIn(at: string, value: unknown): Iterable<Place> {
  if (typeof value === 'string') {
    const inner = /^\s*[[{]/.test(value) ? jsonOf(value) : undefined;
    if (inner !== undefined) yield* textsIn(`${at} →`, inner);
    yield { at, text: value };
  } else if (typeof value === 'number') {
    yield { at, text: String(value) };
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inside] of Object.entries(value)) {
      const path = Array.isArray(value) ? `${at}[${name}]` : `${at} ${name}`;
      yield { at: `a name in ${at}`, text: name };
      yield* textsIn(path, inside);
    }
  }
}
