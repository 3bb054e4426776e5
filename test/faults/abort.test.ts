import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASES } from './abort-cases.ts';
import { type AbortWorld, type Fault, openWorld, type Undisturbed } from './abort-world.ts';

let world: AbortWorld;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe.each(CASES)('$name', (which) => {
  let undisturbed: Undisturbed;

  beforeAll(async () => {
    undisturbed = await world.undisturbed(which);
  });

  it.each(['before', 'after', 'during'] as const)(
    'stops soon and ends as if it had never been stopped, %s whichever host call that happens',
    async (moment) => {
      const { end, calls } = undisturbed;
      const faults: Fault[] = [];
      for (let nth = 1; nth <= calls; nth += 1) {
        const { at, fault } = await world.trial(which, end, nth, moment);
        if (fault) faults.push(fault);
        if (which.until?.test(at)) break;
      }
      expect(faults).toEqual([]);
    },
    300_000,
  );
});
