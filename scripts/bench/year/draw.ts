import { de, en, Faker } from '@faker-js/faker';

/** Chance from a seed: the same order of questions gets the same answers on every run. */
export class Draw {
  readonly #faker: Faker;

  constructor(seed: number) {
    this.#faker = new Faker({ locale: [en, de], seed });
  }

  happens(share: number): boolean {
    return this.#faker.datatype.boolean({ probability: share });
  }

  between(min: number, max: number): number {
    return this.#faker.number.int({ min, max });
  }

  one<T>(from: readonly T[]): T {
    return this.#faker.helpers.arrayElement(from);
  }

  some<T>(from: readonly T[], min: number, max: number): T[] {
    return this.#faker.helpers.arrayElements(from, { min, max });
  }

  /** One of these, each as often as its weight says. */
  weighted<T>(choices: readonly (readonly [value: T, weight: number])[]): T {
    return this.#faker.helpers.weightedArrayElement(choices.map(([value, weight]) => ({ value, weight })));
  }

  personName(): string {
    return `${this.#faker.person.firstName()} ${this.#faker.person.lastName()}`;
  }

  companyName(): string {
    return this.#faker.company.name();
  }

  /** Some moment of the year 2026. */
  moment(): Date {
    return this.#faker.date.between({ from: '2026-01-01T06:00:00Z', to: '2026-12-31T18:00:00Z' });
  }

  phoneNumber(): string {
    return `+1415555${this.#faker.string.numeric(4)}`;
  }
}

/** A name as it stands in an address or a domain. */
export function slug(name: string, between: string): string {
  const plain = name.normalize('NFD').replace(/[^a-zA-Z ]+/g, '');
  return plain.trim().toLowerCase().replace(/ +/g, between);
}
