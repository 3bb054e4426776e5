import type { Address } from './addresses.ts';
import { foldName, telling } from './names.ts';

/** What may tell who a sighting is of. */
export interface Marks {
  readonly address: Address | null;
  readonly name: string | null;
  readonly zoomUserId: string | null;
  readonly registrantId: string | null;
}

const STRENGTH = ['email', 'zoom', 'registrant', 'name', 'masked', 'unnamed'] as const;

/** One thing by which two sightings are known to be of the same person. */
export interface Token {
  readonly kind: (typeof STRENGTH)[number];
  readonly value: string;
}

/**
 * The tokens of one sighting: every strong one it has, else one weak one. A name joins only sightings that have
 * nothing better: two people called Alex, one of them a colleague, must not become one. A masked address belongs
 * to many people, so it never joins by itself what a name keeps apart.
 */
export function tokensOf(marks: Marks): Token[] {
  const { address, name } = marks;
  const strong: Token[] = [];
  if (address !== null && !address.masked) strong.push({ kind: 'email', value: address.key });
  if (marks.zoomUserId !== null) strong.push({ kind: 'zoom', value: marks.zoomUserId });
  if (marks.registrantId !== null) strong.push({ kind: 'registrant', value: marks.registrantId });
  if (strong.length > 0) return strong;
  const mask = address === null ? '' : address.key;
  if (name !== null) {
    const folded = telling(foldName(name));
    return [{ kind: 'name', value: mask === '' ? folded : `${folded} ${mask}` }];
  }
  return mask === '' ? [{ kind: 'unnamed', value: '' }] : [{ kind: 'masked', value: mask }];
}

/** The key of the person behind these tokens: the strongest kind, then the first in code-unit order. */
export function identityKey(tokens: readonly Token[]): string {
  const keys = STRENGTH.flatMap((kind) =>
    tokens
      .filter((token) => token.kind === kind)
      .map(tokenKey)
      .sort(),
  );
  return keys[0] ?? 'unnamed:';
}

/** Groups items that share a token, directly or through others, whatever order they come in. */
export function groupByIdentity<T extends { readonly tokens: readonly Token[] }>(items: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const known = new Set(item.tokens.map((token) => groups.get(tokenKey(token)) ?? []));
    // Moving the smaller groups into the largest keeps a long call with thousands of rejoins linear.
    const [home = [], ...others] = [...known].sort((a, b) => b.length - a.length);
    for (const member of [item, ...others.flat()]) {
      home.push(member);
      for (const token of member.tokens) groups.set(tokenKey(token), home);
    }
  }
  return [...new Set(groups.values())];
}

function tokenKey(token: Token): string {
  return `${token.kind}:${token.value}`;
}
