import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queueName } from '../../halo/jobs/queues.ts';
import type { ZoomRequest } from '../../zoom/exchange.ts';
import { accountWith } from '../zoom-simulator/zoom-client.ts';
import { edit, meeting } from './meetings.ts';
import { type RunningPlugin, SYNC, startPlugin } from './running-plugin.ts';

const UUID = 'lost==';
const SIX_HOURS = 6 * 60;

let plugin: RunningPlugin;

beforeEach(async () => {
  plugin = await startPlugin({
    accounts: [accountWith(meeting(UUID, { said: 'Could you add a dark mode, please?' }))],
  });
});
afterEach(() => plugin.stop());

const query = (sql: string, ...values: unknown[]) => plugin.halo.halo.query<{ id: string }>(sql, values);

describe('a distillation that died with every process that took it up', () => {
  const distilled = () => query(`select id from knowledge_sources where id like 'distilled:%'`);
  /** As if its job had ended in the dead letters before anything came of it. */
  const lose = async () => {
    await query(`delete from knowledge_sources where id like 'distilled:%'`);
    await query(
      'update zoom.recordings set distilled_hash = null, distill_queued_at = $1',
      plugin.clock.now(),
    );
    await query('update zoom.recordings set distill_sends = distill_sends + 1');
  };

  it('is sent again by the hourly sync, once its job must have been lost', async () => {
    expect(await distilled()).toHaveLength(1);
    await lose();
    plugin.clock.pass(60);
    await plugin.hour();
    expect(await distilled()).toEqual([]);
    plugin.clock.pass(SIX_HOURS);
    await plugin.hour();
    expect(await distilled()).toHaveLength(1);
  });

  it('is not sent for ever, but a full resync tries once more', async () => {
    for (let times = 0; times < 3; times += 1) await lose();
    plugin.clock.pass(SIX_HOURS + 60);
    await plugin.hour();
    expect(await distilled()).toEqual([]);
    await plugin.sync('full_resync');
    expect(await distilled()).toHaveLength(1);
  });

  it('is not missed where it came to its end: the next sync sends nothing', async () => {
    const jobs = () => query('select id from pgboss.job where name = $1', queueName('zoom', 'distill'));
    const before = await jobs();
    plugin.clock.pass(SIX_HOURS + 60);
    await plugin.hour();
    expect(await jobs()).toEqual(before);
  });
});

describe('a correction in Zoom of a meeting that is in already, which could not be read at first', () => {
  const CORRECTED = 'These are the corrected words.';
  const isIn = async () => (await plugin.passages(UUID)).join().includes(CORRECTED);
  const waiting = () => query(`select id from pgboss.job where name = $1 and state = 'retry'`, SYNC);

  async function giveUp(): Promise<void> {
    while ((await waiting()).length > 0) await plugin.timeComes();
    expect(await query(`select uuid as id from zoom.run_items where outcome = 'failed'`)).toHaveLength(1);
  }
  async function lose(): Promise<void> {
    expect(await waiting()).toHaveLength(1);
    await query(`delete from pgboss.job where name = $1 and state = 'retry'`, SYNC);
  }

  it.each([
    ['has given up', giveUp],
    ['was lost', lose],
  ])('comes in with a later sync, after its job %s', async (_, comesToNothing) => {
    edit(plugin.inZoom(UUID), CORRECTED);
    const ofFile = ({ path }: ZoomRequest) => path.includes('/rec/');
    plugin.zoom.faults.add({ match: { where: ofFile }, times: Infinity, respond: { status: 503 } });
    await plugin.hour();
    await comesToNothing();
    plugin.zoom.faults.clear();
    plugin.clock.pass(60);
    await plugin.hour();
    expect(await isIn()).toBe(false);
    plugin.clock.pass(SIX_HOURS);
    await plugin.hour();
    expect(await isIn()).toBe(true);
  });
});

describe('a recording that goes to the trash while a sync is about to send its job', () => {
  it('is not sent for ever: its job finds it gone, and that is that', async () => {
    const jobs = () => query(`select id from pgboss.job where singleton_key like '%:recording:' || $1`, UUID);
    await plugin.zoom.trash(UUID);
    await plugin.halo.idle();
    // As if it had been marked as sent a moment after the news.
    await query('update zoom.recordings set queued_at = $1', plugin.clock.now());
    plugin.clock.pass(SIX_HOURS + 60);
    await plugin.hour();
    const sent = await jobs();
    plugin.clock.pass(SIX_HOURS + 60);
    await plugin.hour();
    expect(await jobs()).toEqual(sent);
    expect(await plugin.state(UUID)).toMatchObject({ state: 'trashed' });
  });
});

describe('two jobs that read one recording at once', () => {
  it('leave what was read last, whichever of them writes last', async () => {
    // The first has its file in hand when it is held up, before it asks who took part.
    let arrived = 0;
    plugin.zoom.faults.add({
      match: { where: ({ path }) => /participants/.test(path) && ++arrived === 1 },
      ...{ respond: 'slow', delayMs: 1_500, times: 1 },
    });
    edit(plugin.inZoom(UUID), 'The first correction.');
    const first = plugin.readByWebhook(UUID);
    while (arrived === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    edit(plugin.inZoom(UUID), 'The second correction.');
    await plugin.readByWebhook(UUID);
    await first;
    expect((await plugin.passages(UUID)).join()).toContain('The second correction.');
  });
});
