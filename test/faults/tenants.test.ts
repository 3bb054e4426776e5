/**
 * Many orgs on one Halo, some of which share a Zoom account, and all of which have the same customers under the same ids: each
 * does what its seed says, several at a time. TENANTS (8) orgs, TENANT_STEPS (5) steps each, SEED.
 */
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../fuzz/random.ts';
import { differences, readRows } from './chaos-rows.ts';
import {
  Borders,
  crossingsInAnswers,
  crossingsInLog,
  crossingsInReferences,
  crossingsInRows,
} from './tenants-borders.ts';
import { castOf, type Tenant } from './tenants-cast.ts';
import { walk } from './tenants-walk.ts';
import { openTenancy, type Tenancy } from './tenants-world.ts';

const ORGS = Number(process.env.TENANTS ?? 8);
const STEPS = Number(process.env.TENANT_STEPS ?? 5);
const SEED = Number(process.env.SEED ?? 20_261_125);
const RECORDINGS = 3;
const AT_ONCE = 8;
/** Orgs whose Zoom nobody else changes, to be compared with what they end with when they are alone. */
const ALONE = [2, 3];
/** Others' words that each org looks for. */
const SOUGHT = 2;
const LONG_MS = 3_600_000;

const cast = castOf(ORGS, RECORDINGS, new Date());
const plan = (index: number) => ({ steps: STEPS, seed: SEED * 1000 + index });

let crowd: Tenancy;

/** Several orgs at a time, so that their jobs run between each other's. */
async function walkAll(tenants: readonly Tenant[]): Promise<void> {
  const waiting = [...tenants.entries()];
  const walkers = Array.from({ length: AT_ONCE }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await walk(crowd, next[1], plan(next[0]));
  });
  await Promise.all(walkers);
}

beforeAll(async () => {
  crowd = await openTenancy(cast, cast.tenants);
  await walkAll(cast.tenants);
  for (const tenant of cast.tenants) await crowd.settled(tenant);
}, LONG_MS);
afterAll(() => crowd?.close());

describe(`${ORGS} orgs that do as they like`, () => {
  it('have no row, reference or line of log that is another’s', async () => {
    const borders = new Borders(cast);
    expect(await crossingsInRows(crowd, borders)).toEqual([]);
    expect([...borders.found].filter(([org, found]) => org !== 'none' && found === 0)).toEqual([]);
    expect(borders.found.size).toBeGreaterThanOrEqual(ORGS);
    expect(await crossingsInReferences(crowd)).toEqual([]);
    expect(crossingsInLog(crowd, borders)).toEqual([]);
  });

  it(
    'are shown and answered nothing of another’s, whoever asks',
    async () => {
      const borders = new Borders(cast);
      const random = seeded(SEED);
      for (const tenant of cast.tenants) {
        const foreign = Array.from(
          { length: SOUGHT },
          () => cast.tenants[random.below(ORGS)]?.calls[0] ?? '',
        );
        expect(await crossingsInAnswers(crowd, tenant, foreign, borders)).toEqual([]);
      }
    },
    LONG_MS,
  );

  it.each(ALONE)('end as if each were alone (org %i)', async (index) => {
    const tenant = cast.tenants[index];
    if (!tenant) throw new RangeError(`There is no org ${index}.`);
    const alone = await openTenancy(cast, [tenant]);
    try {
      await walk(alone, tenant, plan(index));
      const expected = await readRows(alone, tenant.orgId);
      expect(differences(expected, await readRows(crowd, tenant.orgId))).toEqual({});
    } finally {
      await alone.close();
    }
  });
});
