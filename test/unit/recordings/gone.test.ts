import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { distilledSourceId, transcriptSourceId } from '../../../plugin/recordings/source-ids.ts';
import { type RunningPlugin, SYNC, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';
import type { ZoomEvent } from '../../zoom/webhook-events.ts';

const UUIDS = ['back==', 'again==', '/deleted==', 'video==', 'words==', 'kept=='];
const LISTING = { template: '/v2/accounts/{id}/recordings' };

let plugin: RunningPlugin;

beforeAll(async () => {
  const said = 'The export is far too slow for us, that is a real problem.';
  const late = meeting('overtaken==', { minutesAgo: 40, pending: true, said });
  plugin = await startPlugin({
    accounts: [accountWith(...UUIDS.map((uuid) => meeting(uuid, { said })), { ...late, state: 'unlisted' })],
  });
});
afterAll(() => plugin.stop());
beforeEach(() => plugin.zoom.faults.clear());

async function sources(uuid: string): Promise<string[]> {
  const rows = await plugin.halo.halo.query<{ id: string }>(
    'select id from knowledge_sources where id = any($1) order by id',
    [[transcriptSourceId(uuid), distilledSourceId(uuid)]],
  );
  return rows.map(({ id }) => id);
}

/** What happened in Zoom while its webhooks reached nobody, in order. */
let untold: ZoomEvent[] = [];

async function notTold(happens: () => Promise<void>): Promise<void> {
  const { zoom, halo } = plugin;
  const told = zoom.deliveries.length;
  zoom.setWebhookTarget('http://127.0.0.1:1/');
  await happens();
  zoom.setWebhookTarget(`${halo.url}${halo.plugin.manifest.webhook.path}`);
  untold = zoom.deliveries.slice(told).map(({ body }) => JSON.parse(body));
}

async function tell(event: ZoomEvent | undefined): Promise<void> {
  if (!event) throw new Error('There is no such event.');
  await plugin.zoom.sendWebhook(event);
  await plugin.halo.idle();
}

const move = async (how: 'trash' | 'recover' | 'delete', uuid: string) => {
  const deliveries = await plugin.zoom[how](uuid);
  expect(deliveries.map(({ status }) => status)).toEqual([200]);
  await plugin.halo.idle();
};

describe('a recording in Zoom’s trash', () => {
  it('is out of search with all that was distilled of it, and recovered comes back under the same ids', async () => {
    const before = await sources('back==');
    expect(before).toHaveLength(2);
    await move('trash', 'back==');
    expect(await sources('back==')).toEqual([]);
    expect(await plugin.meetings()).not.toContain('back==');
    expect(await plugin.state('back==')).toEqual({ state: 'trashed', reason: 'trashed_in_zoom' });
    await move('recover', 'back==');
    expect(await sources('back==')).toEqual(before);
    expect(await plugin.state('back==')).toEqual({ state: 'ingested', reason: null });
  });

  it('is out of search again when it goes there a second time', async () => {
    await move('trash', 'again==');
    await move('recover', 'again==');
    plugin.clock.pass(1);
    await move('trash', 'again==');
    expect(await sources('again==')).toEqual([]);
    plugin.clock.pass(1);
    await move('recover', 'again==');
    expect(await sources('again==')).toHaveLength(2);
  });

  it('comes back by the next sync when the news of its recovery was lost', async () => {
    await move('trash', 'back==');
    plugin.inZoom('back==').state = 'listed';
    plugin.clock.pass(1);
    await plugin.hour();
    expect(await sources('back==')).toHaveLength(2);
  });

  it('stays gone when news of its transcript comes, be it older or newer than the news of the trash', async () => {
    await notTold(async () => {
      await plugin.zoom.finishMeeting('overtaken==');
      plugin.clock.pass(1);
      await plugin.zoom.trash('overtaken==');
    });
    const [completed, transcribed, trashed] = untold;
    plugin.zoom.clearLog();
    await tell(trashed);
    await tell(completed);
    await tell(transcribed);
    plugin.clock.pass(1);
    await tell(transcribed && { ...transcribed, event_ts: plugin.clock.now().getTime() });
    expect(await plugin.state('overtaken==')).toMatchObject({ state: 'trashed' });
    expect(plugin.zoom.counts()).toEqual({});
  });

  it('is back for good when the news of the trash comes after the news of its recovery', async () => {
    await notTold(async () => {
      await plugin.zoom.trash('kept==');
      plugin.clock.pass(1);
      await plugin.zoom.recover('kept==');
    });
    const [first, recovered] = untold;
    const before = await sources('kept==');
    await tell(first);
    await tell(recovered);
    expect(await sources('kept==')).toEqual(before);
    const overtaken = recovered && first && { ...first, event_ts: (recovered.event_ts ?? 0) - 1 };
    await tell(overtaken);
    expect(await sources('kept==')).toEqual(before);
    expect(await plugin.state('kept==')).toMatchObject({ state: 'ingested' });
  });
});

describe('a recording deleted in Zoom', () => {
  it('is out of search, and of Halo’s meetings', async () => {
    await move('delete', '/deleted==');
    expect(await sources('/deleted==')).toEqual([]);
    expect(await plugin.meetings()).not.toContain('/deleted==');
    expect(await plugin.state('/deleted==')).toMatchObject({ state: 'deleted' });
  });

  it('stays in search when only its video was deleted', async () => {
    await plugin.zoom.sendWebhook({
      event: 'recording.deleted',
      event_ts: plugin.clock.now().getTime(),
      payload: {
        account_id: 'accountOne',
        object: { uuid: 'video==', recording_files: [{ id: 'video==-mp4', file_type: 'MP4' }] },
      },
    });
    await plugin.halo.idle();
    expect(await sources('video==')).toHaveLength(2);
  });

  it('is looked for a minute after the news that its transcript went: Zoom may show that until then', async () => {
    const MINUTE_MS = 60_000;
    const before = plugin.clock.now().getTime();
    await plugin.zoom.sendWebhook({
      event: 'recording.deleted',
      event_ts: before,
      payload: {
        account_id: 'accountOne',
        object: { uuid: 'words==', recording_files: [{ id: 'words==-vtt', file_type: 'TRANSCRIPT' }] },
      },
    });
    await plugin.halo.idle();
    expect(await sources('words==')).toEqual([]);
    const [look] = await plugin.halo.halo.query<{ at: Date }>(
      `select start_after as at from pgboss.job
       where name = $1 and state = 'created' and data -> 'input' ->> 'uuid' = 'words=='`,
      [SYNC],
    );
    expect(look?.at.getTime()).toBeGreaterThanOrEqual(before + MINUTE_MS);
    expect(look?.at.getTime()).toBeLessThanOrEqual(plugin.clock.now().getTime() + MINUTE_MS);
    // It was another transcript: Zoom still has one.
    await plugin.timeComes();
    expect(await sources('words==')).toHaveLength(2);
  });
});

describe('a listing that cannot be trusted', () => {
  const runs = () =>
    plugin.halo.halo.query<{ state: string }>('select state from zoom.runs order by started_at desc limit 1');

  it.each([
    ['holds less than Zoom counts', { status: 200, body: { total_records: 9, meetings: [] } }],
    [
      'begins later than asked',
      { status: 200, body: { from: '2999-01-01', total_records: 0, meetings: [] } },
    ],
    ['is a page', { status: 200, body: '<html>Sign in</html>' }],
    ['is refused', { status: 400, body: { code: 300, message: 'Validation Failed.' } }],
  ])('because it %s deletes nothing', async (_, respond) => {
    const before = await plugin.meetings();
    plugin.zoom.faults.add({ match: LISTING, respond, times: 10 });
    await plugin.sync('full_resync');
    expect(await plugin.meetings()).toEqual(before);
    expect(await sources('kept==')).toHaveLength(2);
    plugin.zoom.faults.clear();
    await plugin.timeComes();
    expect(await plugin.meetings()).toEqual(before);
  });

  it('and is not tried again ends its run as failed', async () => {
    plugin.zoom.faults.add({ match: LISTING, respond: { status: 400, body: { code: 300, message: 'No.' } } });
    await plugin.sync('full_resync');
    expect(await runs()).toEqual([{ state: 'failed' }]);
  });

  it('although it is whole and empty, deletes nothing: only Zoom’s word that a recording is gone does', async () => {
    const before = await plugin.meetings();
    plugin.zoom.faults.add({ match: LISTING, respond: { status: 200, body: { meetings: [] } }, times: 10 });
    await plugin.sync('full_resync');
    expect(await runs()).toEqual([{ state: 'done' }]);
    expect(await plugin.meetings()).toEqual(before);
  });
});
