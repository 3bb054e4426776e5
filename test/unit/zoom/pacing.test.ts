import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forJob } from '../../../plugin/container.ts';
import { RequestBudget, type Reservation } from '../../../plugin/store/request-budget.ts';
import { ZoomClient } from '../../../plugin/zoom/client.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { type Rig, startRig } from './rig.ts';

const ACCOUNT = 'accountOne';
/** Slow, so that the time the test itself takes does not matter. */
const ONE_A_SECOND = { perSecond: 2, share: 0.5, longestWaitMs: 60_000 };

let rig: Rig;

beforeAll(async () => {
  rig = await startRig({ accounts: [accountWith()] });
});
afterAll(() => rig.stop());
beforeEach(() => rig.halo.halo.query('delete from zoom.request_budgets'));

const budget = async () => forJob(await rig.host(), RequestBudget);

/** The waits of so many requests that ask for their turn at the same moment, shortest first. */
async function waits(count: number, budgets: readonly RequestBudget[], tier = 'medium', account = ACCOUNT) {
  const taken = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      budgets[index % budgets.length]?.reserve(account, tier, ONE_A_SECOND),
    ),
  );
  return taken.map(waitOf).toSorted((a, b) => a - b);
}

function waitOf(reservation: Reservation | undefined): number {
  if (!reservation || 'notBefore' in reservation) throw new Error('No turn was given.');
  return reservation.waitMs;
}

describe('the turns of one account and tier', () => {
  it('are spread evenly over processes that ask at the same moment', async () => {
    const together = await waits(12, await Promise.all([budget(), budget(), budget()]));
    // Twelve turns, one a second: the last is eleven seconds ahead, less the time that asking took.
    expect(together.at(-1)).toBeLessThanOrEqual(11_000);
    expect(together.at(-1)).toBeGreaterThan(6_000);
    expect(new Set(together.map((wait) => Math.round(wait / 1_000))).size).toBeGreaterThanOrEqual(10);
  });

  it('do not keep another tier or another account waiting', async () => {
    const one = await budget();
    await waits(12, [one]);
    expect((await waits(1, [one], 'light'))[0]).toBeLessThan(1_000);
    expect((await waits(1, [one], 'medium', 'another account'))[0]).toBeLessThan(1_000);
  });

  it('are not given further ahead than a job may sleep', async () => {
    const one = await budget();
    const short = { ...ONE_A_SECOND, longestWaitMs: 3_000 };
    const turns: Reservation[] = [];
    for (let asked = 0; asked < 20; asked += 1) turns.push(await one.reserve(ACCOUNT, 'medium', short));
    const refused = turns.filter((turn) => 'notBefore' in turn);
    expect(refused.length).toBeGreaterThan(0);
    expect(turns.length - refused.length).toBeGreaterThanOrEqual(3);
  });

  it('come as fast as Zoom itself says that it allows', async () => {
    const one = await budget();
    await waits(1, [one]);
    await one.learn(ACCOUNT, 'medium', 1_000);
    expect((await waits(12, [one])).at(-1)).toBeLessThan(2_000);
  });

  it('are refused until the day’s limit is renewed, and given again after it', async () => {
    const one = await budget();
    const until = new Date(Date.now() + 3_600_000);
    await one.park(ACCOUNT, 'medium', until);
    expect(await one.reserve(ACCOUNT, 'medium', ONE_A_SECOND)).toEqual({ notBefore: until });
    await one.park(ACCOUNT, 'medium', new Date(Date.now() - 1_000));
    expect(await one.reserve(ACCOUNT, 'medium', ONE_A_SECOND)).toHaveProperty('waitMs');
  });
});

describe('an org', () => {
  it('that is not connected yet is not paced: nobody knows its account', async () => {
    await rig.connect();
    await forJob(await rig.host(), ZoomClient).me();
    expect(await rig.halo.halo.query('select from zoom.request_budgets')).toEqual([]);
  });
});
