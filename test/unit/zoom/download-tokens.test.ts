import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { credentialsOf } from '../../halo/credentials.ts';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import type { ZoomRecording } from '../../zoom/account.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting, vtt } from '../../zoom/meetings.ts';

const HOUR_MS = 3_600_000;
const LOGIN_PAGE = '<!doctype html><html><head><title>Sign In - Zoom</title></head></html>';
const NAMES = ['refused-0', 'refused-1', 'refused-2', 'refused-3', 'hours-23', 'hours-25', 'kept', 'known'];

/** Recorded days ago without a transcript of its own; the AI Companion keeps one. */
const COMPANION: ZoomRecording = {
  ...meeting('companion==', { minutesAgo: 5 * 24 * 60 }),
  files: [],
  companionTranscript: {
    createdAt: '2026-10-01T10:31:00Z',
    canDownload: true,
    content: vtt('Dana Customer: The Companion heard this.'),
  },
};

const storedTokens = z.object({ accessToken: z.string(), refreshToken: z.string() });

let plugin: RunningPlugin;
/** What files were asked for with, in order. */
const sent: string[] = [];

beforeAll(async () => {
  const recordings = NAMES.map((name) => meeting(`${name}==`, { minutesAgo: 40, pending: true }));
  plugin = await startPlugin({ accounts: [accountWith(...recordings, COMPANION)] });
});
afterAll(() => plugin.stop());
beforeEach(() => {
  plugin.zoom.faults.clear();
  sent.length = 0;
});

/** Zoom answers the first so many downloads as it does when it does not like a token: with 200 and its login page. */
function refuse(count: number): void {
  plugin.zoom.faults.add({
    match: {
      template: '/rec/download/{file}',
      where: ({ headers }) => sent.push(headers.authorization?.replace('Bearer ', '') ?? '') <= count,
    },
    times: Number.POSITIVE_INFINITY,
    respond: { status: 200, body: LOGIN_PAGE },
  });
}

/** The simulated Zoom writes into a token what it is for, as the real one does. */
function kindOf(token: string): 'webhook' | 'connection' | 'file' {
  if (plugin.zoom.deliveries.some(({ body }) => body.includes(`"${token}"`))) return 'webhook';
  const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  return claims.includes('oauth.zoom.us') ? 'connection' : 'file';
}

describe('the token of a webhook', () => {
  it.each([
    [0, ['webhook'], 'ingested'],
    [1, ['webhook', 'connection'], 'ingested'],
    [2, ['webhook', 'connection', 'file'], 'ingested'],
    [3, ['webhook', 'connection', 'file'], 'restricted'],
  ])(
    'goes first, and no token is tried again after Zoom refused it (%i refused)',
    async (refused, tokens, state) => {
      const uuid = `refused-${refused}==`;
      refuse(refused);
      await plugin.zoom.finishMeeting(uuid);
      await plugin.halo.idle();
      expect(sent.map(kindOf)).toEqual(tokens);
      expect(await plugin.state(uuid)).toMatchObject({ state });
    },
  );

  it.each([
    [23, ['webhook', 'connection']],
    [25, ['connection']],
  ])('is dead a day after its event, whenever that arrives (%i hours)', async (hours, tokens) => {
    const uuid = `hours-${hours}==`;
    for (const file of plugin.inZoom(uuid).files) file.pending = false;
    refuse(tokens.length - 1);
    await plugin.zoom.sendWebhook({
      event: 'recording.transcript_completed',
      event_ts: Date.now() - hours * HOUR_MS,
      payload: { account_id: 'accountOne', object: { uuid, host_id: 'hostOne', recording_files: [] } },
      download_token: `token-of-${uuid}`,
    });
    await plugin.halo.idle();
    expect(sent.map(kindOf)).toEqual(tokens);
    expect(await plugin.state(uuid)).toMatchObject({ state: 'ingested' });
  });
});

describe('the tokens of recording files', () => {
  it('are not tried on the AI Companion’s transcript, which they do not open', async () => {
    refuse(Number.POSITIVE_INFINITY);
    await plugin.zoom.sendWebhook({
      event: 'recording.transcript_completed',
      event_ts: Date.now(),
      payload: {
        account_id: 'accountOne',
        object: { uuid: COMPANION.uuid, host_id: 'hostOne', recording_files: [] },
      },
      download_token: 'token-of-the-recording',
    });
    await plugin.halo.idle();
    expect(sent.map(kindOf)).toEqual(['connection']);
  });
});

async function keptTokens(): Promise<string[]> {
  const rows = await plugin.halo.halo.query<{ name: string }>(
    `select name from credentials where name like 'download-token:%'`,
  );
  return rows.map(({ name }) => name);
}

/** The tables with a row that holds the text, as text or as bytes. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await plugin.halo.halo.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const hex = Buffer.from(text).toString('hex');
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await plugin.halo.halo.query(
      `select 1 from ${name} as row where strpos(row::text, $1) > 0 or strpos(row::text, $2) > 0 limit 1`,
      [text, hex],
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe('while a transcript is waited for, the token of its webhook', () => {
  let token = '';

  it('is stored, but cannot be read in any table', async () => {
    const [delivery] = await plugin.zoom.finishRecording('kept==');
    await plugin.halo.idle();
    token = JSON.parse(delivery?.body ?? '').download_token;
    // What has expired can't be read any more; the cron deletes it.
    await plugin.halo.runCron();
    await plugin.halo.idle();
    expect(await keptTokens()).toEqual(['download-token:kept==']);
    expect(await tablesWith(token)).toEqual([]);
    // The search does find what is there.
    expect(await tablesWith('kept==')).toEqual(
      expect.arrayContaining(['public.credentials', 'public.webhook_deliveries', 'zoom.recordings']),
    );
  });

  it('opens the file that is made at last, and is gone then', async () => {
    for (const file of plugin.inZoom('kept==').files) file.pending = false;
    refuse(0);
    plugin.clock.pass(50);
    await plugin.timeComes();
    expect(await plugin.state('kept==')).toMatchObject({ state: 'ingested' });
    expect(sent.filter((each) => kindOf(each) === 'webhook')).toEqual([token]);
    expect(await keptTokens()).toEqual([]);
  });
});

describe('the tokens of a connection', () => {
  it('can be read in no table either', async () => {
    const { halo } = plugin;
    const { accessToken, refreshToken } = storedTokens.parse(
      await credentialsOf(halo.halo, halo.key, halo.orgId, 'zoom').read('tokens'),
    );
    expect([await tablesWith(accessToken), await tablesWith(refreshToken)]).toEqual([[], []]);
  });
});

describe('the token of a webhook that changes nothing', () => {
  it('is not kept: no ingest would come to use it', async () => {
    for (const file of plugin.inZoom('known==').files) file.pending = false;
    await plugin.hour();
    expect(await plugin.state('known==')).toMatchObject({ state: 'ingested' });
    await plugin.zoom.finishRecording('known==');
    await plugin.halo.idle();
    expect(await keptTokens()).toEqual([]);
  });
});
