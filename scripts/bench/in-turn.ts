import type { Bench } from './bench.ts';

/** A connection plans a statement anew for its first five runs. */
const WARM_UP = 8;
/** What is slow is measured less often, so that the bench ends. */
const FEWEST_ROUNDS = 5;

/** How often to measure, and after how long it is enough. */
export interface Rounds {
  readonly rounds: number;
  readonly enoughMs: number;
}

/** Measures both, round after round, each of them first in every other one. The first rounds do not count. */
export async function inTurn<T>(
  { stopping }: Pick<Bench, 'stopping'>,
  [one, other]: readonly [T, T],
  { rounds, enoughMs }: Rounds,
  measure: (subject: T, round: number, counts: boolean) => Promise<void>,
): Promise<void> {
  const begin = performance.now();
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    stopping.throwIfAborted();
    if (round >= WARM_UP + FEWEST_ROUNDS && performance.now() - begin > enoughMs) break;
    for (const subject of round % 2 === 0 ? [one, other] : [other, one])
      await measure(subject, round, round >= WARM_UP);
  }
}
