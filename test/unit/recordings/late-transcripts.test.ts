import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningPlugin, SYNC, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { edit, meeting } from '../../zoom/meetings.ts';

let plugin: RunningPlugin;

beforeAll(async () => {
  const unseen = meeting('unseen==', { minutesAgo: 31, pending: true });
  plugin = await startPlugin({
    accounts: [
      accountWith(
        meeting('hooked==', { minutesAgo: 40, pending: true }),
        meeting('looked==', { minutesAgo: 40, pending: true }),
        { ...meeting('working==', { minutesAgo: 40 }), state: 'processing' },
        { ...unseen, state: 'unlisted' },
        meeting('edited=='),
        meeting('never==', { minutesAgo: 40, pending: true }),
        { ...meeting('restricted=='), restricted: true },
      ),
    ],
  });
});
afterAll(() => plugin.stop());

describe('a recording whose transcript is not there yet', () => {
  it.each(['hooked==', 'looked==', 'working==', 'never=='])('(%s) is waited for', async (uuid) => {
    expect(await plugin.state(uuid)).toEqual({
      state: 'awaiting_transcript',
      reason: 'transcript_not_ready',
    });
    expect(await plugin.meetings()).not.toContain(uuid);
  });

  it('is ingested as soon as Zoom’s webhook tells of it', async () => {
    await plugin.zoom.finishMeeting('hooked==');
    await plugin.halo.idle();
    expect(await plugin.passages('hooked==')).toEqual([expect.stringContaining('the words of hooked==')]);
  });

  it('is ingested once although Zoom sends the same news four times', async () => {
    const jobs = async () => (await plugin.halo.boss.findJobs('zoom/onWebhook')).length;
    const [delivery] = plugin.zoom.deliveries.filter(
      ({ event }) => event === 'recording.transcript_completed',
    );
    const before = await jobs();
    for (let times = 0; times < 3; times += 1) {
      const again = await fetch(delivery?.url ?? '', {
        method: 'POST',
        headers: delivery?.headers ?? {},
        body: delivery?.body ?? '',
      });
      expect(again.status).toBe(200);
    }
    await plugin.halo.idle();
    expect(await jobs()).toBe(before);
    expect((await plugin.meetings()).filter((uuid) => uuid === 'hooked==')).toHaveLength(1);
  });

  it('is ingested by webhook although no sync has ever seen it', async () => {
    await plugin.zoom.finishMeeting('unseen==');
    await plugin.halo.idle();
    expect(await plugin.passages('unseen==')).toHaveLength(1);
    expect(await plugin.state('unseen==')).toEqual({ state: 'ingested', reason: null });
  });

  it('is ingested by the look that was planned, when no webhook comes', async () => {
    for (const file of plugin.inZoom('looked==').files) file.pending = false;
    plugin.inZoom('working==').state = 'listed';
    plugin.clock.pass(50);
    await plugin.timeComes();
    expect(await plugin.passages('looked==')).toHaveLength(1);
    expect(await plugin.passages('working==')).toHaveLength(1);
  });

  it('is looked for again later, and given up after two days', async () => {
    const waiting = async () =>
      (await plugin.halo.boss.findJobs(SYNC)).filter(({ state }) => state === 'created').length;
    expect(await plugin.state('never==')).toMatchObject({ state: 'awaiting_transcript' });
    expect(await waiting()).toBe(1);
    plugin.clock.pass(48 * 60);
    await plugin.timeComes();
    expect(await plugin.state('never==')).toEqual({ state: 'no_transcript', reason: 'transcript_not_made' });
    expect(await waiting()).toBe(0);
  });

  it('and that was given up is ingested when Zoom makes the transcript after all', async () => {
    await plugin.zoom.finishMeeting('never==');
    await plugin.halo.idle();
    expect(await plugin.passages('never==')).toHaveLength(1);
  });
});

describe('a transcript that the host edits', () => {
  it('replaces its source at the next sync, under the same id', async () => {
    const [before] = await plugin.passages('edited==');
    expect(before).toContain('the words of edited==');
    edit(plugin.inZoom('edited=='), 'These are the corrected words.');
    await plugin.hour();
    expect(await plugin.passages('edited==')).toEqual(['Dana Customer: These are the corrected words.']);
  });
});

describe('a meeting that the host renames', () => {
  it('has its new title at the next sync', async () => {
    plugin.inZoom('edited==').topic = 'Quarterly';
    await plugin.hour();
    const rows = await plugin.halo.halo.query(`select title from meetings where external_id = 'edited=='`);
    expect(rows).toEqual([{ title: 'Quarterly' }]);
  });
});

describe('a recording that Zoom hands out to its host only', () => {
  it('is restricted, and not asked for again by every sync', async () => {
    expect(await plugin.state('restricted==')).toEqual({
      state: 'restricted',
      reason: 'zoom.download_restricted',
    });
    plugin.zoom.clearLog();
    await plugin.hour();
    expect(plugin.zoom.counts()).not.toHaveProperty('GET /rec/download/{file}');
  });
});
