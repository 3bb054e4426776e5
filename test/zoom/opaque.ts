import { createHash } from 'node:crypto';

/** Makes strings that look random but follow from a seed, so that fixtures come out the same on every run. */
export class OpaqueStrings {
  readonly #seed: string;
  readonly #made = new Map<string, string[]>();
  #count = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** The same string for the same parts. */
  of(...parts: (string | number)[]): string {
    return createHash('sha256')
      .update([this.#seed, ...parts].join('\0'))
      .digest('base64url');
  }

  /** A new string at each call. */
  next(label: string): string {
    this.#count += 1;
    const made = this.of(label, this.#count);
    const others = this.#made.get(label);
    if (others) others.push(made);
    else this.#made.set(label, [made]);
    return made;
  }

  /** What `next` has made under a label. A token is signed with several of its own. */
  made(label: string): readonly string[] {
    return this.#made.get(label) ?? [];
  }

  /** Zoom's tokens are long JWTs; a column of 255 characters cannot hold one. */
  nextToken(label: string, claims: Record<string, unknown>): string {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signature = Array.from({ length: 8 }, () => this.next(label)).join('');
    return `${part({ alg: 'HS512', zm: 'synthesised' })}.${part(claims)}.${signature}`;
  }
}

/** A meeting uuid as Zoom makes them: 16 bytes in base64, so `/` and `+` occur; the traps are chosen on purpose. */
export function meetingUuid(
  name: string,
  trap: 'plain' | 'leading_slash' | 'double_slash' = 'plain',
): string {
  for (let attempt = 0; ; attempt += 1) {
    const hash = createHash('sha256').update(`${name}\0${attempt}`).digest();
    const uuid = hash.subarray(0, 16).toString('base64');
    if (trapOf(uuid) === trap) return uuid;
  }
}

function trapOf(uuid: string): 'plain' | 'leading_slash' | 'double_slash' | 'single_slash' {
  if (uuid.includes('//')) return 'double_slash';
  if (uuid.startsWith('/')) return 'leading_slash';
  return uuid.includes('/') ? 'single_slash' : 'plain';
}

/** A meeting's numeric id, of eleven digits as Zoom's are; the same for the same text. */
export const meetingNumber = (text: string): number =>
  80_000_000_000 + (createHash('sha256').update(text).digest().readUInt32BE(0) % 10_000_000_000);
