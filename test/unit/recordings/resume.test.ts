import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningPlugin, SYNC, startPlugin } from '../../running-plugin.ts';
import type { ZoomRequest } from '../../zoom/exchange.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

const LISTING = '/v2/accounts/{id}/recordings';
const DAY_MINUTES = 24 * 60;
/** One recording in each of the windows of half a year. */
const UUIDS = [1, 35, 65, 95, 125, 155].map((days) => `days-${days}==`);

let plugin: RunningPlugin;
/** The windows that Zoom was asked for, by their first day. */
let asked: (string | null)[] = [];

beforeAll(async () => {
  const recordings = UUIDS.map((uuid) => meeting(uuid, { minutesAgo: daysOf(uuid) * DAY_MINUTES }));
  plugin = await startPlugin({ accounts: [accountWith(...recordings)] }, { settings: { lookbackDays: 175 } });
});
afterAll(() => plugin.stop());
beforeEach(() => {
  asked = [];
  plugin.zoom.faults.clear();
});

function daysOf(uuid: string): number {
  return Number(/\d+/.exec(uuid)?.[0]);
}

/** Notes every window that is asked for, and lets the n-th of them fail in a way that no job tries again at once. */
function failAt(nth: number): void {
  const note = (request: ZoomRequest) => {
    if (!request.query.get('next_page_token')) asked.push(request.query.get('from'));
    return false;
  };
  plugin.zoom.faults.add({ match: { template: LISTING, where: note }, respond: 'cut' });
  const tomorrow = new Date(plugin.clock.now().getTime() + 86_400_000).toISOString();
  plugin.zoom.faults.add({
    match: { template: LISTING, where: () => asked.length === nth },
    respond: {
      status: 429,
      headers: { 'x-ratelimit-type': 'Daily-limit', 'retry-after': tomorrow },
      body: { code: 429, message: 'You have reached the maximum daily rate limit for this API.' },
    },
  });
}

const newest = async () => (await plugin.runs())[0];

describe('a listing of half a year that is interrupted', () => {
  it('goes on with the window it was in, as the same run, and counts right', async () => {
    failAt(3);
    await plugin.sync('full_resync');
    expect(asked).toHaveLength(3);
    const interrupted = await newest();
    expect(interrupted).toMatchObject({ scope: 'full_resync', state: 'running' });
    await plugin.timeComes();
    const [one, two, three, ...rest] = asked;
    expect(rest[0]).toBe(three);
    expect(rest).not.toContain(one);
    expect(rest).not.toContain(two);
    expect(rest).toHaveLength(4);
    const { id } = interrupted ?? {};
    expect(await newest()).toMatchObject({ id, state: 'done', found: 6, unchanged: 6, ingested: 0 });
  });

  it('begins again when a newer version of the plugin wrote how far it came', async () => {
    failAt(3);
    await plugin.sync('full_resync');
    await plugin.halo.halo.query(
      `update zoom.runs set checkpoint = '{"version":2,"page":7}' where state = 'running'`,
    );
    await plugin.timeComes();
    const [one, , , ...rest] = asked;
    expect(rest[0]).toBe(one);
    expect(rest).toHaveLength(6);
    expect(await newest()).toMatchObject({ state: 'done', found: 6 });
  });

  it('is taken over by the next sync only once its process has been silent for two minutes', async () => {
    failAt(3);
    await plugin.sync('full_resync');
    // As if the job had died without a word a moment ago, and had not come back.
    await plugin.halo.halo.query(`delete from pgboss.job where state in ('created', 'retry')`);
    const { id } = (await newest()) ?? {};
    await plugin.halo.halo.query('update zoom.runs set beat_at = $1 where id = $2', [plugin.clock.now(), id]);
    await plugin.halo.halo.query('update zoom.request_budgets set parked_until = null');
    await plugin.sync('full_resync');
    expect(asked).toHaveLength(3);
    plugin.clock.pass(3);
    await plugin.sync('full_resync');
    expect(asked.slice(3)).toHaveLength(4);
    expect(await newest()).toMatchObject({ id, state: 'done', found: 6 });
  });
});

describe('a recording that waits for its job', () => {
  const jobs = async () => {
    const [row] = await plugin.halo.halo.query<{ jobs: number }>(
      `select count(*)::int as jobs from pgboss.job where data #>> '{input,uuid}' = $1`,
      [UUIDS[0]],
    );
    return row?.jobs ?? 0;
  };

  it('is not sent another by the hourly sync, but is after six hours, when its job must have been lost', async () => {
    const waits = (at: Date) =>
      plugin.halo.halo.query(
        `update zoom.recordings set state = 'discovered', queued_at = $2 where uuid = $1`,
        [UUIDS[0], at],
      );
    await waits(plugin.clock.now());
    const before = await jobs();
    plugin.clock.pass(60);
    await plugin.hour();
    expect(await jobs()).toBe(before);
    plugin.clock.pass(6 * 60);
    await plugin.hour();
    expect(await jobs()).toBe(before + 1);
    expect(await plugin.state(UUIDS[0] ?? '')).toMatchObject({ state: 'ingested' });
  });
});

it('a sync whose process died when all was done, before Halo was told, is over', async () => {
  await plugin.sync('full_resync');
  const before = await plugin.runs();
  const [job] = await plugin.halo.halo.query<{ id: string }>(
    `select id from pgboss.job where name = $1 and data -> 'input' ->> 'scope' = 'full_resync'
     order by created_on desc limit 1`,
    [SYNC],
  );
  // What Halo's job queue does once the job's time is up.
  await plugin.halo.halo.query(
    `update pgboss.job set state = 'retry', completed_on = null, output = null, start_after = now() where id = $1`,
    [job?.id],
  );
  await plugin.halo.idle();
  expect(await plugin.runs()).toEqual(before);
  expect(
    await plugin.halo.halo.query(
      `select state, output ->> 'reason' as reason from pgboss.job where id = $1`,
      [job?.id],
    ),
  ).toEqual([{ state: 'completed', reason: 'joined' }]);
});
