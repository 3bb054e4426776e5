import { createHmac } from 'node:crypto';
import { en, Faker } from '@faker-js/faker';

/**
 * Faker whose choices follow from a key and from what they are for, and from nothing else: a replacement is the same
 * whatever was replaced before it. The key is as secret as the recording: who knows it can try a guess.
 */
export class SeededFaker {
  readonly #key: string;
  readonly #faker: Faker;
  #draw: () => number = () => 0;

  constructor(key: string) {
    this.#key = key;
    this.#faker = new Faker({
      locale: [en],
      randomizer: { next: () => this.#draw(), seed: () => undefined },
    });
  }

  /** `make` may draw for something else in between. */
  drawnFor<T>(purpose: readonly string[], make: (faker: Faker) => T): T {
    const outer = this.#draw;
    this.#draw = draws(this.#key, JSON.stringify(purpose));
    try {
      return make(this.#faker);
    } finally {
      this.#draw = outer;
    }
  }
}

/** Numbers from 0 up to 1. */
function draws(key: string, purpose: string): () => number {
  let block = Buffer.alloc(0);
  let count = 0;
  let at = 0;
  return () => {
    if (at === block.length) {
      block = createHmac('sha256', key).update(`${count} ${purpose}`).digest();
      count += 1;
      at = 0;
    }
    at += 4;
    return block.readUInt32BE(at - 4) / 2 ** 32;
  };
}
