import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inBatches } from '../../halo/batches.ts';

/** Work whose batches wait until they are told to go on; `batches` holds what each was given. */
function held(size = 3) {
  const batches: string[][] = [];
  const goOn = Promise.withResolvers<void>();
  const take = inBatches(async (items: readonly string[]) => {
    batches.push([...items]);
    await goOn.promise;
    if (items.includes('bad')) throw new Error('bad');
    return items.map((item) => item.toUpperCase());
  }, size);
  return { batches, take, goOn: () => goOn.resolve() };
}

describe('work in batches', () => {
  it('begins at once with what comes alone, and takes together what gathers meanwhile', async () => {
    const { batches, take, goOn } = held();
    const results = ['a', 'b', 'c', 'd', 'e'].map(take);
    expect(batches).toEqual([['a']]);
    goOn();
    expect(await Promise.all(results)).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(batches).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
  });

  it('begins anew after a pause', async () => {
    const { take, goOn } = held();
    goOn();
    expect(await take('a')).toBe('A');
    expect(await take('b')).toBe('B');
  });

  it('answers every item with its own result, and fails exactly those that cannot be worked on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'bad'), { maxLength: 30 }),
        fc.integer({ min: 1, max: 7 }),
        async (items, size) => {
          const { take, goOn } = held(size);
          const results = Promise.allSettled(items.map(take));
          goOn();
          const seen = (await results).map((result) =>
            result.status === 'fulfilled' ? result.value : 'failed',
          );
          expect(seen).toEqual(items.map((item) => (item === 'bad' ? 'failed' : item.toUpperCase())));
        },
      ),
    );
  });
});
