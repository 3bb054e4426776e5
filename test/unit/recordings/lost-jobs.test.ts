import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { distilledSourceId } from '../../../plugin/recordings/source-ids.ts';
import { DISTILL, type RunningPlugin, SYNC, startPlugin } from '../../running-plugin.ts';
import type { ZoomRequest } from '../../zoom/exchange.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { edit, meeting } from '../../zoom/meetings.ts';

const SIX_HOURS = 6 * 60;
/** Each is of one test alone. */
const UUIDS = ['died==', 'stubborn==', 'distilled==', 'given-up==', 'lost==', 'trashed==', 'twice=='];

let plugin: RunningPlugin;

beforeAll(async () => {
  const recordings = UUIDS.map((uuid) => meeting(uuid, { said: 'Could you add a dark mode, please?' }));
  plugin = await startPlugin({ accounts: [accountWith(...recordings)] });
});
afterAll(() => plugin.stop());

const query = (sql: string, ...values: unknown[]) => plugin.halo.halo.query<{ id: string }>(sql, values);

describe('a distillation that died with every process that took it up', () => {
  const distilled = (uuid: string) =>
    query('select id from knowledge_sources where id = $1', distilledSourceId(uuid));
  /** As if its job had ended in the dead letters before anything came of it. */
  const lose = async (uuid: string) => {
    await query('delete from knowledge_sources where id = $1', distilledSourceId(uuid));
    await query(
      `update zoom.recordings set distilled_hash = null, distill_queued_at = $2, distill_sends = distill_sends + 1
       where uuid = $1`,
      uuid,
      plugin.clock.now(),
    );
  };

  it('is sent again by the hourly sync, once its job must have been lost', async () => {
    expect(await distilled('died==')).toHaveLength(1);
    await lose('died==');
    plugin.clock.pass(60);
    await plugin.hour();
    expect(await distilled('died==')).toEqual([]);
    plugin.clock.pass(SIX_HOURS);
    await plugin.hour();
    expect(await distilled('died==')).toHaveLength(1);
  });

  it('is not sent for ever, but a full resync tries once more', async () => {
    for (let times = 0; times < 3; times += 1) await lose('stubborn==');
    plugin.clock.pass(SIX_HOURS + 60);
    await plugin.hour();
    expect(await distilled('stubborn==')).toEqual([]);
    await plugin.sync('full_resync');
    expect(await distilled('stubborn==')).toHaveLength(1);
  });

  it('is not missed where it came to its end: the next sync sends nothing', async () => {
    const jobs = () => query('select id from pgboss.job where name = $1', DISTILL);
    const before = await jobs();
    plugin.clock.pass(SIX_HOURS + 60);
    await plugin.hour();
    expect(await jobs()).toEqual(before);
  });
});

describe('a correction in Zoom of a meeting that is in already, which could not be read at first', () => {
  const CORRECTED = 'These are the corrected words.';
  const isIn = async (uuid: string) => (await plugin.passages(uuid)).join().includes(CORRECTED);
  const waiting = () => query(`select id from pgboss.job where name = $1 and state = 'retry'`, SYNC);

  async function giveUp(): Promise<void> {
    while ((await waiting()).length > 0) await plugin.timeComes();
    const failed = await query(`select uuid as id from zoom.run_items where outcome = 'failed'`);
    expect(failed).toEqual([{ id: 'given-up==' }]);
  }
  async function lose(): Promise<void> {
    expect(await waiting()).toHaveLength(1);
    await query(`delete from pgboss.job where name = $1 and state = 'retry'`, SYNC);
  }

  it.each([
    ['has given up', 'given-up==', giveUp],
    ['was lost', 'lost==', lose],
  ])('comes in with a later sync, after its job %s', async (_, uuid, comesToNothing) => {
    edit(plugin.inZoom(uuid), CORRECTED);
    const ofFile = ({ path }: ZoomRequest) => path.includes('/rec/');
    plugin.zoom.faults.add({ match: { where: ofFile }, times: Infinity, respond: { status: 503 } });
    await plugin.hour();
    await comesToNothing();
    plugin.zoom.faults.clear();
    plugin.clock.pass(60);
    await plugin.hour();
    expect(await isIn(uuid)).toBe(false);
    plugin.clock.pass(SIX_HOURS);
    await plugin.hour();
    expect(await isIn(uuid)).toBe(true);
  });
});

describe('a recording that goes to the trash while a sync is about to send its job', () => {
  it('is not sent for ever: its job finds it gone, and that is that', async () => {
    const uuid = 'trashed==';
    const jobs = () => query(`select id from pgboss.job where singleton_key like '%:recording:' || $1`, uuid);
    await plugin.zoom.trash(uuid);
    await plugin.halo.idle();
    // As if it had been marked as sent a moment after the news.
    await query('update zoom.recordings set queued_at = $2 where uuid = $1', uuid, plugin.clock.now());
    plugin.clock.pass(SIX_HOURS + 60);
    await plugin.hour();
    const sent = await jobs();
    plugin.clock.pass(SIX_HOURS + 60);
    await plugin.hour();
    expect(await jobs()).toEqual(sent);
    expect(await plugin.state(uuid)).toMatchObject({ state: 'trashed' });
  });
});

describe('two jobs that read one recording at once', () => {
  it('leave what was read last, whichever of them writes last', async () => {
    const uuid = 'twice==';
    // The first has its file in hand when it is held up, before it asks who took part.
    let arrived = 0;
    plugin.zoom.faults.add({
      match: { where: ({ path }) => /participants/.test(path) && ++arrived === 1 },
      ...{ respond: 'slow', delayMs: 1_500, times: 1 },
    });
    edit(plugin.inZoom(uuid), 'The first correction.');
    const first = plugin.readByWebhook(uuid);
    while (arrived === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    edit(plugin.inZoom(uuid), 'The second correction.');
    await plugin.readByWebhook(uuid);
    await first;
    expect((await plugin.passages(uuid)).join()).toContain('The second correction.');
  });
});
