import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningPlugin, SYNC, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

const LISTING = 'GET /v2/accounts/{id}/recordings';
const PARTICIPANTS = '/v2/past_meetings/{id}/participants';
const NEW = Array.from({ length: 8 }, (_, index) => `new-${index}==`);

/** A run as Halo's API lists it. */
interface Run {
  readonly id: string;
  readonly state: string;
  readonly trigger: string;
  readonly startedBy: string | null;
  readonly found: number;
  readonly done: number;
  readonly failures: object[];
}

let plugin: RunningPlugin;

beforeAll(async () => {
  plugin = await startPlugin({ accounts: [accountWith(meeting('first=='))] });
});
afterAll(() => plugin.stop());

const runs = async (): Promise<Run[]> => {
  const response = await fetch(`${plugin.halo.url}/api/integrations/zoom/runs`);
  const body: { runs: Run[] } = JSON.parse(await response.text());
  return body.runs;
};
const newest = async () => (await runs())[0];
const page = async () => (await fetch(`${plugin.halo.url}/integrations/zoom`)).text();
const record = (uuid: string) => plugin.zoom.accounts[0]?.recordings.push(meeting(uuid));

/** Zoom's limit of the day is reached as soon as a recording is read: all that has been listed has to wait. */
function reachDailyLimit(): void {
  const renewed = new Date(plugin.clock.now().getTime() + 5 * 3_600_000);
  plugin.zoom.faults.add({
    match: { template: PARTICIPANTS },
    times: 100,
    respond: {
      status: 429,
      headers: { 'x-ratelimit-type': 'Daily-limit', 'retry-after': renewed.toISOString() },
      body: { code: 429, message: 'You have reached the maximum daily rate limit for this API.' },
    },
  });
}

/** What the jobs that were to list have answered, of those that name this run. */
async function answers(runId: string): Promise<object[]> {
  const jobs = await plugin.halo.boss.findJobs<object>(SYNC);
  return jobs
    .flatMap(({ output }) => output ?? [])
    .filter((output) => 'runId' in output && output.runId === runId);
}

describe('the history of syncs', () => {
  it('says of one that was asked for by hand who did, and of the others what set them off', async () => {
    await plugin.hour();
    await plugin.sync('catch_up');
    expect(await runs()).toMatchObject([
      { trigger: 'manual', startedBy: 'demo-admin', state: 'done' },
      { trigger: 'cron', startedBy: null, state: 'done' },
      { trigger: 'connect', startedBy: null, state: 'done' },
    ]);
  });

  it('shows a recording that failed with what to do about it', async () => {
    record('refused==');
    plugin.zoom.faults.add({
      match: { template: '/rec/download/{file}' },
      respond: { status: 302, headers: { location: 'https://elsewhere.example/file' } },
    });
    await plugin.sync('catch_up');
    const advice = expect.stringContaining('ZOOM_DOWNLOAD_HOSTS');
    expect(await newest()).toMatchObject({
      state: 'done',
      failures: [{ uuid: 'refused==', topic: 'Weekly', reason: 'zoom.host_not_allowed', advice }],
    });
    expect(await page()).toContain('whether ZOOM_DOWNLOAD_HOSTS should name this host.');
  });
});

describe('a sync that has long to go', () => {
  let running: Run | undefined;

  it('is joined by a second press of the button, which asks Zoom for nothing', async () => {
    for (const uuid of NEW) record(uuid);
    reachDailyLimit();
    plugin.zoom.clearLog();
    await plugin.sync('catch_up');
    running = await newest();
    expect(running).toMatchObject({ state: 'running', startedBy: 'demo-admin' });
    const before = await runs();
    await plugin.sync('catch_up');
    expect(await runs()).toEqual(before);
    expect(plugin.zoom.counts()).toMatchObject({ [LISTING]: 1 });
    const answered = await answers(running?.id ?? '');
    expect(answered).toHaveLength(2);
    expect(answered).toContainEqual(expect.objectContaining({ outcome: 'listed' }));
    expect(answered).toContainEqual(expect.objectContaining({ outcome: 'nothing_to_do', reason: 'joined' }));
  });

  it('is stopped by cancelling it: none of what waited comes in', async () => {
    const response = await fetch(`${plugin.halo.url}/api/integrations/zoom/sync/cancel`, {
      method: 'POST',
      body: JSON.stringify({ runId: running?.id }),
    });
    expect(response.status).toBe(202);
    await plugin.halo.idle();
    expect(await newest()).toMatchObject({ id: running?.id, state: 'cancelled' });
    plugin.zoom.faults.clear();
    await plugin.timeComes();
    expect(await plugin.meetings()).toEqual(['first==']);
  });

  it('is completed by the next sync', async () => {
    await plugin.sync('catch_up');
    const last = await newest();
    expect(last).toMatchObject({ state: 'done' });
    expect(last?.id).not.toBe(running?.id);
    expect(await plugin.meetings()).toEqual(['first==', ...NEW, 'refused=='].toSorted());
    for (const uuid of NEW) expect(await plugin.passages(uuid)).toHaveLength(1);
  });
});

describe('a sync that ended more than 90 days ago', () => {
  it('is forgotten by the next one', async () => {
    expect((await runs()).length).toBeGreaterThan(3);
    await plugin.halo.halo.query(`update zoom.runs set started_at = started_at - interval '91 days'`);
    await plugin.sync('catch_up');
    expect(await runs()).toMatchObject([{ trigger: 'manual', state: 'done' }]);
  });
});
