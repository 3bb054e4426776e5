import { expect } from 'vitest';
import { setIngest } from '../../../halo/integrations.ts';
import { check } from '../check.ts';
import { Interruption } from '../interruption.ts';
import type { Stage } from '../stage.ts';

const CATCH_UP = { scope: 'catch_up', trigger: 'manual' };
const RESYNC = { scope: 'full_resync', trigger: 'manual' };
/** A retry that waits this long still belongs to what was started. */
const RETRY_SECONDS = 30;
/** Often enough that one request is not tried past it in a moment, and seldom enough that a job comes through. */
const TIMES = 2;

export const SYNCING = [
  check('a first sync brings in every meeting with what was said, under its namespace', async (stage) => {
    await stage.connect();
    await expectWhole(stage);
    const [said] = await stage.halo.halo.query(
      `select from knowledge_passages where org_id = $1 and starts_with(source_id, $2) and position(trim($3, ' .') in text) > 0`,
      [stage.orgId, stage.namespace('said'), stage.vendor.said],
    );
    expect(said, 'what a customer said is found in no passage').toBeDefined();
  }),

  check('a meeting with a known customer is linked to that customer', async (stage) => {
    await stage.connect();
    expect((await stage.contents()).meeting_links).not.toEqual([]);
    expect((await stage.stats())?.linkedMeetings).toBeGreaterThan(0);
  }),

  check('a sync that was stopped in the middle is finished by the next', async (stage) => {
    await stage.connect();
    const whole = new Interruption(Number.POSITIVE_INFINITY, 'before');
    await stage.call('sync', RESYNC, { watched: (host) => whole.watched(host) });
    await stage.settled();
    const { id } = await stage.vendor.record();
    const middle = new Interruption(Math.ceil(whole.calls / 2), 'before');
    const stopped = await stage.call('sync', CATCH_UP, {
      signal: middle.signal,
      watched: (host) => middle.watched(host),
    });
    expect(stopped.status).not.toBe('completed');
    await stage.run('sync', CATCH_UP);
    await stage.settled();
    expect(await stage.meetings()).toContain(id);
  }),

  check('a sync of an account in which nothing was recorded comes out well, with nothing', async (stage) => {
    stage.vendor.empty();
    await stage.connect();
    expect(await stage.meetings()).toEqual([]);
    expect(await stage.stats()).toMatchObject({ totalMeetings: 0, lastSyncAt: expect.any(String) });
    expect(await stage.run('sync', CATCH_UP)).toMatchObject({ state: 'completed' });
  }),

  check('a sync that the vendor tells to slow down loses nothing', (stage) =>
    comesThrough(stage, 'rate_limit'),
  ),
  check('a sync that meets errors on the vendor’s side loses nothing', (stage) =>
    comesThrough(stage, 'server_error'),
  ),

  check('the hour brings in what no webhook told of', async (stage) => {
    await stage.connect();
    const { id } = await stage.vendor.record();
    await stage.halo.runCron();
    await stage.settled();
    expect(await stage.meetings()).toContain(id);
  }),

  check('the hour brings nothing in while ingest is off', async (stage) => {
    await stage.connect();
    await setIngest(stage.halo.halo, stage.orgId, stage.provider, false);
    const { id } = await stage.vendor.record();
    const asked = stage.vendor.requests();
    await stage.halo.runCron();
    await stage.settled();
    expect(await stage.meetings()).not.toContain(id);
    expect(stage.vendor.requests()).toBe(asked);
  }),

  check('a meeting that was deleted is out of search as soon as the webhook says so', async (stage) => {
    await stage.connect();
    const [id = ''] = stage.vendor.meetings;
    await stage.post(await stage.vendor.remove(id));
    await stage.settled();
    await expectGone(stage, id);
  }),

  check('a meeting that was deleted goes with the next full resync where no webhook came', async (stage) => {
    await stage.connect();
    const [id = ''] = stage.vendor.meetings;
    await stage.vendor.remove(id);
    await stage.run('sync', RESYNC);
    await stage.settled();
    await expectGone(stage, id);
  }),
];

async function comesThrough(stage: Stage, kind: 'rate_limit' | 'server_error'): Promise<void> {
  await stage.connect();
  const { id } = await stage.vendor.record();
  stage.vendor.trouble(kind, TIMES);
  await stage.run('sync', CATCH_UP);
  await stage.settled(RETRY_SECONDS);
  expect(await stage.meetings()).toContain(id);
  await expectWhole(stage, [id]);
}

/** Every meeting, each with a source of its own that holds something. */
async function expectWhole(stage: Stage, more: readonly string[] = []): Promise<void> {
  expect(await stage.meetings()).toEqual([...stage.vendor.meetings, ...more].toSorted());
  const empty = await stage.halo.halo.query(
    `select external_id from meetings m where org_id = $1 and not exists (
       select from knowledge_passages p where p.org_id = m.org_id and p.source_id = m.source_id)`,
    [stage.orgId],
  );
  expect(empty).toEqual([]);
}

/** No word of it is left: neither what was said, nor what was distilled of it. */
async function expectGone(stage: Stage, id: string): Promise<void> {
  const others = stage.vendor.meetings.filter((each) => each !== id).toSorted();
  expect(await stage.meetings()).toEqual(others);
  const left = await stage.halo.halo.query(
    `select source_id from knowledge_passages where org_id = $1 and position(trim($2, ' .') in text) > 0`,
    [stage.orgId, stage.vendor.said],
  );
  expect(left).toEqual([]);
}
