import { z } from 'zod';
import type { PluginManifest } from '../../contracts/generated/manifest.ts';

export type Settings = Readonly<Record<string, unknown>>;

/** What is wrong with a field, in words for the person who filled it in. */
export type FieldErrors = Readonly<Record<string, string>>;

export type SettingsCheck =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly errors: FieldErrors };

/** Of an entry, to know it again by. */
const LONGEST_QUOTE = 100;
const UNSTORABLE = 'This holds a character that cannot be stored.';

/** Checks settings against the manifest's JSON Schema, and fills in its defaults. */
export type SettingsSchema = (value: unknown) => SettingsCheck;

export function settingsSchema({
  settings: { type, additionalProperties, properties },
}: Pick<PluginManifest, 'settings'>): SettingsSchema {
  // The manifest's own contract has proved the outer shape; fromJSONSchema refuses what it cannot read.
  const schema = z.fromJSONSchema({ type, additionalProperties, properties } as z.core.JSONSchema.JSONSchema);
  return (value) => {
    const checked = schema.safeParse(withObjectsEmptied(value));
    const issues = checked.success ? [] : checked.error.issues.flatMap((issue) => fieldErrors(issue, value));
    const errors = Object.fromEntries([...unstorable(value), ...issues.toReversed()]);
    if (!checked.success || Object.keys(errors).length > 0) return { ok: false, errors };
    return { ok: true, settings: z.record(z.string(), z.unknown()).parse(checked.data) };
  };
}

/**
 * No setting holds an object, and no entry of one does. What stands in an object is nothing to ask: the schema compares the
 * `length` of whatever has one, and an object can refuse to become a number.
 */
function withObjectsEmptied(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, setting]) => [
      field,
      Array.isArray(setting) ? setting.map(emptied) : emptied(setting),
    ]),
  );
}

function emptied(value: unknown): unknown {
  return isObject(value) ? {} : value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** PostgreSQL takes neither NUL nor half a surrogate pair. */
function unstorable(value: unknown): [string, string][] {
  if (!isObject(value)) return [];
  const isStorable = (text: unknown) => typeof text !== 'string' || !/\0|\p{Surrogate}/u.test(text);
  return Object.entries(value).flatMap(([field, setting]) =>
    [setting].flat().every(isStorable) ? [] : [[field, UNSTORABLE]],
  );
}

function fieldErrors(issue: z.core.$ZodIssue, value: unknown): [string, string][] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [key, 'There is no such setting.']);
  const [field = 'settings'] = issue.path;
  const entry = issue.path.length > 1 ? `${entryInWords(value, issue.path)}: ` : '';
  return [[String(field), `${entry}${problemInWords(issue)}`]];
}

/** An entry by its words, and one that has none by its place: an object can refuse to become text. */
function entryInWords(value: unknown, path: readonly PropertyKey[]): string {
  const entry = path.reduce<unknown>(
    (within, key) => (typeof within === 'object' && within !== null ? Reflect.get(within, key) : undefined),
    value,
  );
  if (typeof entry !== 'string') return `Entry ${Number(path[1]) + 1}`;
  return entry.length > LONGEST_QUOTE ? `“${entry.slice(0, LONGEST_QUOTE)}…”` : `“${entry}”`;
}

function problemInWords(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_big' && issue.origin === 'number') return `${issue.maximum} at most.`;
  if (issue.code === 'too_small' && issue.origin === 'number') return `${issue.minimum} at least.`;
  if (issue.code === 'invalid_type' && /^(?:number|int)$/.test(issue.expected))
    return 'This takes a whole number.';
  if (issue.code === 'invalid_format' && issue.format === 'email') return 'This is no e-mail address.';
  return issue.message;
}
