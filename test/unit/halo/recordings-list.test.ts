import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Halo } from '../../halo/halo.ts';
import { runningHalo } from './running-halo.ts';

const LINK = '[{"companyId":"acme","source":"invitees","method":"domain","confidence":0.72}]';

let halo: Halo;

beforeAll(async () => {
  halo = await runningHalo();
  await halo.halo.query(
    `insert into zoom.recordings values
       ('demo', 'u1', 'Renewal with 100% <b>Acme</b>', '2026-03-04T10:00:00Z', 30, 'Sam@ours.example', 'ingested', null, 'customers', $1),
       ('demo', 'u2', 'Kick-off', '2026-03-03T10:00:00Z', 30, 'ria@ours.example', 'no_transcript', 'transcript_not_made', null, '[]'),
       ('demo', 'u3', null, '2026-03-02T10:00:00Z', 30, null, 'skipped', 'filter_title', null, '[]'),
       ('other', 'u4', 'Of another org', '2026-03-02T10:00:00Z', 30, null, 'trashed', 'trashed_in_zoom', 'general', '[]')`,
    [LINK],
  );
});
afterAll(() => halo.stop());

const get = async (query: Record<string, string> = {}) =>
  (await fetch(`${halo.url}/integrations/zoom/recordings?${new URLSearchParams(query)}`)).text();
const found = async (query: Record<string, string>) =>
  [...(await get(query)).matchAll(/recording\?uuid=(\w+)/g)].map(([, uuid]) => uuid);

describe('the list of recordings', () => {
  it.each([
    [{}, ['u1', 'u2', 'u3']],
    [{ state: 'no_transcript' }, ['u2']],
    [{ reason: 'filter_title' }, ['u3']],
    [{ linked: 'yes' }, ['u1']],
    [{ linked: 'no' }, ['u2', 'u3']],
    [{ host: 'sam@OURS' }, ['u1']],
    [{ text: 'kick' }, ['u2']],
    [{ text: '100%' }, ['u1']],
    [{ text: '_' }, []],
    [{ text: 'kick', linked: 'yes' }, []],
    [{ linked: 'perhaps', page: 'last' }, ['u1', 'u2', 'u3']],
  ])('asked for %o shows those alone, newest first', async (query, uuids) => {
    expect(await found({ ...query })).toEqual(uuids);
  });

  it('offers the states and reasons that there are, in words', async () => {
    const page = await get();
    expect(page).toContain('<option value="no_transcript">No transcript</option>');
    expect(page).toContain('The settings leave out meetings with such a title.</option>');
    expect(page).not.toContain('trashed_in_zoom');
  });

  it('says how many there are, and when none is like that', async () => {
    expect(await get({ linked: 'no' })).toContain('2 recordings');
    expect(await get({ text: 'nothing like this' })).toContain('No recording is like that.');
  });

  it('shows what people wrote as text, never as markup', async () => {
    expect(await get({ text: '<b>acme' })).toContain('100% &lt;b&gt;Acme&lt;/b&gt;');
    expect(await get({ text: '"><script>' })).not.toContain('<script>');
  });

  it('goes on page by page, and keeps what was asked for', async () => {
    await halo.halo.query(
      `insert into zoom.recordings
       select 'demo', 'p' || n, 'Standup ' || n, '2026-02-01T00:00:00Z'::timestamptz + n * interval '1 day', 15, null,
         'ingested', null, 'general', '[]' from generate_series(1, 60) n`,
    );
    const first = await get({ text: 'standup' });
    expect(first).toContain('60 recordings');
    expect(first).toContain('1 to 25 of 60');
    const [, older = ''] = /href="([^"]*)" rel="next"/.exec(first) ?? [];
    const second = await (await fetch(`${halo.url}${older.replaceAll('&amp;', '&')}`)).text();
    expect(second).toContain('26 to 50 of 60');
    expect(second).toMatch(/Previous.*Next/s);
    expect(await found({ text: 'standup', page: '99' })).toHaveLength(10);
  });
});
