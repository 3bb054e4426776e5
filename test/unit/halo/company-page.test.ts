import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Halo } from '../../halo/halo.ts';
import { createOrg } from '../../halo/orgs.ts';
import { applySeed } from '../../halo/seed.ts';
import type { Session } from '../../halo/sessions.ts';
import { madeUpPlugin } from './made-up-plugin.ts';
import { panelOf } from './panel-of.ts';
import { runningHalo } from './running-halo.ts';

const VIEWER: Session = { orgId: 'demo', userId: 'dana', permissions: ['integrations:view'] };
const SCRIPT = '<script>alert(1)</script>';
const ODD = 'a/b ü?#%';

let halo: Halo;
let session = VIEWER;

beforeAll(async () => {
  halo = await runningHalo({ plugin: madeUpPlugin(), sessions: { of: () => session } });
  await createOrg(halo.halo, { id: 'other', name: 'Other' });
  await createOrg(halo.halo, { id: 'empty', name: 'Empty' });
  await createOrg(halo.halo, { id: 'crowd', name: 'Crowd' });
  await applySeed(halo, 'demo', {
    companies: [
      { id: 'acme', name: 'Acme', domain: 'acme.example' },
      { id: ODD, name: `${SCRIPT} 100% Ltd`, domain: 'odd.example' },
      { id: 'quiet', name: 'Quiet', domain: null },
    ],
    endUsers: [
      { id: 'dana', name: 'Dana', email: 'dana@acme.example', companyId: 'acme' },
      { id: 'gil', name: 'Gil', email: 'gil@acme.example', companyId: 'acme' },
    ],
  });
  await applySeed(halo, 'other', { companies: [{ id: 'theirs', name: 'Theirs' }] });
  await applySeed(halo, 'crowd', {
    companies: Array.from({ length: 60 }, (_, n) => ({ id: `c${n}`, name: `Company ${100 + n}` })),
  });

  await meet('demo', 'call+/==', { title: 'First call', day: 1 }, { company: 'acme', method: 'domain' });
  await meet('demo', 'review', { title: SCRIPT, day: 2 }, { endUser: 'dana', method: 'email' });
  await meet('demo', 'fathom', { title: 'Elsewhere', day: 3, provider: 'fathom' }, { company: 'acme' });
  await meet('demo', 'odd', { title: 'Odd call', day: 4 }, { company: ODD });
  // The same id in another org is another company.
  await meet('other', 'secret', { title: 'Of another org', day: 5 }, { company: 'acme' });
  await distilled('demo', 'call+/==', 'pain_point', 'The export fails every night');
  await distilled('demo', 'review', 'pricing', `Nine hundred ${SCRIPT}`);
  await distilled('demo', 'odd', 'pricing', 'Not of Acme');

  await found('demo', 'maybe', { title: 'Perhaps theirs', day: 6 });
  await suggest('demo', 'maybe', 'same_name', 'Gil', { endUser: 'gil' });
  await suggest('demo', 'maybe', 'shared_domain', 'odd.example', { company: ODD });
  await suggest('demo', 'review', 'same_name', 'Gil', { endUser: 'gil' });

  for (let n = 0; n < 52; n++) {
    await meet('crowd', `m${n}`, { title: `Call ${n}`, day: 1, minute: n }, { company: 'c0' });
    await distilled('crowd', `m${n}`, 'pricing', `Price ${n}`);
  }
});
afterAll(() => halo.stop());
beforeEach(() => {
  session = VIEWER;
});

interface Told {
  readonly title: string;
  readonly day: number;
  readonly minute?: number;
  readonly provider?: string;
}

interface Whose {
  readonly company?: string;
  readonly endUser?: string;
  readonly method?: string;
}

const time = ({ day, minute = 0 }: Told) => new Date(Date.UTC(2026, 2, day, 10, minute));

async function meet(org: string, uuid: string, told: Told, whose: Whose) {
  const { title, provider = 'zoom' } = told;
  if (provider === 'zoom') await found(org, uuid, told);
  await halo.halo.query(
    `with meeting as (
       insert into meetings (org_id, provider, external_id, title, started_at, duration_minutes, audience, source_id,
         created_at, updated_at)
       values ($1, $2, $3, $4, $5, 30, 'customers', $3, now(), now()) returning id)
     insert into meeting_links select $1, id, $6, $7, 'dana@acme.example', 'invitees', $8, 0.72, true from meeting`,
    [org, provider, uuid, title, time(told), whose.company, whose.endUser, whose.method ?? 'admin'],
  );
}

const found = (org: string, uuid: string, told: Told) =>
  halo.halo.query(
    `insert into zoom.recordings values ($1, $2, $3, $4, 30, null, 'ingested', null, 'customers', '[]')`,
    [org, uuid, told.title, time(told)],
  );

const distilled = (org: string, uuid: string, kind: string, quote: string) =>
  halo.halo.query(`insert into zoom.insights values ($1, $2, $3, $4, $4, 'Dana', 65000, $2, 0)`, [
    org,
    uuid,
    kind,
    quote,
  ]);

const suggest = (org: string, uuid: string, reason: string, evidence: string, { company, endUser }: Whose) =>
  halo.halo.query(`insert into zoom.suggestions values ($1, $2, $3, $4, $5, $6)`, [
    ...[org, uuid, reason, evidence, company, endUser],
  ]);

const get = (path: string) => fetch(`${halo.url}/companies${path}`);
const page = async (path = '') => (await get(path)).text();

const panel = async (path: string, id: string) => panelOf(await page(path), id);

describe('the list of companies', () => {
  it('tells of each how much was said with it and what is to be decided, with the way to its page', async () => {
    const html = await page();
    expect(html).toMatch(
      /href="\/companies\/acme">Acme<.*?1 suggestion<.*?acme\.example · 3 meetings, the last on <time datetime="2026-03-03/,
    );
    expect(html).toMatch(/>Quiet<.*?no meetings yet/);
    expect(html).toContain(`href="/companies/${encodeURIComponent(ODD)}"`);
  });

  it('finds one by name or domain, as it is written', async () => {
    expect(await page('?find=ACM')).toMatch(/>Acme</);
    expect(await page('?find=ACM')).not.toMatch(/>Quiet</);
    expect(await page('?find=acme.ex')).toMatch(/>Acme</);
    expect(await page('?find=0%25+l')).toContain('100% Ltd');
    expect(await page('?find=a%25e')).toContain('No company has this in its name or its domain.');
  });

  it('comes in pages, whose links keep what was looked for', async () => {
    session = { ...VIEWER, orgId: 'crowd' };
    const first = await page();
    expect(first).toContain('1 to 25 of 60');
    expect(first).toContain('>Company 124<');
    expect(first).not.toContain('>Company 125<');
    expect(first).toContain('href="/companies?page=2"');
    expect(await page('?page=2')).toContain('>Company 125<');
    expect(await page('?page=99')).toContain('51 to 60 of 60');
    expect(await page('?find=company')).toContain('href="/companies?find=company&amp;page=2"');
  });

  it('says where companies come from while there are none', async () => {
    session = { ...VIEWER, orgId: 'empty' };
    expect(await page()).toContain('Halo knows no company yet.');
  });

  it('shows none of another org', async () => {
    expect(await page()).not.toContain('Theirs');
  });
});

describe('the page of a company', () => {
  it('says who it is and whom Halo knows of it', async () => {
    expect(await panel('/acme', 'company')).toMatch(/Acme.*acme\.example.*3 meetings.*2 people in Halo/s);
    expect(await panel('/acme', 'people')).toMatch(/Dana.*dana@acme\.example.*Gil/s);
  });

  it('lists its meetings and those of its people, the newest first, with the evidence and the state', async () => {
    const meetings = await panel('/acme', 'meetings');
    expect(meetings).toMatch(/Elsewhere.*&lt;script&gt;alert.*First call/s);
    expect(meetings).toMatch(
      /<a href="\/integrations\/zoom\/recording\?uuid=call%2B%2F%3D%3D">First call<.*?Searchable.*?Acme<\/span>.*?dana@acme\.example, was invited, same domain \(72 %\)/s,
    );
    expect(meetings).toMatch(/>Dana<\/span>.*?same address/s);
    expect(meetings).not.toContain('Odd call');
    expect(meetings).not.toContain('Of another org');
  });

  it('links no meeting of another provider to a recording that Zoom does not have', async () => {
    expect(await panel('/acme', 'meetings')).toContain('<strong>Elsewhere</strong>');
  });

  it('shows what was distilled of them, all of it or of one kind', async () => {
    const all = await panel('/acme', 'insights');
    expect(all).toMatch(/Nine hundred.*Pricing.*Dana · 1:05.*The export fails every night.*Pain point/s);
    expect(all).not.toContain('Not of Acme');
    const pains = await panel('/acme?kind=pain_point', 'insights');
    expect(pains).toContain('The export fails every night');
    expect(pains).not.toContain('Nine hundred');
  });

  it('shows what only a person can decide, and where, but not what is linked already', async () => {
    const suggestions = await panel('/acme', 'suggestions');
    expect(suggestions).toMatch(
      /<a href="\/integrations\/zoom\/recording\?uuid=maybe">Perhaps theirs<.*?Gil: Somebody in Halo has the same name\./s,
    );
    expect(suggestions).not.toContain('uuid=review');
    expect(await panel(`/${encodeURIComponent(ODD)}`, 'suggestions')).toContain(
      'Several companies in Halo claim this domain',
    );
  });

  it('shows the newest fifty of many, and says of how many', async () => {
    session = { ...VIEWER, orgId: 'crowd' };
    for (const id of ['meetings', 'insights']) {
      const shown = await panel('/c0', id);
      expect(shown).toContain('the newest 50 of 52');
      expect(shown).toContain('Call 51<');
      expect(shown).toContain('Call 2<');
      expect(shown).not.toContain('Call 1<');
    }
  });

  it('says so while there is nothing', async () => {
    const html = await page('/quiet');
    expect(html).toContain('No meeting is linked to this company yet.');
    expect(html).toContain('Nothing has been distilled of its meetings.');
    expect(html).toContain('Nothing waits for a decision.');
    expect(html).toContain('Halo knows nobody of this company.');
  });

  it('shows what people wrote as text, never as markup', async () => {
    for (const path of ['', '/acme', `/${encodeURIComponent(ODD)}`]) {
      expect(await page(path)).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(await page(path)).not.toContain('<script>alert');
    }
  });

  it.each(['theirs', 'nobody', '%00'])('is not there for %s: a page says so', async (id) => {
    const response = await get(`/${id}`);
    expect(response.status).toBe(404);
    const html = await response.text();
    expect(html).toMatch(/<nav aria-label="Halo".*There is no such company.*href="\/companies"/s);
  });
});

describe('the pages of companies', () => {
  it('are marked in the sections of Halo', async () => {
    for (const path of ['', '/acme']) {
      expect(await page(path)).toMatch(/<a href="\/companies" aria-current="page">Companies<\/a>/);
    }
  });

  it('are for those who may look', async () => {
    session = { ...VIEWER, permissions: [] };
    expect((await get('')).status).toBe(403);
    expect((await get('/acme')).status).toBe(403);
  });
});
