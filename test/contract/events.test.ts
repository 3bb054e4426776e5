import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HANDLED_EVENTS } from '../../plugin/webhook/events.ts';
import { queueName } from '../halo/jobs/queues.ts';
import { packageRoot } from '../package-root.ts';
import { type RunningPlugin, startPlugin } from '../running-plugin.ts';
import { accountWith } from '../zoom/made-up.ts';
import { meeting, vtt } from '../zoom/meetings.ts';

const CUSTOMER = { companies: [{ id: 'acme', name: 'Acme', domain: 'acme.example' }] };
const SETTINGS = { aiSummary: true };
const RULES = [{ type: 'keyword', text: 'Nightingale' }];

/** The account's only user, who connects. */
const [USER = { id: '', email: '' }] = accountWith().users;
const HOST = USER.id;

let plugin: RunningPlugin;
beforeAll(async () => {
  const summary = {
    title: 'Summary',
    content: '# Next steps\n\nThey liked it.',
    createdAt: '2026-10-15T09:40:00Z',
  };
  const companionTranscript = {
    createdAt: '2026-10-15T09:40:00Z',
    canDownload: true,
    content: vtt('Dana Customer: The Companion heard me.'),
  };
  const names = [
    'trashed',
    'deleted',
    'recovered',
    'renamed',
    'batch1',
    'batch2',
    'batch3',
    'batch4',
    'back1',
    'back2',
  ];
  plugin = await startPlugin(
    {
      accounts: [
        accountWith(
          ...names.map((name) => meeting(`${name}==`)),
          ...['late', 'awaited'].map((name) => ({
            ...meeting(`${name}==`, { pending: true, minutesAgo: 60 }),
            state: 'unlisted' as const,
          })),
          ...['written', 'rewritten', 'unwritten', 'erased', 'returned'].map((name) => ({
            ...meeting(`${name}==`),
            summary,
          })),
          { ...meeting('companion=='), state: 'unlisted', companionTranscript },
          { ...meeting('joined==', { minutesAgo: 60 }), state: 'unlisted' },
        ),
      ],
    },
    { ...CUSTOMER, settings: SETTINGS, rules: RULES },
  );
});
afterAll(() => plugin.stop());

async function send(event: string, payload: object, more: object = {}): Promise<void> {
  plugin.clock.pass(1);
  const body = {
    event,
    event_ts: plugin.clock.now().getTime(),
    payload: { account_id: 'accountOne', ...payload },
    ...more,
  };
  const deliveries = await plugin.zoom.sendWebhook(body);
  expect(deliveries.map(({ status }) => status)).toEqual([200]);
  await plugin.halo.idle();
}
const about = (event: string, uuid: string, object: object = {}) =>
  send(event, { object: { uuid, host_id: HOST, ...object } });
const summaryEvent = (event: string, uuid: string) =>
  send(event, { object: { meeting_uuid: uuid, meeting_host_id: HOST } });

const found = async (uuid: string) => (await plugin.passages(uuid)).length > 0;
const standing = async (uuid: string) => (await plugin.state(uuid))?.state;
async function summaryOf(uuid: string): Promise<string[]> {
  const id = `zoom:${Buffer.from(uuid).toString('base64url')}/summary`;
  const rows = await plugin.halo.halo.query<{ text: string }>(
    'select text from knowledge_passages where source_id = $1 order by position',
    [id],
  );
  return rows.map(({ text }) => text);
}
const rewrite = (uuid: string, content: string) => {
  const { summary } = plugin.inZoom(uuid);
  if (summary) summary.content = content;
};

/** One for each line of docs/webhooks.md. */
const EVENTS: Readonly<Record<string, readonly [string, () => Promise<void>]>> = {
  'recording.transcript_completed': [
    'brings the recording in',
    async () => {
      await plugin.zoom.finishMeeting('late==');
      await plugin.halo.idle();
      expect(await found('late==')).toBe(true);
    },
  ],
  'recording.completed': [
    'makes a recording wait, and asks Zoom nothing',
    async () => {
      plugin.zoom.clearLog();
      await about('recording.completed', 'awaited==');
      expect(await plugin.state('awaited==')).toEqual({
        state: 'awaiting_transcript',
        reason: 'transcript_not_ready',
      });
      expect(plugin.zoom.counts()).toEqual({});
    },
  ],
  'recording.trashed': [
    'takes the recording out of search',
    async () => {
      await plugin.zoom.trash('trashed==');
      await plugin.halo.idle();
      expect(await found('trashed==')).toBe(false);
      expect(await standing('trashed==')).toBe('trashed');
    },
  ],
  'recording.deleted': [
    'takes the recording out of search for good',
    async () => {
      await plugin.zoom.delete('deleted==');
      await plugin.halo.idle();
      expect(await found('deleted==')).toBe(false);
      expect(await standing('deleted==')).toBe('deleted');
    },
  ],
  'recording.recovered': [
    'brings it back under the same ids',
    async () => {
      await plugin.zoom.trash('recovered==');
      await plugin.halo.idle();
      expect(await found('recovered==')).toBe(false);
      plugin.clock.pass(1);
      await plugin.zoom.recover('recovered==');
      await plugin.halo.idle();
      expect(await found('recovered==')).toBe(true);
    },
  ],
  'recording.renamed': [
    'reads it again, so that a keyword rule on its new title holds it back, and lets it go again',
    async () => {
      plugin.inZoom('renamed==').topic = 'Project Nightingale';
      await about('recording.renamed', 'renamed==');
      expect(await found('renamed==')).toBe(false);
      expect(await plugin.state('renamed==')).toEqual({ state: 'skipped', reason: 'keyword_rule' });
      plugin.inZoom('renamed==').topic = 'Weekly';
      await about('recording.renamed', 'renamed==');
      expect(await found('renamed==')).toBe(true);
    },
  ],
  'recording.batch_trashed': [
    'takes each recording it names out of search, and no other',
    async () => {
      await send('recording.batch_trashed', {
        operation: 'trash_user_recordings',
        object: { meeting_uuids: ['batch1==', 'batch2=='] },
      });
      expect(await Promise.all(['batch1==', 'batch2==', 'batch3=='].map(found))).toEqual([
        false,
        false,
        true,
      ]);
    },
  ],
  'recording.batch_deleted': [
    'takes away what it names: a recording, or a transcript by its file, but not a video',
    async () => {
      await send('recording.batch_deleted', {
        object: {
          meetings: [
            { meeting_uuid: 'batch3==', recording_file_ids: ['batch3==-vtt'] },
            { meeting_uuid: 'batch4==', recording_file_ids: ['batch4==-mp4'] },
          ],
        },
      });
      expect(await Promise.all(['batch3==', 'batch4=='].map(found))).toEqual([false, true]);
      expect(await standing('batch3==')).toBe('deleted');
    },
  ],
  'recording.batch_recovered': [
    'brings each back',
    async () => {
      const uuids = ['back1==', 'back2=='];
      await send('recording.batch_trashed', { object: { meeting_uuids: uuids } });
      expect(await Promise.all(uuids.map(found))).toEqual([false, false]);
      await send('recording.batch_recovered', {
        object: { meetings: uuids.map((meeting_uuid) => ({ meeting_uuid })) },
      });
      expect(await Promise.all(uuids.map(found))).toEqual([true, true]);
    },
  ],
  'meeting.aic_transcript_completed': [
    'brings in a meeting that was not recorded',
    async () => {
      await send('meeting.aic_transcript_completed', {
        object: { meeting_uuid: 'companion==', host_id: HOST, attach_type: 'durable_transcript' },
      });
      expect((await plugin.passages('companion==')).join(' ')).toContain('The Companion heard me.');
    },
  ],
  'meeting.summary_completed': [
    'brings the summary in as a source of its own',
    async () => {
      rewrite('written==', 'Now they love it.');
      await summaryEvent('meeting.summary_completed', 'written==');
      expect((await summaryOf('written==')).join(' ')).toContain('Now they love it.');
    },
  ],
  'meeting.summary_updated': [
    'replaces the words of the summary',
    async () => {
      expect((await summaryOf('rewritten==')).join(' ')).toContain('They liked it.');
      rewrite('rewritten==', 'They changed their minds.');
      await summaryEvent('meeting.summary_updated', 'rewritten==');
      const words = (await summaryOf('rewritten==')).join(' ');
      expect(words).toContain('They changed their minds.');
      expect(words).not.toContain('They liked it.');
    },
  ],
  'meeting.summary_recovered': [
    'brings the summary back',
    async () => {
      await summaryEvent('meeting.summary_trashed', 'returned==');
      expect(await summaryOf('returned==')).toEqual([]);
      await summaryEvent('meeting.summary_recovered', 'returned==');
      expect(await summaryOf('returned==')).not.toEqual([]);
    },
  ],
  'meeting.summary_trashed': [
    'takes the summary out of search and leaves the transcript',
    async () => {
      expect(await summaryOf('unwritten==')).not.toEqual([]);
      await summaryEvent('meeting.summary_trashed', 'unwritten==');
      expect(await summaryOf('unwritten==')).toEqual([]);
      expect(await found('unwritten==')).toBe(true);
    },
  ],
  'meeting.summary_deleted': [
    'takes the summary out of search and leaves the transcript',
    async () => {
      expect(await summaryOf('erased==')).not.toEqual([]);
      await summaryEvent('meeting.summary_deleted', 'erased==');
      expect(await summaryOf('erased==')).toEqual([]);
      expect(await found('erased==')).toBe(true);
    },
  ],
  'meeting.participant_joined': [
    'links the meeting, once its recording comes in, to whoever joined',
    async () => {
      const participant = {
        email: 'dana@acme.example',
        user_name: 'Dana',
        join_time: plugin.inZoom('joined==').startTime,
      };
      await about('meeting.participant_joined', 'joined==', { id: '98765432101', participant });
      expect(await plugin.meetings()).not.toContain('joined==');
      plugin.clock.pass(1);
      await plugin.zoom.finishMeeting('joined==');
      await plugin.halo.idle();
      const links = await plugin.halo.halo.query<{ company: string; source: string }>(
        `select l.company_id as company, l.source from meeting_links l join meetings m on m.id = l.meeting_id
         where m.external_id = 'joined=='`,
      );
      expect(links).toEqual([{ company: 'acme', source: 'join_events' }]);
    },
  ],
  'user.deactivated': [
    'of somebody else changes nothing; of whoever connected, another user is asked for',
    async () => {
      await send('user.deactivated', { object: { id: 'somebody-else', email: 'else@example.com' } });
      expect((await plugin.stats()).health.state).toBe('connected');
      await send('user.deactivated', { object: { id: HOST, email: 'host@example.com' } });
      expect((await plugin.stats()).health).toMatchObject({
        state: 'reconnect_needed',
        reason: expect.stringContaining('deactivated'),
      });
      await plugin.connect();
    },
  ],
  'user.deleted': [
    'of whoever connected asks for another user, and what came in stays',
    async () => {
      const before = await plugin.meetings();
      await send('user.deleted', { object: { id: HOST } });
      expect((await plugin.stats()).health.state).toBe('reconnect_needed');
      expect(await plugin.meetings()).toEqual(before);
      await plugin.connect();
    },
  ],
  app_deauthorized: [
    'ends the connection at once, and everything that came in ten days later',
    async () => {
      await plugin.zoom.deauthorize(USER.email);
      await plugin.halo.idle();
      expect((await plugin.stats()).health).toMatchObject({ state: 'deauthorized' });
      const kept = await plugin.halo.halo.query<{ name: string }>('select name from credentials');
      expect(kept).toEqual([]);
      expect(await plugin.meetings()).not.toEqual([]);
      plugin.clock.pass(10 * 24 * 60);
      await plugin.timeComes(queueName('zoom', 'onDisconnect'));
      expect(await plugin.meetings()).toEqual([]);
    },
  ],
};

describe('the table of events in the docs', () => {
  it('has a line for every event that leads to work, and every line is held here', async () => {
    const text = await readFile(join(packageRoot, 'docs/webhooks.md'), 'utf8');
    const lines = [...text.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, event]) => event);
    expect(new Set(lines)).toEqual(HANDLED_EVENTS);
    expect(new Set(Object.keys(EVENTS))).toEqual(HANDLED_EVENTS);
  });
});

describe('an event', () => {
  it.each(Object.entries(EVENTS).map(([event, [does, run]]) => ({ event, does, run })))(
    '$event $does',
    ({ run }) => run(),
  );
});
