import { describe, expect, it } from 'vitest';
import { fuzz, inWords } from './fuzz.ts';
import type { Target } from './target.ts';

/** Does not cope with a line that has an exclamation mark in it. */
const delicate: Target = {
  name: 'delicate',
  promise: 'every line is coped with',
  ending: 'txt',
  share: 1,
  make: (random) =>
    Buffer.from(Array.from({ length: random.below(40) }, () => random.pick(['a', 'b', '!'])).join('\n')),
  check(input) {
    if (Buffer.from(input).includes('!')) throw new Error('an exclamation mark');
  },
};
const found = await fuzz(delicate, { cases: 2_000, seed: 7 });

describe('a failure that fuzzing finds', () => {
  it('ends the search, and is made as small as it can be', () => {
    expect(found.cases).toBeLessThan(2_000);
    expect(Buffer.from(found.failure?.input ?? []).toString()).toBe('!');
  });

  it('is found again by its seed alone', async () => {
    const seed = found.failure?.seed ?? 0;
    expect((await fuzz(delicate, { cases: 100_000, seed })).failure?.input).toEqual(found.failure?.input);
  });

  it('is told with the command that keeps it', () => {
    const told = found.failure && inWords(found.failure);
    expect(told).toContain('an exclamation mark');
    expect(told).toContain(`npm run fuzz -- --target delicate --seed ${found.failure?.seed}`);
  });
});
