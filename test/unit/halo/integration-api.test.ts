import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SyncInput } from '../../../contracts/generated/sync-input.ts';
import type { Halo } from '../../halo/halo.ts';
import { setIngest } from '../../halo/integrations.ts';
import { queueName } from '../../halo/jobs/queues.ts';
import { hookJob, sendJobs } from '../../halo/jobs/sender.ts';
import { requestCancel } from '../../halo/operations.ts';
import { createOrg } from '../../halo/orgs.ts';
import type { Session } from '../../halo/sessions.ts';
import { madeUpPlugin, NO_STATS } from './made-up-plugin.ts';
import { connectAccount, runningHalo } from './running-halo.ts';

const ADMIN: Session = {
  orgId: 'demo',
  userId: 'dana',
  permissions: ['integrations:view', 'integrations:manage'],
};

let halo: Halo;
let session: Session = ADMIN;
const synced: { orgId: string; input: SyncInput }[] = [];

beforeAll(async () => {
  halo = await runningHalo({
    plugin: madeUpPlugin({
      sync: async (input, host) => {
        synced.push({ orgId: host.org.id, input });
        return { found: 0, queued: 0, outcome: 'nothing_to_do' };
      },
    }),
    sessions: { of: () => session },
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

  it('may be tried by whoever may see them, in a job that knows what they would be', async () => {
    synced.length = 0;
    session = { ...ADMIN, permissions: ['integrations:view'] };
    const response = await api('/settings/dry-run', 'POST', { settings: { retentionDays: 30 } });
    session = ADMIN;
    expect([response.status, await response.json()]).toEqual([
      200,
      { considered: 0, skippedNow: 0, skippedNext: 0, reasons: {}, changed: [] },
    ]);
    expect(synced).toMatchObject([
      { input: { scope: 'preview', settings: { lookbackDays: 90, retentionDays: 30 }, recordings: 50 } },
    ]);
    session = { ...ADMIN, permissions: [] };
    expect((await api('/settings/dry-run', 'POST', { settings: {} })).status).toBe(403);
    session = ADMIN;
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

  it('says who asked for it', async () => {
    synced.length = 0;
    await api('/sync', 'POST');
    await halo.idle();
    expect(synced.map(({ input }) => input)).toEqual([{ scope: 'catch_up', trigger: 'manual', by: 'dana' }]);
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

describe('cancelling a sync', () => {
  const run = (id: string, state: string, orgId = halo.orgId) =>
    halo.halo.query(
      `insert into zoom.runs (org_id, id, scope, trigger, state, started_at)
       values ($1, $2, 'catch_up', 'cron', $3, '2026-02-01')`,
      [orgId, id, state],
    );
  const cancel = (runId: unknown, headers = {}) =>
    fetch(`${halo.url}/api/integrations/zoom/sync/cancel`, {
      method: 'POST',
      body: JSON.stringify({ runId }),
      headers,
    });
  beforeAll(async () => {
    await run('going', 'running');
    await run('over', 'done');
    await run('of-others', 'running', 'connected');
  });
  afterAll(() => halo.halo.query(`delete from zoom.runs where started_at = '2026-02-01'`));

  it('sends the plugin the run that is to stop', async () => {
    synced.length = 0;
    expect((await cancel('going')).status).toBe(202);
    await halo.idle();
    expect(synced).toEqual([{ orgId: halo.orgId, input: { scope: 'cancel', runId: 'going' } }]);
  });

  it('starts before everything of the org that waits already', async () => {
    const own = await runningHalo({ workers: false });
    await own.halo.query(
      `insert into zoom.runs (org_id, id, scope, trigger, state) values ($1, 'going', 'catch_up', 'cron', 'running')`,
      [own.orgId],
    );
    const waiting = Array.from({ length: 50 }, (_, index) => {
      const input = { scope: 'recording', trigger: 'cron', uuid: `u${index}` };
      return hookJob('zoom', own.orgId, { hook: 'sync', input, key: `u${index}` });
    });
    await own.halo.transaction((tx) => sendJobs(own.boss, tx, waiting));
    await requestCancel(own, own.orgId, 'going');
    const [first] = await own.boss.fetch(queueName('zoom', 'sync'));
    await own.stop();
    expect(first?.data).toMatchObject({ input: { scope: 'cancel', runId: 'going' } });
  });

  it.each(['over', 'of-others', 'unknown'])(
    'is refused for a run that is not going on here: %s',
    async (id) => {
      expect((await cancel(id)).status).toBe(409);
    },
  );

  it('is refused without the run’s id, and from another site’s page', async () => {
    expect((await cancel(undefined)).status).toBe(400);
    expect((await cancel('going', { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('is for those who may change the integration', async () => {
    session = { ...ADMIN, permissions: ['integrations:view'] };
    expect((await cancel('going')).status).toBe(403);
    session = ADMIN;
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

  it('for runs says who began each, what failed and what to do about it', async () => {
    await halo.halo.query(
      `insert into zoom.recordings (org_id, uuid, topic, links) values ($1, 'u1', 'Review', '[]')`,
      [halo.orgId],
    );
    const failure = { uuid: 'u1', reason: 'zoom.not_permitted', advice: 'Check the role in Zoom.' };
    await halo.halo.query(
      `insert into zoom.runs (org_id, id, scope, trigger, state, started_at, started_by, error, advice, removed, failures)
       values ($1, 'newest', 'catch_up', 'manual', 'failed', '2026-03-04', 'dana', 'Zoom is away.', 'Wait.', 2, $2)`,
      [halo.orgId, JSON.stringify([failure])],
    );
    const { runs } = (await (await api('/runs')).json()) as { runs: object[] };
    expect(runs[0]).toMatchObject({
      ...{ startedBy: 'dana', error: 'Zoom is away.', advice: 'Wait.', removed: 2 },
      failures: [{ ...failure, topic: 'Review' }],
    });
  });

  it('for knowledge as nobody that Halo knows lists who may ask', async () => {
    const response = await fetch(`${halo.url}/api/knowledge/search?q=x&audience=everyone`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('company:<id>');
  });
});
