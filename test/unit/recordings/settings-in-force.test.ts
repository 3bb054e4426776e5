import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

const DAY_MINUTES = 24 * 60;
const HELD = ['old==', 'stand-up==', 'weekly=='];

let plugin: RunningPlugin;
beforeAll(async () => {
  plugin = await startPlugin(
    {
      accounts: [
        accountWith(
          meeting('weekly=='),
          meeting('stand-up==', { topic: 'Daily stand-up' }),
          meeting('old==', { minutesAgo: 20 * DAY_MINUTES }),
          { ...meeting('later==', { topic: 'Another stand-up', minutesAgo: 60 }), state: 'unlisted' },
          meeting('trashed=='),
          meeting('lost=='),
        ),
      ],
    },
    { settings: { skipTitles: ['STAND-UP'] } },
  );
});
afterAll(() => plugin.stop());

const set = (settings: object) => plugin.seed({ settings });
const held = async () => (await plugin.meetings()).filter((uuid) => HELD.includes(uuid));

describe('a filter on titles', () => {
  it('keeps out what it names, and says why', async () => {
    expect(await held()).toEqual(['old==', 'weekly==']);
    expect(await plugin.state('stand-up==')).toEqual({ state: 'skipped', reason: 'filter_title' });
    // Nobody is asked for of what stays out.
    expect(plugin.zoom.counts()['GET /v2/past_meetings/{id}/participants']).toBe(4);
  });

  it('keeps out what a webhook brings, too', async () => {
    plugin.clock.pass(1);
    await plugin.zoom.finishMeeting('later==');
    await plugin.halo.idle();
    expect(await plugin.state('later==')).toEqual({ state: 'skipped', reason: 'filter_title' });
    expect(await plugin.meetings()).not.toContain('later==');
  });

  it('lets in again what it names no longer, at the next sync', async () => {
    await set({ skipTitles: [] });
    await plugin.hour();
    expect(await held()).toEqual(HELD);
    expect(await plugin.meetings()).toContain('later==');
  });

  it('takes out what came in before only in a full resync', async () => {
    await set({ skipTitles: ['weekly'] });
    await plugin.hour();
    expect(await held()).toEqual(HELD);
    await plugin.sync('full_resync');
    expect(await held()).toEqual(['stand-up==']);
    expect(await plugin.passages('weekly==')).toEqual([]);
    expect(await plugin.state('weekly==')).toEqual({ state: 'skipped', reason: 'filter_title' });
    await set({ skipTitles: [] });
    await plugin.sync('full_resync');
    expect(await held()).toEqual(HELD);
  });
});

describe('an end of keeping', () => {
  it('takes meetings out of Halo once they are older, and does not bring them back', async () => {
    await set({ retentionDays: 10 });
    await plugin.hour();
    expect(await held()).toEqual(['stand-up==', 'weekly==']);
    expect(await plugin.passages('old==')).toEqual([]);
    expect(await plugin.state('old==')).toEqual({ state: 'skipped', reason: 'retention' });
    await plugin.sync('full_resync');
    expect(await held()).toEqual(['stand-up==', 'weekly==']);
  });

  it('brings them back when it is put off', async () => {
    await set({ retentionDays: 0 });
    await plugin.sync('full_resync');
    expect(await held()).toEqual(HELD);
  });
});

describe('an org that keeps what is deleted in Zoom', () => {
  it('loses nothing by an event or a full resync', async () => {
    await set({ deletion: 'keep' });
    plugin.clock.pass(1);
    await plugin.zoom.trash('trashed==');
    plugin.inZoom('lost==').state = 'deleted';
    await plugin.sync('full_resync');
    expect(await plugin.passages('trashed==')).toHaveLength(1);
    expect(await plugin.passages('lost==')).toHaveLength(1);
    await set({ deletion: 'follow' });
    await plugin.sync('full_resync');
    expect(await plugin.meetings()).not.toContain('lost==');
    expect(await plugin.meetings()).not.toContain('trashed==');
  });
});
