import fc from 'fast-check';
import { drawnFrom, following, type Random } from './random.ts';

/** Something a generator made, and the numbers that it drew for it. */
export interface Drawn<T> {
  readonly made: T;
  readonly numbers: readonly number[];
}

const HIGHEST = 2 ** 32 - 1;
const lists = fc.array(fc.nat(HIGHEST));

/** What fast-check can draw out of a generator of ours, and shrink: by fewer and smaller numbers for it to draw. */
export function drawing<T>(make: (random: Random) => T): fc.Arbitrary<Drawn<T>> {
  return new Drawing(make);
}

class Drawing<T> extends fc.Arbitrary<Drawn<T>> {
  readonly #make: (random: Random) => T;

  constructor(make: (random: Random) => T) {
    super();
    this.#make = make;
  }

  generate(source: fc.Random): fc.Value<Drawn<T>> {
    const numbers: number[] = [];
    const made = this.#make(
      drawnFrom(() => {
        const number = source.nextInt(0, HIGHEST);
        numbers.push(number);
        return number;
      }),
    );
    return new fc.Value({ made, numbers }, undefined);
  }

  // Nothing is ever given to it but what it has made itself.
  canShrinkWithoutContext(value: unknown): value is Drawn<T> {
    return typeof value === 'object' && value !== null && 'numbers' in value;
  }

  shrink({ numbers }: Drawn<T>, context: unknown): fc.Stream<fc.Value<Drawn<T>>> {
    return lists
      .shrink([...numbers], context)
      .map(
        ({ value, context: next }) =>
          new fc.Value({ made: this.#make(following(value)), numbers: value }, next),
      );
  }
}
