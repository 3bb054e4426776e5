import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readDeadLetters, retryDeadLetter } from '../../halo/jobs/dead-letters.ts';
import { queueName } from '../../halo/jobs/queues.ts';
import { requestDisconnect } from '../../halo/operations.ts';
import { type RunningPlugin, SYNC, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

const LISTING = { template: '/v2/accounts/{id}/recordings' };
const HOST = 'host@example.com';

let plugin: RunningPlugin;

beforeAll(async () => {
  const series = ['one==', 'two==', 'three=='].map((uuid, index) =>
    meeting(uuid, { minutesAgo: 120 + index }),
  );
  plugin = await startPlugin({ accounts: [accountWith(...series)], largestPage: 2 });
});
afterAll(() => plugin.stop());
beforeEach(() => {
  plugin.zoom.faults.clear();
  plugin.zoom.clearLog();
});

const newMeeting = (uuid: string) => plugin.zoom.accounts[0]?.recordings.push(meeting(uuid));
/** What the job that failed with this code says. */
async function outputOf(code: string): Promise<object | undefined> {
  const jobs = await plugin.halo.boss.findJobs<object>(SYNC);
  return jobs
    .flatMap(({ output }) => output ?? [])
    .find((output) => 'code' in output && output.code === code);
}

const health = async () => (await plugin.stats()).health;

describe('three occurrences of one meeting id', () => {
  it('are three meetings', async () => {
    expect(await plugin.meetings()).toEqual(['one==', 'three==', 'two==']);
  });
});

describe('a sync', () => {
  it('waits out a limit per second, and nothing is missing afterwards', async () => {
    newMeeting('limited==');
    plugin.zoom.faults.add({
      match: LISTING,
      times: 2,
      respond: { status: 429, headers: { 'retry-after': '1' }, body: { code: 429, message: 'per-second' } },
    });
    await plugin.hour();
    expect(await plugin.passages('limited==')).toHaveLength(1);
  });

  it('is parked by the daily limit until Zoom’s own date, and then goes on', async () => {
    newMeeting('parked==');
    const renewed = new Date(Date.now() + 5 * 3_600_000);
    plugin.zoom.faults.add({
      match: LISTING,
      respond: {
        status: 429,
        headers: { 'x-ratelimit-type': 'Daily-limit', 'retry-after': renewed.toISOString() },
        body: { code: 429, message: 'daily' },
      },
    });
    await plugin.hour();
    const [waiting] = (await plugin.halo.boss.findJobs(SYNC)).filter(({ state }) => state === 'created');
    expect(waiting?.startAfter).toEqual(renewed);
    expect(plugin.zoom.counts()).toMatchObject({ 'GET /v2/accounts/{id}/recordings': 1 });
    await plugin.timeComes();
    expect(await plugin.passages('parked==')).toHaveLength(1);
  });

  it('begins its listing again when a page token dies, and has no recording twice', async () => {
    newMeeting('token==');
    plugin.zoom.faults.add({
      match: { ...LISTING, where: ({ query }) => query.has('next_page_token') },
      respond: { status: 400, body: { code: 300, message: 'The next page token is invalid or expired.' } },
    });
    await plugin.hour();
    expect(await plugin.passages('token==')).toHaveLength(1);
    const meetings = await plugin.meetings();
    expect(new Set(meetings).size).toBe(meetings.length);
  });

  it('that was given up is found with what to do about it, and comes through when it is tried again', async () => {
    newMeeting('refused==');
    const body = { code: 200, message: 'No permission.' };
    plugin.zoom.faults.add({ match: LISTING, respond: { status: 403, body } });
    await plugin.hour();
    const { total, letters } = await readDeadLetters(plugin.halo, plugin.halo.orgId, 10);
    expect(total).toBe(1);
    expect(letters).toMatchObject([
      { about: 'A catch-up sync', error: { code: 'zoom.not_permitted', advice: expect.any(String) } },
    ]);
    await retryDeadLetter(plugin.halo, plugin.halo.orgId, letters[0]?.id ?? '');
    await plugin.halo.idle();
    expect(await plugin.passages('refused==')).toHaveLength(1);
    expect(await readDeadLetters(plugin.halo, plugin.halo.orgId, 10)).toMatchObject({ total: 0 });
  });

  it('that finds nothing new asks for nothing but the listing, and writes no content', async () => {
    const written = () =>
      plugin.halo.halo.query(
        `select id, updated_at from knowledge_sources union all select id::text, updated_at from meetings`,
      );
    const before = await written();
    await plugin.hour();
    expect(await written()).toEqual(before);
    expect(Object.keys(plugin.zoom.counts())).toEqual(['GET /v2/accounts/{id}/recordings']);
  });
});

describe('a wrong client secret', () => {
  it('costs no org its grant: the connection goes on when the secret is right again', async () => {
    newMeeting('secret==');
    const right = plugin.secrets.ZOOM_CLIENT_SECRET;
    plugin.secrets.ZOOM_CLIENT_SECRET = 'mistyped';
    plugin.clock.pass(61);
    await plugin.hour();
    expect(await health()).toMatchObject({ state: 'connected' });
    expect(await outputOf('zoom.app_credentials')).toMatchObject({
      advice: expect.stringContaining('ZOOM_CLIENT_SECRET'),
    });
    plugin.secrets.ZOOM_CLIENT_SECRET = right;
    await plugin.timeComes();
    expect(await plugin.passages('secret==')).toHaveLength(1);
  });
});

describe('a grant that Zoom has ended', () => {
  it('leaves the connection in need of a reconnect, says what to do, and keeps what was ingested', async () => {
    const before = await plugin.meetings();
    plugin.zoom.setWebhookTarget('http://127.0.0.1:1/');
    await plugin.zoom.deauthorize(HOST);
    plugin.zoom.setWebhookTarget(`${plugin.halo.url}/api/integrations/zoom/webhook`);
    newMeeting('missed==');
    await plugin.hour();
    expect(await health()).toMatchObject({ state: 'reconnect_needed', reason: expect.stringMatching(/\.$/) });
    expect(await outputOf('zoom.reconnect_needed')).toMatchObject({
      advice: expect.stringContaining('Reconnect'),
    });
    expect(await plugin.meetings()).toEqual(before);
  });

  it('is not asked for again by the next cron', async () => {
    await plugin.hour();
    expect(plugin.zoom.counts()).toEqual({});
  });

  it('is healed by a reconnect, which brings in what was missed', async () => {
    await plugin.connect();
    expect(await health()).toMatchObject({ state: 'connected' });
    expect(await plugin.passages('missed==')).toHaveLength(1);
  });

  it('in the middle of a sync is healed by a reconnect too, without a wait for what no job could read', async () => {
    newMeeting('halfway==');
    const ends = () => {
      void plugin.halo.halo.query(`update zoom.connections set state = 'reconnect_needed'`);
      return true;
    };
    plugin.zoom.faults.add({ match: { ...LISTING, where: ends }, respond: 'slow', delayMs: 300 });
    await plugin.hour();
    expect(await plugin.state('halfway==')).toMatchObject({ state: 'discovered' });
    await plugin.connect();
    expect(await plugin.passages('halfway==')).toHaveLength(1);
  });

  it('because the app was removed in Zoom is forgotten, and a disconnect afterwards has nothing to revoke', async () => {
    plugin.clock.pass(1);
    await plugin.zoom.deauthorize(HOST);
    await plugin.halo.idle();
    expect(await health()).toMatchObject({ state: 'deauthorized' });
    await requestDisconnect(plugin.halo, plugin.halo.orgId, 'keep');
    await plugin.halo.idle();
    const jobs = await plugin.halo.boss.findJobs(queueName('zoom', 'onDisconnect'));
    expect(jobs.filter(({ state }) => state === 'completed')).toMatchObject([
      { output: { revoked: false, purgedMeetings: 0 } },
    ]);
  });
});
