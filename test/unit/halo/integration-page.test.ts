import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Stats } from '../../../contracts/generated/stats-output.ts';
import type { Halo } from '../../halo/halo.ts';
import { ingestIsOn } from '../../halo/integrations.ts';
import { createOrg } from '../../halo/orgs.ts';
import { applySeed } from '../../halo/seed.ts';
import type { Session } from '../../halo/sessions.ts';
import { madeUpPlugin, NO_STATS, statsWith } from './made-up-plugin.ts';
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
beforeEach(async () => {
  session = ADMIN;
  stats = NO_STATS;
  await halo.halo.query('truncate zoom.runs, zoom.distillations');
});

const get = async (query = '') => (await fetch(`${halo.url}${PAGE}${query}`)).text();
const post = (action: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${halo.url}${PAGE}/${action}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers,
    redirect: 'manual',
  });

const run = (id: string, state: string) =>
  halo.halo.query(
    `insert into zoom.runs (org_id, id, scope, trigger, state, phase, found, done, listed, ingested, unchanged, skipped, failed, started_at)
     values ('demo', $1, 'catch_up', 'cron', $2, 'listing', 20, 5, 0, 0, 0, 0, 0, now())`,
    [id, state],
  );

describe('the page', () => {
  it('shows how the connection stands, how well it is, and what it was granted', async () => {
    stats = statsWith({ state: 'connected', mode: 'account', webhook: 'app' });
    const page = await get();
    expect(page).toContain('There is nothing to do.');
    expect(page).toMatch(/id="health".*Accepted.*id="scopes".*granted, and what for/s);
  });

  it('says what distilling has cost the org in the last thirty days', async () => {
    stats = statsWith({ state: 'connected', mode: 'account' });
    await halo.halo.query(
      `insert into zoom.distillations (org_id, uuid, extractor, input_tokens, output_tokens, builtin_pieces, distilled_at)
       values ('demo', 'u1', 'model', 12000, 345, 2, now()),
         ('demo', 'u2', 'model', 7, 7, 0, now() - interval '31 days'),
         ('other', 'u3', 'model', 9, 9, 0, now())`,
    );
    expect(await get()).toMatch(
      /12,345 tokens<.*1 meeting in 30 days: 12,000 tokens read.*Parts of 1 meeting were distilled without/s,
    );
  });

  it('shows the newest syncs, and follows one that runs until the reader asks it to stand still', async () => {
    expect(await get()).toContain('hx-trigger="every 3s"');
    await run('r1', 'running');
    const page = await get();
    expect(page).toContain('20 found so far, 5 done');
    expect(page).toContain('hx-trigger="every 1s"');
    const still = await get('?updates=off');
    expect(still).not.toContain('hx-trigger');
    expect(still).toContain('Follow again');
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
    stats = statsWith({ state: 'connected' });
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
    await run('r2', 'running');
    const cancelled = await post('cancel', { runId: 'r2' });
    expect(cancelled.headers.get('location')).toBe(`${PAGE}?notice=cancelling`);
    await halo.halo.query(`update zoom.runs set state = 'done' where id = 'r2'`);
    const late = await post('cancel', { runId: 'r2' });
    expect(late.headers.get('location')).toBe(`${PAGE}?notice=over`);
  });

  it('are not accepted from another site’s page', async () => {
    expect((await post('sync', {}, { origin: 'https://evil.example' })).status).toBe(403);
  });

  it('are not offered to someone who may only look', async () => {
    session = { ...ADMIN, permissions: ['integrations:view'] };
    stats = statsWith({ state: 'connected' });
    await run('r3', 'running');
    expect(await get()).not.toMatch(/Sync now|diagnostics|name="runId"/);
    expect(await get('/settings')).toContain('<fieldset disabled');
    expect((await post('sync', {})).status).toBe(403);
  });
});
