import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeSettings } from '../../halo/operations.ts';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

const HOUR_MS = 3_600_000;

let plugin: RunningPlugin;

beforeAll(async () => {
  plugin = await startPlugin({ accounts: [accountWith(meeting('call=='))] });
});
afterAll(() => plugin.stop());

const health = async () => (await plugin.stats()).health;
const query = (sql: string, ...values: unknown[]) => plugin.halo.halo.query(sql, values);
const tier = async (name: string) => (await health()).rateLimits?.find((each) => each.tier === name);

describe('the health of the access to Zoom', () => {
  it('tells how fast Zoom may be asked in each tier it was asked in, and that nothing waits', async () => {
    // Zoom's published limits of a plan `pro`. Nothing of the tier `heavy` was needed.
    expect((await health()).rateLimits).toEqual([
      { tier: 'light', perSecond: 30 },
      { tier: 'medium', perSecond: 20 },
    ]);
  });

  it('goes by what Zoom itself has said of the limit', async () => {
    await query(`update zoom.request_budgets set per_second = 4 where tier = 'medium'`);
    expect(await tier('medium')).toEqual({ tier: 'medium', perSecond: 4 });
  });

  it('tells until when Zoom answers nothing more', async () => {
    const renewed = new Date(Date.now() + 5 * HOUR_MS);
    plugin.zoom.faults.add({
      match: { template: '/v2/accounts/{id}/recordings' },
      respond: {
        status: 429,
        headers: { 'x-ratelimit-type': 'Daily-limit', 'retry-after': renewed.toISOString() },
        body: { code: 429, message: 'daily' },
      },
    });
    await plugin.hour();
    expect(await tier('medium')).toMatchObject({ parkedUntil: renewed.toISOString() });
    expect(await tier('light')).not.toHaveProperty('parkedUntil');
    await plugin.timeComes();
    expect(await tier('medium')).not.toHaveProperty('parkedUntil');
  });

  it('tells when the next turn is, where requests wait for theirs', async () => {
    const nextAt = new Date(Date.now() + HOUR_MS);
    await query('update zoom.request_budgets set next_at = $1 where tier = $2', nextAt, 'light');
    expect(await tier('light')).toMatchObject({ nextAt: nextAt.toISOString() });
    expect(await tier('medium')).not.toHaveProperty('nextAt');
    await query(`update zoom.request_budgets set next_at = now() where tier = 'light'`);
  });

  it('goes by what Zoom publishes of the account’s plan, for the tier of its heaviest requests, too', async () => {
    const limits = async () =>
      (await health()).rateLimits?.map(({ tier: name, perSecond }) => [name, perSecond]);
    await query(
      `insert into zoom.request_budgets (account_id, tier, next_at) values ('accountOne', 'heavy', now())`,
    );
    await query(`update zoom.request_budgets set per_second = null`);
    expect(await limits()).toEqual(expect.arrayContaining([['heavy', 10]]));
    await changeSettings(plugin.halo, plugin.halo.orgId, { zoomPlan: 'business' });
    expect(await limits()).toEqual(
      expect.arrayContaining([
        ['light', 80],
        ['medium', 60],
        ['heavy', 40],
      ]),
    );
    await query(`delete from zoom.request_budgets where tier = 'heavy'`);
  });

  it('tells nothing of another account', async () => {
    await query(`insert into zoom.request_budgets (account_id, tier, next_at, parked_until)
      values ('another', 'medium', now(), now() + interval '1 day')`);
    expect((await health()).rateLimits).toHaveLength(2);
    expect(await tier('medium')).not.toHaveProperty('parkedUntil');
  });

  it('tells since when and until when the token is good, and nothing of the token', async () => {
    const { token } = await health();
    const { refreshedAt = '', expiresAt = '' } = token ?? {};
    expect(Date.parse(expiresAt) - Date.parse(refreshedAt)).toBe(HOUR_MS);
    plugin.clock.pass(90);
    await plugin.hour();
    expect(Date.parse((await health()).token?.refreshedAt ?? '')).toBeGreaterThan(Date.parse(expiresAt));
    expect(Object.keys(token ?? {}).toSorted()).toEqual(['expiresAt', 'refreshedAt']);
  });

  it('leaves the figures readable when the tokens cannot be opened', async () => {
    await query(`update credentials set ciphertext = '\\x00' where name = 'tokens'`);
    expect(await health()).toMatchObject({
      state: 'connected',
      rateLimits: expect.any(Array),
      warnings: [{ code: 'tokens_unreadable' }],
    });
    expect(await health()).not.toHaveProperty('token');
  });

  it('is no matter of a connection that is over', async () => {
    await query(`update zoom.connections set state = 'disconnected'`);
    expect(await health()).not.toHaveProperty('rateLimits');
    expect(await health()).not.toHaveProperty('token');
  });
});
