import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type RunningPlugin, startPlugin } from '../running-plugin.ts';
import { build } from '../start/build.ts';
import { eventually } from '../start/eventually.ts';
import { accountWith } from '../zoom/made-up.ts';
import { meeting } from '../zoom/meetings.ts';
import { launch, type Outcome, type Waiting } from './refresh-processes.ts';

const TOKEN = 'POST /oauth/token';
const ME = 'GET /v2/users/{id}';
const SUCCESS: Outcome = { accountId: 'accountOne' };

let plugin: RunningPlugin;

beforeAll(async () => {
  await build();
  plugin = await startPlugin({ accounts: [accountWith(meeting('one=='), meeting('two=='))] });
  await fetch(`${plugin.halo.url}/api/integrations/zoom/settings`, {
    method: 'PATCH',
    body: JSON.stringify({ zoomShare: 40 }),
  });
});
afterAll(() => plugin.stop());
/** Every test begins with an access token that has lived its hour. */
beforeEach(() => {
  plugin.clock.pass(61);
  plugin.zoom.faults.clear();
  plugin.zoom.clearLog();
});

/** One more process on the database of the running Halo, which lives in the same time. */
function another(oauthUrl = plugin.zoom.origin): Promise<Waiting> {
  const { databaseUrl, deployment } = plugin.halo;
  return launch({
    databaseUrl,
    deployment: { ...deployment, oauthUrl },
    aheadMs: plugin.clock.now().getTime() - Date.now(),
  });
}

async function ask(): Promise<Outcome> {
  const process = await another();
  process.go();
  return process.outcome();
}

/** How many of the database's connections wait for a lock of this kind. */
async function waitingFor(kind: 'advisory' | 'relation'): Promise<number> {
  const [row] = await plugin.halo.halo.query<{ count: number }>(
    `select count(*)::int from pg_locks join pg_stat_activity using (pid)
     where datname = current_database() and locktype = $1 and not granted`,
    [kind],
  );
  return row?.count ?? 0;
}

const health = async () => (await plugin.stats()).health;

describe('a refresh by real processes', () => {
  it('is sent once by eight that need a token at the same moment, and all eight go on', async () => {
    const processes = await Promise.all(Array.from({ length: 8 }, () => another()));
    for (const { go } of processes) go();
    const outcomes = await Promise.all(processes.map(({ outcome }) => outcome()));
    expect(outcomes).toEqual(Array.from({ length: 8 }, () => SUCCESS));
    expect(plugin.zoom.counts()).toEqual({ [TOKEN]: 1, [ME]: 8 });
  });

  it('leaves the pair stored that Zoom goes on accepting', async () => {
    expect(await ask()).toEqual(SUCCESS);
    expect(plugin.zoom.counts()).toEqual({ [TOKEN]: 1, [ME]: 1 });
  });

  it('goes to the next in line at once when the one that holds the lock is killed before Zoom saw it', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close().closeAllConnections());
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;

    const [holder, next] = await Promise.all([another(`http://127.0.0.1:${port}`), another()]);
    const asked = once(silent, 'request');
    holder.go();
    await asked;
    next.go();
    await eventually(
      () => waitingFor('advisory'),
      (count) => count === 1,
    );
    expect(plugin.zoom.counts()).toEqual({});
    await holder.kill();
    expect(await next.outcome()).toEqual(SUCCESS);
    expect(plugin.zoom.counts()).toEqual({ [TOKEN]: 1, [ME]: 1 });
  });
});

/** Zoom has answered, and the row with the new pair cannot be written yet: there the process dies. */
async function killBeforeSaving(): Promise<void> {
  const process = await another();
  await plugin.halo.halo.transaction(async (tx) => {
    await tx.query('lock table credentials in share mode');
    process.go();
    await eventually(
      () => waitingFor('relation'),
      (count) => count === 1,
    );
    await process.kill();
  });
}

/** Zoom has rotated the pair, and its answer never arrives. */
async function loseAnswer(): Promise<void> {
  plugin.zoom.faults.add({ match: { template: '/oauth/token' }, respond: 'lose_answer' });
  expect(await ask()).toMatchObject({ code: 'zoom.unreachable', retry: 'now' });
}

/** Everything an org would miss. */
async function belongings(): Promise<Record<string, string[]>> {
  const tables = [
    ...['teams', 'integrations', 'meetings', 'knowledge_sources', 'knowledge_passages'],
    ...['recordings', 'transcripts', 'participants', 'insights'].map((name) => `zoom.${name}`),
  ];
  const rows = tables.map(async (table) => {
    const found = await plugin.halo.halo.query<{ text: string }>(
      `select row::text as text from ${table} as row order by 1`,
    );
    return [table, found.map(({ text }) => text)] as const;
  });
  return Object.fromEntries(await Promise.all(rows));
}

describe.each([
  ['because a process is killed between Zoom’s answer and the save', 'killed==', killBeforeSaving],
  ['because Zoom’s answer is lost on the way', 'lost==', loseAnswer],
])('a rotated token pair that is lost %s', (_, uuid, lose) => {
  it('cannot be had back: the next process is told to reconnect', async () => {
    await lose();
    expect(plugin.zoom.counts()).toEqual({ [TOKEN]: 1 });
    expect(await ask()).toEqual({
      code: 'zoom.reconnect_needed',
      retry: 'never',
      advice: expect.stringContaining('press Reconnect'),
    });
  });

  it('leaves the connection in need of a reconnect, and everything else as it was', async () => {
    const before = await belongings();
    expect(before).toMatchObject({
      integrations: [expect.stringContaining('zoomShare')],
      meetings: expect.arrayContaining([expect.stringContaining('one==')]),
    });
    plugin.zoom.accounts[0]?.recordings.push(meeting(uuid));
    await plugin.hour();
    expect(await health()).toMatchObject({ state: 'reconnect_needed' });
    expect(await belongings()).toEqual(before);
  });

  it('is healed by a reconnect, which brings in what was missed', async () => {
    await plugin.connect();
    expect(await health()).toMatchObject({ state: 'connected' });
    expect(await plugin.passages(uuid)).toHaveLength(1);
    plugin.clock.pass(61);
    plugin.zoom.clearLog();
    expect(await ask()).toEqual(SUCCESS);
    expect(plugin.zoom.counts()).toEqual({ [TOKEN]: 1, [ME]: 1 });
  });
});
