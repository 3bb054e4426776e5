import type { Model } from '../../contracts/host.ts';
import { transcriptSourceId } from '../../plugin/recordings/source-ids.ts';
import { edit } from '../zoom/meetings.ts';
import { ACCOUNT, INGESTED, LATE, PLAIN, SLASH } from './abort-account.ts';
import type { Case, World } from './abort-world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const HOST = 'hostOne';

const model: Model = {
  async generate({ schemaName }) {
    if (schemaName === 'meeting_topics') return { object: { matched: [1] } };
    const quote = 'it fails every morning';
    const insight = { kind: 'pain_point', text: 'The export fails.', quote, owner: null, due: null };
    return { object: { insights: [insight] } };
  },
};

const given = (input: object) => async () => input;

/** News of Zoom's, as the door reduces it. */
function event(name: string, more: object) {
  return async ({ clock }: World) => ({
    key: `${ACCOUNT.id}:${name}`,
    event: name,
    eventTs: clock.at.getTime(),
    accountId: ACCOUNT.id,
    meetings: [],
    ...more,
  });
}

const transcriptOf = (uuid: string) => ({
  hostId: HOST,
  meetings: [{ uuid, files: [{ id: `${uuid}-vtt`, type: 'TRANSCRIPT' }] }],
});

const removed = event('app_deauthorized', { userId: HOST });

const distilling = given({
  sources: INGESTED.map(transcriptSourceId),
  rules: [{ type: 'topic', text: 'export' }],
  reason: 'manual',
});

async function runningRun({ halo }: World): Promise<object> {
  const [run] = await halo.halo.query<{ id: string }>(`select id from zoom.runs where state = 'running'`);
  return { scope: 'cancel', runId: run?.id };
}

async function pass({ clock }: World, ms: number): Promise<void> {
  clock.at = new Date(clock.at.getTime() + ms);
}

async function changeAtZoom({ zoom }: World): Promise<void> {
  const [gone, edited] = zoom.accounts[0]?.recordings ?? [];
  if (gone) gone.state = 'deleted';
  if (edited) edit(edited, 'We changed our mind about the export.');
}

async function removeApp(world: World): Promise<void> {
  await world.run('onWebhook', await removed(world));
  await world.halo.halo.query('delete from pgboss.job');
  await pass(world, 11 * DAY_MS);
}

const CONNECT: Case[] = [
  {
    name: 'onConnect',
    hook: 'onConnect',
    from: 'new',
    input: given({}),
    connects: true,
  },
];

const WEBHOOKS: Case[] = [
  {
    name: 'onWebhook, a transcript is ready',
    hook: 'onWebhook',
    from: 'listed',
    input: event('recording.transcript_completed', transcriptOf(LATE)),
  },
  {
    name: 'onWebhook, a recording is trashed',
    hook: 'onWebhook',
    from: 'distilled',
    input: event('recording.trashed', transcriptOf(PLAIN)),
  },
  {
    name: 'onWebhook, somebody joins',
    hook: 'onWebhook',
    from: 'listed',
    input: event('meeting.participant_joined', {
      meetings: [{ uuid: 'next==', files: [] }],
      participant: { email: 'guest@customer.example', joinTime: '2026-10-15T09:00:00Z' },
    }),
  },
  { name: 'onWebhook, the app is removed', hook: 'onWebhook', from: 'distilled', input: removed },
];

const SYNCS: Case[] = [
  {
    name: 'sync, catch_up',
    hook: 'sync',
    from: 'connected',
    input: given({ scope: 'catch_up', trigger: 'cron' }),
  },
  {
    name: 'sync, full_resync with one recording gone and one edited',
    hook: 'sync',
    from: 'distilled',
    since: changeAtZoom,
    input: given({ scope: 'full_resync', trigger: 'manual', by: 'admin' }),
  },
  {
    name: 'sync, backfill_transcripts',
    hook: 'sync',
    from: 'listed',
    input: given({ scope: 'backfill_transcripts', trigger: 'manual' }),
  },
  { name: 'sync, cancel', hook: 'sync', from: 'listed', input: runningRun },
  {
    name: 'sync, one recording',
    hook: 'sync',
    from: 'listed',
    input: given({ scope: 'recording', trigger: 'connect', uuid: PLAIN }),
  },
  {
    name: 'sync, one recording without a transcript yet',
    hook: 'sync',
    from: 'listed',
    input: given({ scope: 'recording', trigger: 'webhook', uuid: LATE }),
  },
  {
    name: 'sync, one recording after the hour that a token lives',
    hook: 'sync',
    from: 'listed',
    since: (world) => pass(world, 61 * MINUTE_MS),
    input: given({ scope: 'recording', trigger: 'connect', uuid: PLAIN }),
    connects: true,
    // By then it has a new token, and goes on as with the old one.
    until: /GET /,
  },
  {
    name: 'sync, the summary of a recording',
    hook: 'sync',
    from: 'ingested',
    input: given({ scope: 'recording', trigger: 'webhook', uuid: PLAIN, part: 'summary' }),
  },
];

const LINKS: Case[] = [
  {
    name: 'sync, a link that an admin removes',
    hook: 'sync',
    from: 'distilled',
    input: given({ scope: 'link', uuid: PLAIN, decision: 'removed', companyId: 'customer', by: 'admin' }),
  },
  {
    name: 'sync, a link that an admin adds',
    hook: 'sync',
    from: 'distilled',
    input: given({ scope: 'link', uuid: SLASH, decision: 'added', endUserId: 'guest', by: 'admin' }),
  },
];

const READINGS: Case[] = [
  { name: 'distill, built in', hook: 'distill', from: 'ingested', input: distilling },
  { name: 'distill, with a model', hook: 'distill', from: 'ingested', input: distilling, model },
  {
    name: 'sync, a dry run of settings',
    hook: 'sync',
    from: 'distilled',
    input: given({ scope: 'preview', settings: { unmatchedMeetings: 'skip' }, recordings: 10 }),
    answers: true,
  },
  { name: 'stats', hook: 'stats', from: 'distilled', input: given({}), answers: true },
];

const DISCONNECTS: Case[] = [
  {
    name: 'onDisconnect, keep',
    hook: 'onDisconnect',
    from: 'distilled',
    input: given({ data: 'keep' }),
    connects: true,
  },
  {
    name: 'onDisconnect, purge',
    hook: 'onDisconnect',
    from: 'distilled',
    input: given({ data: 'purge' }),
    connects: true,
  },
  {
    name: 'onDisconnect, ten days after the app was removed',
    hook: 'onDisconnect',
    from: 'distilled',
    since: removeApp,
    input: given({ data: 'purge', because: 'deauthorized' }),
  },
];

/** Every hook, in each way it can be called; but the chat, which comes in as the summary does. */
export const CASES: readonly Case[] = [
  ...CONNECT,
  ...WEBHOOKS,
  ...SYNCS,
  ...LINKS,
  ...READINGS,
  ...DISCONNECTS,
];
