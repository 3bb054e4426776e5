import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

const FILES = { template: '/v2/meetings/{id}/recordings' };

let plugin: RunningPlugin;
beforeAll(async () => {
  const uuids = ['gone==', 'hidden==', 'doubted==', 'back==', 'stays=='];
  plugin = await startPlugin({ accounts: [accountWith(...uuids.map((uuid) => meeting(uuid)))] });
});
afterAll(() => plugin.stop());
beforeEach(() => {
  plugin.zoom.faults.clear();
  plugin.clock.pass(1);
});

describe('a recording that was deleted in Zoom without a word', () => {
  it('is found by a full resync, not by the hourly sync, and the run says so', async () => {
    plugin.inZoom('gone==').state = 'deleted';
    await plugin.hour();
    expect(await plugin.passages('gone==')).toHaveLength(1);
    await plugin.sync('full_resync');
    expect(await plugin.passages('gone==')).toEqual([]);
    expect(await plugin.meetings()).not.toContain('gone==');
    expect(await plugin.state('gone==')).toEqual({ state: 'deleted', reason: 'gone_from_zoom' });
    expect((await plugin.runs())[0]).toMatchObject({ scope: 'full_resync', state: 'done', removed: 1 });
  });

  it('comes back when Zoom lists it again after all', async () => {
    plugin.inZoom('gone==').state = 'listed';
    await plugin.sync('full_resync');
    expect(await plugin.passages('gone==')).toHaveLength(1);
  });
});

describe('a recording that the listing lacks', () => {
  it('stays when Zoom still has it by its uuid', async () => {
    plugin.inZoom('hidden==').state = 'unlisted';
    plugin.zoom.faults.add({
      match: FILES,
      respond: {
        status: 200,
        body: { uuid: 'hidden==', start_time: '2026-10-15T09:00:00Z', recording_files: [] },
      },
    });
    await plugin.sync('full_resync');
    expect(await plugin.passages('hidden==')).toHaveLength(1);
    plugin.inZoom('hidden==').state = 'listed';
  });

  it.each([
    ['does not allow the question', { status: 400, body: { code: 200, message: 'No permission.' } }],
    ['answers with a page', { status: 404, body: '<html>Not found</html>' }],
  ])('stays when Zoom %s', async (_, respond) => {
    plugin.inZoom('doubted==').state = 'unlisted';
    plugin.zoom.faults.add({ match: FILES, respond, times: Infinity });
    await plugin.sync('full_resync');
    expect(await plugin.passages('doubted==')).toHaveLength(1);
    plugin.zoom.faults.clear();
    plugin.inZoom('doubted==').state = 'listed';
    await plugin.timeComes();
  });
});

describe('another Zoom account', () => {
  it('that the org connects to instead does not cost it what came from the first', async () => {
    await plugin.halo.halo.query(
      `update zoom.recordings set account_id = 'account-before' where uuid = 'stays=='`,
    );
    plugin.inZoom('stays==').state = 'deleted';
    await plugin.sync('full_resync');
    expect(await plugin.passages('stays==')).toHaveLength(1);
  });
});
