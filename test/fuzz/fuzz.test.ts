import { describe, expect, it } from 'vitest';
import { storedInputs } from './fixtures.ts';
import { casesOf, fuzz, inWords } from './fuzz.ts';
import { TARGETS } from './targets.ts';

/** The same cases every time: others are for `npm run fuzz`. */
const SEED = 20_261_015;
const CASES = 20_000;

describe.each(TARGETS)('$name', (target) => {
  it(target.promise, async () => {
    const { failure } = await fuzz(target, { cases: casesOf(target, CASES, TARGETS), seed: SEED });
    expect(failure && inWords(failure)).toBeUndefined();
  });
});

describe('what was not coped with once', async () => {
  const stored = await Promise.all(
    TARGETS.map(async (target) => (await storedInputs(target)).map((each) => ({ ...each, target }))),
  );
  it.each(stored.flat())('is coped with now: $target.name/$name', async ({ target, input }) => {
    await target.check(input);
  });
});
