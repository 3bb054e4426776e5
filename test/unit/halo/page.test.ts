import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Stats } from '../../../contracts/generated/stats-output.ts';
import type { Halo } from '../../halo/halo.ts';
import { ingestIsOn } from '../../halo/integrations.ts';
import { createOrg } from '../../halo/orgs.ts';
import { applySeed } from '../../halo/seed.ts';
import type { Session } from '../../halo/sessions.ts';
import { madeUpPlugin, manifest, NO_STATS } from './made-up-plugin.ts';
import { runningHalo } from './running-halo.ts';

const ADMIN: Session = {
  orgId: 'demo',
  userId: 'dana',
  permissions: ['integrations:view', 'integrations:manage'],
};
const PAGE = '/integrations/zoom';

let halo: Halo;
let session: Session = ADMIN;
let stats: Stats = NO_STATS;

beforeAll(async () => {
  halo = await runningHalo({
    plugin: madeUpPlugin({ stats: async () => stats }),
    sessions: { of: () => session },
  });
  await applySeed(halo, 'demo', {
    companies: [{ id: 'acme', name: 'Acme & <Sons>' }],
    endUsers: [{ id: 'dana', name: 'Dana', companyId: 'acme' }],
  });
  await createOrg(halo.halo, { id: 'other', name: 'Other' });
  await halo.halo.query(
    `insert into zoom.recordings values
       ('demo', 'u1', '<script>alert(1)</script>', '2026-03-01T10:00:00Z', 30, 'sam@ours.example', 'ingested', null,
        'customers', '[{"companyId":"acme","email":"dana@acme.example","source":"invitees","method":"domain","confidence":0.72}]'),
       ('demo', 'u2', 'Kick-off', '2026-03-02T10:00:00Z', 30, null, 'no_transcript', 'transcript_not_made', null, '[]'),
       ('other', 'u3', 'Of another org', '2026-03-02T10:00:00Z', 30, null, 'ingested', null, 'general', '[]')`,
  );
  await halo.halo.query(
    `insert into zoom.insights values
       ('demo', 'u1', 'pain_point', 'The export fails', 'the export fails every night', 'Dana', 65000, 'zoom:u1', 0)`,
  );
});
afterAll(() => halo.stop());
beforeEach(() => {
  session = ADMIN;
  stats = NO_STATS;
});

const get = async (query = '') => (await fetch(`${halo.url}${PAGE}${query}`)).text();
const post = (action: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${halo.url}${PAGE}/${action}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers,
    redirect: 'manual',
  });
const withHealth = (health: Partial<Stats['health']>): Stats => ({
  ...NO_STATS,
  health: { ...NO_STATS.health, ...health },
});

describe('the page', () => {
  it.each([
    ['disconnected', 'Connect Zoom', 'Connect Zoom to bring in recorded meetings'],
    ['connected', 'Sync now', 'There is nothing to do.'],
    ['degraded', 'Reconnect Zoom', 'Some permissions were not granted'],
    ['reconnect_needed', 'Reconnect Zoom', 'Zoom no longer accepts this connection'],
    ['deauthorized', 'Connect Zoom', 'Halo holds no access to Zoom any more'],
  ] as const)('says of a connection that is %s what to do next', async (state, button, next) => {
    stats = withHealth({ state });
    const page = await get();
    expect(page).toContain(button);
    expect(page).toContain(next);
  });

  it('says that no webhook comes, why, and what takes its place', async () => {
    stats = withHealth({
      state: 'connected',
      zoomAccountId: 'account-1',
      mode: 'account',
      webhookReason: 'Zoom could not reach it.',
    });
    const page = await get();
    expect(page).toMatch(/Webhook.*Not active.*Halo looks for new transcripts hourly/s);
    expect(page).toContain('Zoom could not reach it. Reconnect to try again.');
    stats = withHealth({ state: 'connected', zoomAccountId: 'account-1', mode: 'account', webhook: 'api' });
    expect(await get()).not.toContain('Not active');
  });

  it('says when Zoom last checked the webhook’s address, and warns of what will break', async () => {
    const webhookValidatedAt = new Date(Date.now() - 100 * 3_600_000).toISOString();
    const code = 'webhook_validation_old' as const;
    const warning = { code, message: 'It was long ago.', advice: 'Press Validate & wait.' };
    stats = withHealth({
      state: 'connected',
      zoomAccountId: 'account-1',
      mode: 'account',
      webhook: 'app',
      webhookValidatedAt,
      warnings: [warning],
    });
    const page = await get();
    expect(page).toContain(`Zoom checked the address <time datetime="${webhookValidatedAt}"`);
    expect(page).toContain('<strong>It was long ago.</strong> Press Validate &amp; wait.');
  });

  it('offers diagnostics to download, to those who may ask for them', async () => {
    const link = 'href="/api/integrations/zoom/diagnostics" download="zoom-diagnostics.json"';
    expect(await get()).toContain(link);
    session = { ...ADMIN, permissions: ['integrations:view'] };
    expect(await get()).not.toContain('diagnostics');
  });

  it('says who connected which account, in whose name', async () => {
    const connectedAt = new Date(Date.now() - 3 * 86_400_000).toISOString();
    stats = withHealth({
      ...{ state: 'connected', zoomAccountId: 'account-1', zoomUser: 'sam@ours.example' },
      ...{ connectedBy: 'dana', connectedAt },
    });
    const page = await get();
    expect(page).toContain('<code>account-1</code>');
    expect(page).toContain('In the name of sam@ours.example');
    expect(page).toMatch(/Connected by dana <time [^>]*>3 days ago/);
  });

  describe('says of the health of a connection', () => {
    const connected = {
      state: 'connected',
      zoomAccountId: 'account-1',
      mode: 'account',
      webhook: 'app',
    } as const;
    const panel = async () =>
      (await get()).split('aria-labelledby="health"')[1]?.split('</section>')[0] ?? '';

    const SIGNS: readonly [string, Partial<Stats['health']>, readonly RegExp[]][] = [
      ['that all is well', {}, [/Accepted/, /All \d+ granted/, /Active/, /none has come yet/, /Not yet/]],
      [
        'when access was renewed',
        { token: { expiresAt: new Date().toISOString(), refreshedAt: new Date().toISOString() } },
        [/Renewed <time [^>]*>just now/],
      ],
      ['that access was refused', { state: 'reconnect_needed' }, [/Refused.*Reconnect to renew it/s]],
      [
        'that permissions are missing',
        { missingScopes: [{ scope: 'meeting:read:past_meeting:admin', optional: true, costs: 'Less.' }] },
        [/badge warning">1 of \d+ missing/],
      ],
      [
        'that the day’s limit is reached, and until when',
        { rateLimits: [{ tier: 'heavy', perSecond: 10, parkedUntil: '2026-03-02T00:00:00.000Z' }] },
        [/Limit of the day reached.*<time datetime="2026-03-02T00:00:00.000Z"/s],
      ],
      [
        'that requests wait their turn',
        { rateLimits: [{ tier: 'heavy', perSecond: 10, nextAt: '2026-03-02T00:00:00.000Z' }] },
        [/Requests wait their turn.*10 heavy requests a second/s],
      ],
      ['which recordings wait', { awaitingTranscript: 3 }, [/>3<.*recordings\?state=awaiting_transcript"/s]],
      ['which recordings failed', { failed: 2 }, [/>2<.*recordings\?state=failed"/s]],
    ];
    it.each(SIGNS)('%s', async (_, told, shown) => {
      stats = withHealth({ ...connected, ...told });
      const health = await panel();
      for (const each of shown) expect(health).toMatch(each);
    });

    it.each([
      [
        'without a model as free',
        ['builtin', 0, 0, 4],
        /No cost.*1 meeting in 30 days, without a language model/s,
      ],
      [
        'by the model in tokens',
        ['model', 12_000, 345, 0],
        /12,345 tokens<.*1 meeting in 30 days: 12,000 tokens read, 345 written\.</s,
      ],
      [
        'with what the model left',
        ['model', 12_000, 345, 2],
        /Parts of 1 meeting were distilled without the model/,
      ],
    ] as const)('what distilling has cost, %s', async (_, row, shown) => {
      stats = withHealth(connected);
      await halo.halo.query(
        `insert into zoom.distillations (org_id, uuid, extractor, input_tokens, output_tokens, builtin_pieces, distilled_at)
         values ('demo', 'u1', $1, $2, $3, $4, now()), ('demo', 'u2', 'model', 7, 7, 0, now() - interval '31 days'),
           ('other', 'u3', 'model', 9, 9, 0, now())`,
        [...row],
      );
      expect(await panel()).toMatch(shown);
      await halo.halo.query('delete from zoom.distillations');
    });

    it('nothing while there is none', async () => {
      expect(await panel()).toContain('until Zoom is connected');
    });
  });

  it('says of an app that was removed in Zoom when its data goes, and offers to delete it now', async () => {
    stats = withHealth({ state: 'deauthorized', purgeAt: '2026-10-25T12:00:00.000Z' });
    const page = await get();
    expect(page).toMatch(/is deleted on <time datetime="2026-10-25T12:00:00.000Z"/);
    expect(page).toContain('Delete it all now');
    session = { ...ADMIN, permissions: ['integrations:view'] };
    expect(await get()).not.toContain('Delete it all now');
  });

  it('shows a deletion in the history, with how many meetings it took out', async () => {
    await halo.halo.query(
      `insert into zoom.runs (org_id, id, scope, trigger, state, found, done, listed, ingested, unchanged, skipped, failed,
         removed, started_at)
       values ('demo', 'purge-1', 'purge', 'deauthorized', 'done', 0, 0, 0, 0, 0, 0, 0, 7, now())`,
    );
    const page = await get();
    expect(page).toContain('<strong>Deletion</strong>');
    expect(page).toContain('7 meetings deleted');
    expect(page).toContain('because the app was removed in Zoom');
    await halo.halo.query(`delete from zoom.runs where id = 'purge-1'`);
  });

  describe('shows a sync', () => {
    const run = (told: object) => {
      const row = { org_id: 'demo', id: 'r1', scope: 'catch_up', trigger: 'manual', state: 'done', ...told };
      const counts = { found: 0, done: 0, listed: 0, ingested: 0, unchanged: 0, skipped: 0, failed: 0 };
      return halo.halo.query(
        `insert into zoom.runs select * from jsonb_populate_record(null::zoom.runs, $1::jsonb)`,
        [JSON.stringify({ started_at: new Date(), removed: 0, failures: [], ...counts, ...row })],
      );
    };
    afterEach(() => halo.halo.query(`delete from zoom.runs where id = 'r1'`));

    it('with who started it, how long it took and what came of it', async () => {
      await run({
        started_by: 'dana',
        started_at: '2026-03-01T10:00:00Z',
        finished_at: '2026-03-01T10:02:05Z',
        ...{ ingested: 3, unchanged: 40, skipped: 2, failed: 0, removed: 1 },
        reasons: { filter_webinar: 2 },
      });
      const page = await get();
      expect(page).toContain('by dana · took 2 minutes 5 seconds');
      expect(page).toContain('3 brought in, 40 unchanged, 2 not brought in, 1 meeting deleted');
      expect(page).toContain('2 × The settings leave out webinars.');
      expect(page).toContain('hx-trigger="every 3s"');
    });

    it('that runs with how far it has come, and lets it be cancelled by those who may', async () => {
      await run({ state: 'running', phase: 'ingesting', found: 200, done: 50 });
      const page = await get();
      expect(page).toMatch(/<progress [^>]*value="50" max="200"/);
      expect(page).toContain('Bringing recordings in: 50 of 200');
      expect(page).toMatch(/<input type="hidden" name="runId" value="r1"/);
      session = { ...ADMIN, permissions: ['integrations:view'] };
      expect(await get()).not.toContain('name="runId"');
    });

    it('that is still listing without an end in sight', async () => {
      await run({ state: 'running', phase: 'listing', found: 20, done: 5 });
      const page = await get();
      expect(page).toContain('Looking through what Zoom holds: 20 found so far, 5 done');
      expect(page).not.toMatch(/<progress [^>]*value/);
    });

    it('that was cancelled as that', async () => {
      await run({ state: 'cancelled', skipped: 7, reasons: { cancelled: 7 } });
      const page = await get();
      expect(page).toContain('>Cancelled</span>');
      expect(page).toContain('7 × The sync was cancelled before its turn came. The next sync brings it in.');
    });

    it('that failed with its error and what to do, and so its recordings', async () => {
      await run({
        ...{ state: 'failed', error: 'Zoom is away.', advice: 'Come back later.', failed: 9 },
        reasons: { 'zoom.not_permitted': 9 },
        failures: [{ uuid: 'u2', reason: 'zoom.not_permitted', advice: 'Check the role in Zoom.' }],
      });
      const page = await get();
      expect(page).toMatch(/Zoom is away\.<\/span> Come back later\./);
      expect(page).toContain('9 × The connected Zoom user may not read it.</summary>');
      expect(page).toMatch(/<p>Check the role in Zoom\.<\/p>.*<li>Kick-off<\/li><li>and 8 more<\/li>/);
    });

    it('live, until the reader asks it to stand still', async () => {
      await run({ state: 'running', phase: 'listing' });
      expect(await get()).toContain('hx-trigger="every 1s"');
      const still = await get('?updates=off');
      expect(still).not.toContain('hx-trigger');
      expect(still).toContain('Follow again');
    });
  });

  it('marks each scope that this kind of app can have as granted or not', async () => {
    const { scopes } = manifest.oauth;
    const marks = async () =>
      (await get())
        .split('id="scopes"')
        .at(-1)
        ?.match(/(?:not )?granted(?=<\/span>)/g) ?? [];
    stats = withHealth({ state: 'connected', mode: 'account' });
    expect(await marks()).toEqual(scopes.map(() => 'granted'));
    const lost = { scope: scopes[0].admin ?? '', optional: false, costs: 'Nothing comes in.' };
    stats = withHealth({ state: 'degraded', mode: 'account', missingScopes: [lost] });
    expect(await marks()).toEqual(scopes.map((_, index) => (index === 0 ? 'not granted' : 'granted')));
    expect(await get()).toContain('Nothing comes in.');
    stats = withHealth({ state: 'connected', mode: 'user' });
    expect(await marks()).toHaveLength(scopes.filter(({ user }) => user).length);
    stats = NO_STATS;
    expect(await marks()).toEqual([]);
  });

  it('shows the figures that the manifest lists', async () => {
    stats = { ...NO_STATS, totalMeetings: 1234, activity: [{ day: '2026-03-01', transcripts: 3 }] };
    const page = await get();
    expect(page).toContain('Meetings synced');
    expect(page).toContain('1,234');
    expect(page).toContain('2026-03-01: 3');
  });

  it('says why a recording stands where it does, and why it is linked', async () => {
    const page = await get();
    expect(page).toContain('Zoom made no transcript of it.');
    expect(page).toContain('Acme &amp; &lt;Sons&gt;');
    expect(page).toContain('dana@acme.example, was invited, same domain (72 %)');
  });

  it('shows an insight with its words, its speaker and its time', async () => {
    const page = await get();
    expect(page).toContain('the export fails every night');
    expect(page).toContain('Dana · 1:05');
  });

  it('sends a question to where answers are', async () => {
    expect(await get()).toMatch(
      /<form method="get" action="\/knowledge#ask".*?name="q".*?<input type="hidden" name="as" value="staff"/,
    );
  });

  it('shows nothing of another org', async () => {
    expect(await get()).not.toContain('Of another org');
  });

  it('shows what people wrote as text, never as markup', async () => {
    const page = await get();
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/<script(?! src="\/assets\/htmx.js")|<b>/);
  });

  it('loads nothing from elsewhere, and no script stands in it', async () => {
    const response = await fetch(`${halo.url}${PAGE}`);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self';/,
    );
    expect(await response.text()).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect((await fetch(`${halo.url}/assets/page.css`)).headers.get('content-type')).toContain('text/css');
  });

  it('shows no text that a link brings along', async () => {
    expect(await get('?notice=Call+this+number')).not.toContain('Call this number');
  });
});

describe('a page that is open', () => {
  const news = (version: string) =>
    fetch(`${halo.url}${PAGE}/live?${new URLSearchParams({ seen: version })}`);
  const versionIn = (page: string) => /live\?seen=([\w-]+)/.exec(page)?.[1] ?? '';

  it('is sent its panels again once they have changed, and nothing before', async () => {
    const version = versionIn(await get());
    expect((await news(version)).status).toBe(204);
    stats = { ...NO_STATS, totalMeetings: 1235 };
    const changed = await news(version);
    const panels = await changed.text();
    expect(panels).toMatch(/^<div id="live".*1,235/);
    expect((await news(versionIn(panels))).status).toBe(204);
  });

  it('gets no news of another org', async () => {
    session = { ...ADMIN, orgId: 'other' };
    const panels = await (await news('')).text();
    expect(panels).toContain('Of another org');
    expect(panels).not.toContain('Kick-off');
  });
});

describe('the forms', () => {
  it('switch ingest off and on', async () => {
    expect((await post('mode', { ingest: 'off' })).status).toBe(303);
    expect(await ingestIsOn(halo.halo, 'demo', 'zoom')).toBe(false);
    stats = withHealth({ state: 'connected' });
    expect(await get()).toContain('Ingest is switched off');
    await post('mode', { ingest: 'on' });
    expect(await ingestIsOn(halo.halo, 'demo', 'zoom')).toBe(true);
  });

  it('save settings: what is not ticked is off, and a list is one entry per line', async () => {
    const response = await post('settings', {
      lookbackDays: '45',
      ownDomains: 'a.example\nb.example',
      foldPlusTags: 'on',
    });
    expect(response.headers.get('location')).toBe(`${PAGE}/settings?notice=saved`);
    const [row] = await halo.halo.query<{ settings: object }>(
      `select settings from integrations where org_id = 'demo'`,
    );
    expect(row?.settings).toMatchObject({
      lookbackDays: 45,
      ownDomains: ['a.example', 'b.example'],
      foldPlusTags: true,
      distillation: false,
    });
  });

  it('show a refused setting as it was typed, with what is wrong', async () => {
    const response = await post('settings', { lookbackDays: '999' });
    const page = await response.text();
    expect(response.status).toBe(400);
    expect(page).toContain('The settings were not saved.');
    expect(page).toMatch(/id="lookbackDays"[^>]*aria-invalid="true"[^>]*value="999"/);
  });

  it('cancel a sync, and say so when it was over already', async () => {
    await halo.halo.query(
      `insert into zoom.runs (org_id, id, scope, trigger, state) values ('demo', 'r2', 'catch_up', 'cron', 'running')`,
    );
    const cancelled = await post('cancel', { runId: 'r2' });
    expect(cancelled.headers.get('location')).toBe(`${PAGE}?notice=cancelling`);
    await halo.halo.query(`update zoom.runs set state = 'done' where id = 'r2'`);
    const late = await post('cancel', { runId: 'r2' });
    expect(late.headers.get('location')).toBe(`${PAGE}?notice=over`);
    await halo.halo.query(`delete from zoom.runs where id = 'r2'`);
  });

  it('are not accepted from another site’s page', async () => {
    expect((await post('sync', {}, { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('are not offered to someone who may only look', async () => {
    session = { ...ADMIN, permissions: ['integrations:view'] };
    stats = withHealth({ state: 'connected' });
    const page = await get();
    expect(page).not.toContain('Sync now');
    expect(await get('/settings')).toContain('<fieldset disabled');
    expect((await post('sync', {})).status).toBe(403);
  });
});
