import { ADDRESS, replacedAddress } from './addresses.ts';
import { movedDate } from './dates.ts';
import type { Dictionary } from './dictionary.ts';
import { isAmount, isFieldName, type Treatment, treatmentOf } from './fields.ts';
import { replacedMessage } from './messages.ts';
import { learnText, replacedPerson, replacedText } from './texts.ts';
import { replacedId, replacedSecret, replacedUrl } from './urls.ts';

/** How the parts of an answer are replaced. */
interface Scrubbing {
  readonly dictionary: Dictionary;
  /** Dates are moved by as many. */
  readonly days: number;
  /** Names and ids only, so that they are known before any text is replaced. */
  readonly learning: boolean;
}

/** The same fields, lists, types and lengths; the values are others where they may tell of somebody. */
export function replacedJson(scrubbing: Scrubbing, value: unknown, field = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => replacedJson(scrubbing, item, field));
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(([name, inner]) => [
      isFieldName(name) ? name : replacedString(scrubbing, name, ''),
      replacedJson(scrubbing, inner, name),
    ]);
    return Object.fromEntries(fields);
  }
  if (typeof value === 'number' && !isAmount(field, value)) {
    return Number(replacedId(scrubbing.dictionary, String(value)));
  }
  return typeof value === 'string' && value !== '' ? replacedString(scrubbing, value, field) : value;
}

type Named = Extract<Treatment, string>;
type Replace = (dictionary: Dictionary, text: string) => string;

const REPLACE: Readonly<Record<Named, Replace>> = {
  person: replacedPerson,
  address: (dictionary, text) => text.replace(ADDRESS, (address) => replacedAddress(dictionary, address)),
  title: (dictionary, text) => replacedText(dictionary, 'title', text),
  text: (dictionary, text) => replacedText(dictionary, 'text', text),
  phone: (dictionary, text) => replacedId(dictionary, text),
  id: replacedId,
  secret: replacedSecret,
  url: replacedUrl,
  message: replacedMessage,
};

/** Texts may name anybody, so they wait until everybody is known. */
const TEXTS: ReadonlySet<Named> = new Set<Named>(['title', 'text', 'message']);

function replacedString({ dictionary, days, learning }: Scrubbing, value: string, field: string): string {
  const treatment = treatmentOf(field);
  if (typeof treatment === 'object' && treatment.kept(value)) return dictionary.keep(value);
  const named = typeof treatment === 'string' && fits(treatment, value) ? treatment : undefined;
  const moved = named === undefined ? movedDate(value, days) : undefined;
  if (moved !== undefined) return moved;
  // An id in a field that nobody knows is still the same id.
  const known = named === undefined ? dictionary.known('id', value) : undefined;
  if (known !== undefined) return known;
  const kind = named ?? 'text';
  if (!learning || !TEXTS.has(kind)) return REPLACE[kind](dictionary, value);
  learnText(dictionary, value);
  return value;
}

/** A list of addresses holds nothing but them; anything else in the field is a text. */
const fits = (treatment: Named, value: string): boolean =>
  treatment !== 'address' || value.replace(ADDRESS, '').replace(/[\s;,]/g, '') === '';
