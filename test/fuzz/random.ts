/** Where a generator takes its choices from. The same source makes the same things. */
export interface Random {
  /** 0 or more, below `limit`; 0 where there is no such number. */
  below(limit: number): number;
  /** True in so much of the cases. */
  chance(share: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
}

const RANGE = 2 ** 32;

/** SplitMix32: one 32-bit state, every seed as good as another. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  return drawnFrom(() => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  });
}

/**
 * Draws these numbers, and behind the last of them nothing but 0, which chooses the first of everything and says no to
 * every chance: fewer and smaller numbers make a simpler thing, and that is how a failure is shrunk.
 */
export function following(drawn: readonly number[]): Random {
  let at = 0;
  return drawnFrom(() => drawn[at++] ?? 0);
}

/** `draw` gives whole numbers below 2^32. */
export function drawnFrom(draw: () => number): Random {
  const below = (limit: number) => Math.floor((draw() / RANGE) * limit);
  return {
    below,
    chance: (share) => draw() / RANGE >= 1 - share,
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
  };
}
