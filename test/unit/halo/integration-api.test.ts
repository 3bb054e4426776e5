import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SyncInput } from '../../../contracts/generated/sync-input.ts';
import type { Halo } from '../../halo/halo.ts';
import { setIngest } from '../../halo/integrations.ts';
import { createOrg } from '../../halo/orgs.ts';
import { madeUpPlugin, NO_STATS } from './made-up-plugin.ts';
import { connectAccount, runningHalo } from './running-halo.ts';

let halo: Halo;
const synced: { orgId: string; input: SyncInput }[] = [];

beforeAll(async () => {
  halo = await runningHalo({
    plugin: madeUpPlugin({
      sync: async (input, host) => {
        synced.push({ orgId: host.org.id, input });
        return { found: 0, queued: 0, outcome: 'nothing_to_do' };
      },
    }),
  });
});
afterAll(() => halo.stop());

const api = (path: string, method = 'GET', body?: unknown) =>
  fetch(`${halo.url}/api/integrations/zoom${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

describe('settings', () => {
  it('change one at a time, and come back with the defaults of the others', async () => {
    const response = await api('/settings', 'PATCH', { lookbackDays: 90 });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      settings: { lookbackDays: 90, foldPlusTags: true, ownDomains: [] },
    });
    const next = await api('/settings', 'PATCH', { ownDomains: ['ours.example'] });
    expect(await next.json()).toMatchObject({ settings: { lookbackDays: 90, ownDomains: ['ours.example'] } });
  });

  it('name every field that is wrong, and keep what was', async () => {
    const response = await api('/settings', 'PATCH', {
      lookbackDays: 0,
      unmatchedMeetings: 'everyone',
      colour: 'red',
    });
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: Record<string, string> };
    expect(Object.keys(errors).toSorted()).toEqual(['colour', 'lookbackDays', 'unmatchedMeetings']);
    const after = await api('/settings', 'PATCH', {});
    expect(await after.json()).toMatchObject({ settings: { lookbackDays: 90 } });
  });

  it.each(['{', '[]', '"x"'])('refuse %s', async (body) => {
    expect((await api('/settings', 'PATCH', body)).status).toBe(400);
  });
});

describe('syncing', () => {
  it('runs the scope that was asked for, a catch-up by default', async () => {
    synced.length = 0;
    const response = await api('/sync', 'POST', { scope: 'full_resync' });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ jobId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    await api('/sync', 'POST');
    await halo.idle();
    expect(synced.map(({ input }) => input.scope).toSorted()).toEqual(['catch_up', 'full_resync']);
  });

  it('refuses a scope there is not', async () => {
    expect((await api('/sync', 'POST', { scope: 'recording' })).status).toBe(400);
  });

  it('is refused while ingest is off', async () => {
    await setIngest(halo.halo, halo.orgId, 'zoom', false);
    expect((await api('/sync', 'POST')).status).toBe(409);
    await setIngest(halo.halo, halo.orgId, 'zoom', true);
  });

  it('comes hourly to the orgs that are connected and have ingest on, and to no other', async () => {
    for (const id of ['connected', 'off', 'unconnected']) await createOrg(halo.halo, { id, name: id });
    await connectAccount(halo, 'account-2', 'connected');
    await connectAccount(halo, 'account-3', 'off');
    await setIngest(halo.halo, 'off', 'zoom', false);
    synced.length = 0;
    await halo.runCron();
    await halo.idle();
    expect(synced).toEqual([{ orgId: 'connected', input: { scope: 'catch_up', trigger: 'cron' } }]);
  });

  it('is scheduled every hour', async () => {
    expect(await halo.boss.getSchedules()).toMatchObject([
      { name: 'zoom/cron', cron: expect.stringMatching(/^\d+ \* \* \* \*$/) },
    ]);
  });
});

describe('asking', () => {
  it('for stats runs the hook and returns what it says', async () => {
    const response = await api('/stats');
    expect([response.status, await response.json()]).toEqual([200, NO_STATS]);
  });

  it('for runs lists the org’s own, newest first', async () => {
    const run = (orgId: string, id: string, at: string) =>
      halo.halo.query(
        'insert into zoom.runs (org_id, id, scope, trigger, state, started_at) values ($1, $2, $3, $4, $5, $6)',
        [...[orgId, id, 'catch_up', 'cron', 'done', at]],
      );
    await run(halo.orgId, 'older', '2026-03-01T10:00:00Z');
    await run(halo.orgId, 'newer', '2026-03-02T10:00:00Z');
    await run('connected', 'foreign', '2026-03-03T10:00:00Z');
    const { runs } = (await (await api('/runs')).json()) as { runs: { id: string }[] };
    expect(runs.map(({ id }) => id)).toEqual(['newer', 'older']);
  });

  it('for knowledge as nobody that Halo knows lists who may ask', async () => {
    const response = await fetch(`${halo.url}/api/knowledge/search?q=x&audience=everyone`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('company:<id>');
  });
});
