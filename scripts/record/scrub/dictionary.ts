import type { Faker } from '@faker-js/faker';
import { SeededFaker } from './seeded-faker.ts';

/** What can be replaced. `word` is a word of somebody's name, which their addresses and labels share. */
export type Kind =
  | 'person'
  | 'word'
  | 'address'
  | 'domain'
  | 'title'
  | 'text'
  | 'phone'
  | 'id'
  | 'secret'
  | 'url';

/** Two of these must not become one: people, customers and recordings would be taken for each other. */
const TOLD_APART: ReadonlySet<Kind> = new Set<Kind>(['word', 'domain', 'id', 'secret']);
const MOST_TRIES = 200;

/** `tries` grows while what comes out stands for something else already. */
type Make = (faker: Faker, tries: number) => string;

interface Entry {
  readonly kind: Kind;
  readonly original: string;
  readonly made: string;
}

/** What every original of a recording session was replaced by: the same one always by the same. */
export class Dictionary {
  readonly #faker: SeededFaker;
  readonly #entries = new Map<string, Entry>();
  readonly #taken = new Set<string>();
  readonly #kept = new Set<string>();

  constructor(key: string) {
    this.#faker = new SeededFaker(key);
  }

  replace(kind: Kind, original: string, make: Make): string {
    const known = this.known(kind, original);
    if (known !== undefined) return known;
    const made = this.#make(kind, original, make);
    this.#entries.set(keyOf(kind, original), { kind, original, made });
    return made;
  }

  /** What it has been replaced by as something of this kind. */
  known(kind: Kind, original: string): string | undefined {
    return this.#entries.get(keyOf(kind, original))?.made;
  }

  /** A value that is the same for everybody, and stays. */
  keep(value: string): string {
    this.#kept.add(value);
    return value;
  }

  /** Everything that stayed. */
  kept(): string[] {
    return [...this.#kept];
  }

  /** Everything that became something else. */
  originals(): Pick<Entry, 'kind' | 'original'>[] {
    return [...this.#entries.values()].filter(({ original, made }) => made !== original);
  }

  #make(kind: Kind, original: string, make: Make): string {
    for (let tries = 0; ; tries += 1) {
      const made = this.#faker.drawnFor([kind, original, String(tries)], (faker) => make(faker, tries));
      const key = keyOf(kind, made);
      // Of very short ones there are not enough for everybody.
      if (TOLD_APART.has(kind) && this.#taken.has(key) && tries < MOST_TRIES) continue;
      this.#taken.add(key);
      return made;
    }
  }
}

const keyOf = (kind: Kind, text: string): string => `${kind} ${text}`;
