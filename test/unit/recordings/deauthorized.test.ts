import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setIngest } from '../../halo/integrations.ts';
import { queueName } from '../../halo/jobs/queues.ts';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

const [HOST = { id: '', email: '' }] = accountWith().users;
const DAY_MINUTES = 24 * 60;
const QUEUE = queueName('zoom', 'onDisconnect');

let plugin: RunningPlugin;
let deletedBefore = 0;

beforeAll(async () => {
  // Further back than the days that the tests let pass, one after the other.
  plugin = await startPlugin(
    { accounts: [accountWith(meeting('one=='), meeting('two=='))] },
    { settings: { lookbackDays: 60 } },
  );
});
afterAll(() => plugin.stop());
/** Each test begins with both meetings, and with nothing planned. */
beforeEach(async () => {
  await plugin.halo.halo.query(`delete from pgboss.job where name = $1 and state = 'created'`, [QUEUE]);
  plugin.clock.pass(1);
  await plugin.connect();
  deletedBefore = (await allDeletions()).length;
  expect(await left()).toMatchObject({ meetings: 2, credentials: 1 });
});

async function removedInZoom(): Promise<void> {
  plugin.clock.pass(1);
  await plugin.zoom.deauthorize(HOST.email);
  await plugin.halo.idle();
}

/** Waiting jobs go by the real time, which a test does not wait for. */
async function deletionJobRuns(): Promise<void> {
  await plugin.halo.halo.query(
    `update pgboss.job set start_after = now() where name = $1 and state = 'created'`,
    [QUEUE],
  );
  await plugin.halo.idle();
}

async function pass(days: number): Promise<void> {
  plugin.clock.pass(days * DAY_MINUTES);
  await deletionJobRuns();
}

const waitingUntil = async () => {
  const rows = await plugin.halo.halo.query<{ at: Date }>(
    `select start_after as at from pgboss.job where name = $1 and state = 'created'`,
    [QUEUE],
  );
  return rows.map(({ at }) => at);
};
const left = async () => {
  const [row] = await plugin.halo.halo.query<Record<string, number>>(
    `select (select count(*) from meetings)::int as meetings,
            (select count(*) from knowledge_sources)::int as sources,
            (select count(*) from zoom.recordings)::int as recordings,
            (select count(*) from credentials)::int as credentials,
            (select count(*) from zoom.connections where user_email is not null)::int as addresses`,
  );
  return row;
};
const allDeletions = async () => (await plugin.runs()).filter(({ scope }) => scope === 'purge');
/** Those of this test, newest first. */
const deletions = async () => {
  const all = await allDeletions();
  return all
    .slice(0, all.length - deletedBefore)
    .map(({ trigger, state, removed }) => ({ trigger, state, removed }));
};

describe('when the app is removed in Zoom', () => {
  it('tokens go at once, and the page says when the rest goes', async () => {
    await removedInZoom();
    expect(await left()).toMatchObject({ credentials: 0, meetings: 2 });
    const { state, purgeAt = '' } = (await plugin.stats()).health;
    expect(state).toBe('deauthorized');
    const days = (Date.parse(purgeAt) - plugin.clock.now().getTime()) / 86_400_000;
    expect(Math.round(days)).toBe(10);
    expect((await waitingUntil()).map((at) => at.toISOString())).toEqual([purgeAt]);
  });

  it('everything that came from Zoom is deleted ten days later, and the run history shows it', async () => {
    await removedInZoom();
    await pass(9);
    expect(await left()).toMatchObject({ meetings: 2 });
    await pass(1);
    expect(await left()).toEqual({ meetings: 0, sources: 0, recordings: 0, credentials: 0, addresses: 0 });
    expect(await deletions()).toEqual([{ trigger: 'deauthorized', state: 'done', removed: 2 }]);
    expect((await plugin.stats()).health).toMatchObject({
      state: 'disconnected',
      reason: expect.stringContaining('deleted'),
    });
    expect(await waitingUntil()).toEqual([]);
  });

  it('an admin can delete it all at once', async () => {
    await removedInZoom();
    await fetch(`${plugin.halo.url}/api/integrations/zoom/disconnect`, {
      method: 'POST',
      body: JSON.stringify({ data: 'purge' }),
    });
    await plugin.halo.idle();
    expect(await left()).toMatchObject({ meetings: 0, sources: 0, recordings: 0 });
    expect(await deletions()).toEqual([{ trigger: 'manual', state: 'done', removed: 2 }]);
  });

  it('a disconnect that would keep it all does not put off the deletion', async () => {
    await removedInZoom();
    await fetch(`${plugin.halo.url}/api/integrations/zoom/disconnect`, {
      method: 'POST',
      body: JSON.stringify({ data: 'keep' }),
    });
    await pass(11);
    expect(await left()).toMatchObject({ meetings: 0 });
  });

  it('nothing is deleted when Zoom was connected again in the meantime', async () => {
    await removedInZoom();
    plugin.clock.pass(1);
    await plugin.connect();
    await pass(11);
    expect(await left()).toMatchObject({ meetings: 2 });
    expect(await deletions()).toEqual([]);
  });

  it('and connected and removed again, the ten days count from the second time', async () => {
    await removedInZoom();
    plugin.clock.pass(5 * DAY_MINUTES);
    await plugin.connect();
    await removedInZoom();
    await pass(6);
    expect(await left()).toMatchObject({ meetings: 2 });
    await pass(4);
    expect(await left()).toMatchObject({ meetings: 0 });
  });

  it('the same news a second time changes nothing', async () => {
    await removedInZoom();
    const { purgeAt } = (await plugin.stats()).health;
    await removedInZoom();
    expect((await plugin.stats()).health.purgeAt).toBe(purgeAt);
    expect(await waitingUntil()).toHaveLength(1);
  });

  it('news of an install before this one changes nothing', async () => {
    const before = plugin.clock.now();
    plugin.clock.pass(1);
    await plugin.connect();
    await plugin.zoom.sendWebhook({
      event: 'app_deauthorized',
      payload: { account_id: 'accountOne', user_id: HOST.id, deauthorization_time: before.toISOString() },
    });
    await plugin.halo.idle();
    expect((await plugin.stats()).health.state).toBe('connected');
  });

  it('tokens go also while ingest is switched off', async () => {
    const { halo, orgId } = plugin.halo;
    await setIngest(halo, orgId, 'zoom', false);
    await removedInZoom();
    expect(await left()).toMatchObject({ credentials: 0 });
    expect((await plugin.stats()).health.state).toBe('deauthorized');
    await setIngest(halo, orgId, 'zoom', true);
  });
});
