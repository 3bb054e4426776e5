/** Who asks. Staff see everything but what is held back; a customer sees what is general, and their own. */
export type Asker =
  | { readonly kind: 'staff' }
  | { readonly kind: 'public' }
  | { readonly kind: 'company'; readonly id: string }
  | { readonly kind: 'user'; readonly id: string };

/** The words accepted for an asker, with their synonyms. */
const KINDS = new Map<string, Asker['kind']>([
  ['staff', 'staff'],
  ['internal', 'staff'],
  ['public', 'public'],
  ['general', 'public'],
  ['company', 'company'],
  ['user', 'user'],
  ['end_user', 'user'],
]);

export const ACCEPTED_ASKERS = 'staff, public, company:<id>, user:<id>';

/** Reads `staff`, `public`, `company:<id>` or `user:<id>`; undefined if it is none of them. */
export function parseAsker(text: string): Asker | undefined {
  const [, word = '', id = ''] = /^([a-z_]+)(?::(.+))?$/.exec(text.trim()) ?? [];
  const kind = KINDS.get(word);
  if (kind === undefined) return undefined;
  if (kind === 'staff' || kind === 'public') return id === '' ? { kind } : undefined;
  return id === '' ? undefined : { kind, id };
}
