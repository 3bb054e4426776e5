import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transcriptSourceId } from '../../plugin/recordings/source-ids.ts';
import { readRuns } from '../halo/overview.ts';
import type { HaloDatabase } from '../halo/postgres/database.ts';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import type { ZoomServer } from '../zoom/index.ts';
import { fixture, openScene, openZoom, type Scene, StillClock } from './scene.ts';

/** What a second run may write, and why. Everything else is as if it had not happened. */
const MAY_CHANGE: Readonly<Record<string, { readonly columns?: readonly string[]; readonly why: string }>> = {
  'public.credentials': { why: 'Zoom gives a connection new tokens each time it is authorized.' },
  'zoom.connections': {
    columns: ['connected_at', 'last_sync_at', 'listed_through'],
    why: 'When it was connected and listed last.',
  },
  'zoom.runs': { why: 'Every sync is a run of its own.' },
  'zoom.request_budgets': { why: 'How much of an account’s rate limit is spent, second by second.' },
  'zoom.run_items': { why: 'What each run did.' },
};

const MONTH_END = 'GMKw8JL6MBsDI4Lb6llSXg==';

let zoom: ZoomServer;
let databaseUrl: string;
let scene: Scene;
const clock = new StillClock();

/** A new Halo process, a minute later, on the same database and the same Zoom. */
async function startAgain(): Promise<void> {
  await scene?.stop();
  clock.pass(1);
  scene = await openScene(zoom, { databaseUrl, clock });
}

beforeAll(async () => {
  [zoom, databaseUrl] = [await openZoom(clock), await createTestDatabase()];
  await startAgain();
  await scene.connect();
});
afterAll(async () => {
  await scene?.stop();
  await zoom?.close();
});

describe('a second run on the same database', () => {
  it('of connect and sync ingests nothing and touches no row', async () => {
    const before = await contents(scene.halo.halo);
    expect(Object.keys(before)).toEqual(expect.arrayContaining(['public.meetings', 'zoom.recordings']));
    await startAgain();
    await scene.connect();
    const [connect] = await readRuns(scene.halo.halo, scene.halo.orgId, 1);
    expect(connect).toMatchObject({ trigger: 'connect', state: 'done', ingested: 0, failed: 0, skipped: 0 });
    await sync('catch_up');
    expect(await contents(scene.halo.halo)).toEqual(before);
  });

  it('of a whole listing afresh reads everything and still changes nothing', async () => {
    const before = await contents(scene.halo.halo, 'values');
    await sync('full_resync');
    const [run] = await readRuns(scene.halo.halo, scene.halo.orgId, 1);
    // The thirteen it has, and the one that a keyword rule holds back.
    expect(run).toMatchObject({ scope: 'full_resync', ingested: 0, unchanged: 13 + 1, failed: 0 });
    expect(await contents(scene.halo.halo, 'values')).toEqual(before);
  });

  it('of one recording reads its transcript and touches no row', async () => {
    const before = await contents(scene.halo.halo);
    zoom.clearLog();
    const end = await scene.run('sync', { scope: 'recording', trigger: 'manual', uuid: MONTH_END });
    expect(end).toMatchObject({ output: { outcome: 'unchanged' } });
    expect(zoom.counts()).toMatchObject({ 'GET /rec/download/{file}': 1 });
    expect(await contents(scene.halo.halo)).toEqual(before);
  });

  it('of a distillation under the same rules changes nothing', async () => {
    const before = await contents(scene.halo.halo);
    const { rules } = JSON.parse(await fixture('customers.json'));
    const sources = [transcriptSourceId(MONTH_END)];
    const end = await scene.run('distill', { sources, rules, reason: 'manual' });
    expect(end).toMatchObject({ output: { distilled: 0, unchanged: 1 } });
    expect(await contents(scene.halo.halo)).toEqual(before);
  });

  it('of a dry run of settings gives the same answer and touches no row', async () => {
    const before = await contents(scene.halo.halo);
    const input = { scope: 'preview', settings: { unmatchedMeetings: 'skip' }, recordings: 20 };
    const end = await scene.run('sync', input);
    expect(end).toMatchObject({ state: 'completed', output: { outcome: 'previewed' } });
    expect(await scene.run('sync', input)).toEqual(end);
    expect(await contents(scene.halo.halo)).toEqual(before);
  });

  it('of a webhook that Zoom repeats touches no row', async () => {
    zoom.setWebhookTarget(new URL(scene.halo.plugin.manifest.webhook.path, scene.halo.url).href);
    const [delivery] = await zoom.finishMeeting('6iMFN182lKdXqPAuKzgqCg==');
    await scene.settled();
    const before = await contents(scene.halo.halo);
    expect(delivery?.status).toBe(200);
    const { url = '', headers = {}, body = '' } = delivery ?? {};
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
    await scene.settled();
    expect(await contents(scene.halo.halo)).toEqual(before);
  });

  it('of a disconnect finds nothing left to do', async () => {
    expect(await scene.run('onDisconnect', { data: 'purge' })).toMatchObject({
      output: { revoked: true, purgedMeetings: 14 },
    });
    const before = await contents(scene.halo.halo);
    expect(await scene.run('onDisconnect', { data: 'purge' })).toMatchObject({
      output: { revoked: false, purgedMeetings: 0 },
    });
    expect(await contents(scene.halo.halo)).toEqual(before);
  });
});

/** A minute later, so that the newest run is the last one. */
async function sync(scope: string): Promise<void> {
  clock.pass(1);
  const response = await fetch(`${scene.halo.url}/api/integrations/zoom/sync`, {
    method: 'POST',
    body: JSON.stringify({ scope }),
  });
  expect(response.status).toBe(202);
  await scene.settled();
}

/**
 * A hash of every table of Halo and the plugin. By `rows` a row that was written again with the values it had counts
 * as changed too: PostgreSQL's `xmin` names the transaction that wrote it.
 */
async function contents(db: HaloDatabase, by: 'rows' | 'values' = 'rows'): Promise<Record<string, string>> {
  const tables = await db.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'zoom') order by 1`,
  );
  const hashed = tables.filter(({ name }) => !(name in MAY_CHANGE) || MAY_CHANGE[name]?.columns);
  const entries = hashed.map(async ({ name }) => {
    const left = MAY_CHANGE[name]?.columns;
    const version = by === 'rows' && !left ? 't.xmin::text ||' : '';
    const [row] = await db.query<{ hash: string | null }>(
      `select md5(string_agg(line, E'\\n' order by line)) as hash
       from (select ${version} (to_jsonb(t) - $1::text[])::text as line from ${name} t) lines`,
      [left ?? []],
    );
    return [name, row?.hash ?? 'empty'] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
