import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SourceAudience } from '../../../contracts/host.ts';
import type { Halo } from '../../halo/halo.ts';
import { knowledgeOf } from '../../halo/knowledge/store.ts';
import { createOrg } from '../../halo/orgs.ts';
import { applySeed } from '../../halo/seed.ts';
import type { Session } from '../../halo/sessions.ts';
import { madeUpPlugin } from './made-up-plugin.ts';
import { panelOf } from './panel-of.ts';
import { runningHalo } from './running-halo.ts';

const NOW = new Date('2026-03-20T10:00:00Z');
const VIEWER: Session = { orgId: 'demo', userId: 'dana', permissions: ['integrations:view'] };
const MARKUP = 'Review <b>now</b>';
const GENERAL: SourceAudience = { visibility: 'general', customers: [] };
const ACME: SourceAudience = {
  visibility: 'customers',
  customers: [{ companyId: 'acme', endUserId: 'dana' }],
};

let halo: Halo;
let session = VIEWER;

beforeAll(async () => {
  halo = await runningHalo({
    plugin: madeUpPlugin(),
    sessions: { of: () => session },
    clock: { now: () => NOW },
  });
  for (const id of ['other', 'empty', 'crowd']) await createOrg(halo.halo, { id, name: id });
  await applySeed(halo, 'demo', {
    companies: [
      { id: 'acme', name: 'Acme & <Sons>' },
      { id: 'twin-1', name: 'Twin', domain: 'one.example' },
      { id: 'twin-2', name: 'Twin', domain: 'two.example' },
    ],
    endUsers: [
      { id: 'dana', name: 'Dana Doe', email: 'Dana@Acme.example', companyId: 'acme' },
      { id: 'eve', name: 'Eve', email: 'eve@elsewhere.example' },
    ],
  });
  await put('demo', 'zoom:u1', { title: MARKUP, day: 5, says: 'Our export fails every night.', to: ACME });
  await put('demo', 'distilled:zoom:u1', { title: MARKUP, day: 6, says: 'The export fails.', to: ACME });
  await put('demo', 'zoom:u1/summary', { title: 'Kick-off', day: 4, says: 'They met.', to: GENERAL });
  await put('demo', 'zoom:u1/chat', { title: 'Kick-off', day: 3, says: 'https://a.example', to: GENERAL });
  await put('demo', 'zoom:u2', {
    ...{ title: 'Team retro', day: 2, says: 'The quokka export is ours alone.' },
    to: { visibility: 'internal', customers: [] },
  });
  await put('demo', 'zoom:u3', {
    ...{ title: 'With Eve', day: 1, says: 'Nothing of note.' },
    to: { visibility: 'customers', customers: [{ endUserId: 'eve' }] },
  });
  await put('other', 'zoom:u9', { title: 'Of another org', day: 9, says: 'Our export fails.', to: GENERAL });
  await halo.halo.query(
    `insert into meetings (org_id, provider, external_id, title, started_at, duration_minutes, audience, source_id,
       created_at, updated_at)
     values ('demo', 'zoom', 'call+/==', 'x', now(), 30, 'customers', 'zoom:u1', now(), now())`,
  );
  for (let n = 0; n < 60; n++) {
    await put('crowd', `zoom:m${n}`, { title: `Call ${n}`, day: n, says: `Even word${n % 2}.`, to: GENERAL });
  }
  await halo.halo.query(
    `insert into companies select 'crowd', 'c' || n, 'Company ' || n from generate_series(1, 300) n`,
  );
  await halo.halo.query(
    `insert into end_users select 'crowd', 'u' || n, n || '@crowd.example', 'Person ' || n from generate_series(1, 300) n`,
  );
});
afterAll(() => halo.stop());
beforeEach(() => {
  session = VIEWER;
});

interface Told {
  readonly title: string;
  readonly day: number;
  readonly says: string;
  readonly to: SourceAudience;
}

async function put(org: string, id: string, { title, day, says, to }: Told) {
  const occurredAt = new Date('2026-03-01T10:00:00Z');
  const passages = [says, 'And so on.'].map((text, n) => ({
    id: `p${n}`,
    text,
    metadata: { startMs: 65_000, speakers: ['Dana'] },
  }));
  await halo.halo.transaction((tx) =>
    knowledgeOf(org, ['zoom:', 'distilled:zoom:']).replace(tx, {
      ...{ id, title, occurredAt, passages },
      audience: to,
    }),
  );
  await halo.halo.query('update knowledge_sources set updated_at = $3 where org_id = $1 and id = $2', [
    ...[org, id, new Date(Date.UTC(2026, 2, day, 10))],
  ]);
}

const get = (query: Record<string, string> = {}) =>
  fetch(`${halo.url}/knowledge?${new URLSearchParams(query)}`);

const panel = async (id: string, query: Record<string, string> = {}) =>
  panelOf(await (await get(query)).text(), id);

const list = (query: Record<string, string> = {}) => panel('all-data', query);

/** The kinds and titles that are listed, in their order. */
async function listed(find: string): Promise<string[]> {
  const rows = (await list({ find })).matchAll(
    /<strong>(?:<a [^>]*>)?([^<]*).*?<span class="badge [^>]*>([^<]*)/gs,
  );
  return [...rows].map(([, title, kind]) => `${kind}: ${title}`);
}

const ALL = [
  'Insights: Review &lt;b&gt;now&lt;/b&gt;',
  'Transcript: Review &lt;b&gt;now&lt;/b&gt;',
  'Summary: Kick-off',
  'Chat: Kick-off',
  'Transcript: Team retro',
  'Transcript: With Eve',
];

describe('All Data', () => {
  it('lists each source with its kind, the newest update first', async () => {
    expect(await listed('')).toEqual(ALL);
    expect(await list()).toContain('6 sources, newest update first');
  });

  it('tells of each how much it holds, who is answered from it, and whose it is', async () => {
    const html = await list();
    expect(html).toMatch(
      /2 chunks · updated <time datetime="2026-03-06T10:00:00.000Z"[^>]*>14 days ago<\/time> · answers its customers/,
    );
    expect(html).toMatch(/Dana Doe · <a href="\/companies\/acme">Acme &amp; &lt;Sons&gt;<\/a>/);
    expect(html).toMatch(/Team retro.*answers staff only/s);
  });

  it('leads from everything of a meeting to its recording', async () => {
    const links = (await list()).match(/href="\/integrations\/zoom\/recording\?uuid=call%2B%2F%3D%3D"/g);
    expect(links).toHaveLength(4);
    expect(await list()).toContain('<strong>Team retro</strong>');
  });

  it.each([
    ['words that were said', 'exports failing', ALL.slice(0, 2)],
    ['words in their order, common as they are', 'and so on', ALL],
    ['a word of the title', 'retro', ['Transcript: Team retro']],
    ['an end user’s address', 'eve@elsewhere.example', ['Transcript: With Eve']],
    ['a part of an address in other letters', 'DANA@', ALL.slice(0, 2)],
    ['a company’s name', 'acme &', ALL.slice(0, 2)],
    ['what stands for anything elsewhere', 'd%na', []],
    ['what nobody said', 'axolotl', []],
  ])('finds sources by %s', async (_, find, expected) => {
    expect(await listed(find)).toEqual(expected);
  });

  it('says that nothing was found, and shows the way back', async () => {
    const html = await list({ find: 'axolotl' });
    expect(html).toContain('No source has this in its words');
    expect(html).toContain('<a href="/knowledge">Show all</a>');
  });

  it('comes in pages, whose links keep what was looked for', async () => {
    session = { ...VIEWER, orgId: 'crowd' };
    expect(await list()).toMatch(/Call 59<.*Call 35<.*1 to 25 of 60.*href="\/knowledge\?page=2"/s);
    expect(await list({ page: '2' })).toMatch(/Call 34<.*Call 10</s);
    const found = await list({ find: 'word1', page: '2' });
    expect(found).toMatch(/href="\/knowledge\?find=word1&amp;page=1".*26 to 30 of 30/s);
    expect(found.match(/class="row"/g)).toHaveLength(5);
  });

  it('says so while nothing has come in', async () => {
    session = { ...VIEWER, orgId: 'empty' };
    expect(await list()).toContain('Nothing has come in yet.');
  });

  it('shows nothing of another org, and is for those who may look', async () => {
    expect(await list()).not.toContain('Of another org');
    session = { ...VIEWER, permissions: [] };
    expect((await get()).status).toBe(403);
  });

  it('shows what people wrote as text, never as markup', async () => {
    const html = await (await get({ q: 'export', find: MARKUP, as: MARKUP })).text();
    expect(html).not.toContain('<b>');
    expect(await panel('ask', { q: 'export' })).toContain('Review &lt;b&gt;now&lt;/b&gt;');
    expect(await panel('ask', { q: 'export' })).toContain('<mark>export</mark>');
  });
});

describe('the sections of Halo', () => {
  it.each([
    ['/integrations/zoom', 'Zoom'],
    ['/companies', 'Companies'],
    ['/knowledge', 'Knowledge'],
    ['/learning-rules', 'Learning Rules'],
  ])('are on %s, with %s as the current one', async (path, current) => {
    const [, nav = ''] =
      /<nav aria-label="Halo"[^>]*>(.*?)<\/nav>/s.exec(await (await fetch(halo.url + path)).text()) ?? [];
    const links = [...nav.matchAll(/<a href="([^"]*)"( aria-current="page")?>([^<]*)/g)];
    expect(links.map(([, href]) => href)).toEqual([
      ...['/integrations/zoom', '/companies', '/knowledge', '/learning-rules'],
    ]);
    expect(links.filter(([, , marked]) => marked).map(([, , , label]) => label)).toEqual([current]);
  });
});

describe('asking as', () => {
  it.each([
    ['', 'As staff', true, true],
    ['Staff', 'As staff', true, true],
    ['the public', 'As the public', false, false],
    ['public', 'As the public', false, false],
    ['Acme & <Sons>', 'As Acme &amp; &lt;Sons&gt;', true, false],
    ['company:acme', 'As Acme &amp; &lt;Sons&gt;', true, false],
    ['dana@acme.example', 'As Dana Doe', true, false],
    ['dana doe', 'As Dana Doe', true, false],
    ['user:dana', 'As Dana Doe', true, false],
    ['eve', 'As Eve', false, false],
  ])('%j is answered as they would be', async (as, who, fromAcme, fromTeam) => {
    const answer = await panel('ask', { q: 'export fails', as });
    expect(answer).toContain(who);
    expect(answer.includes('1:05 · Dana')).toBe(fromAcme || fromTeam);
    expect(answer.includes('Review')).toBe(fromAcme);
    expect(answer.includes('quokka')).toBe(fromTeam);
  });

  it('somebody whom Halo does not know says what to enter', async () => {
    const answer = await panel('ask', { q: 'export', as: 'Nobody' });
    expect(answer).toContain('Halo has no such customer.');
    expect(answer).toContain('value="Nobody"');
    expect(answer).not.toContain('1:05');
  });

  it('a name that several have says how to tell them apart', async () => {
    const answer = await panel('ask', { q: 'export', as: 'twin' });
    expect(answer).toContain(
      'Enter which: company:twin-1 for Twin, one.example; company:twin-2 for Twin, two.example.',
    );
    expect(await panel('ask', { q: 'export', as: 'company:twin-2' })).toContain('As Twin');
  });

  it('leads from an answer to its recording, and to what others would be answered', async () => {
    const answer = await panel('ask', { q: 'export fails', as: 'staff' });
    expect(answer).toContain('href="/integrations/zoom/recording?uuid=call%2B%2F%3D%3D"');
    expect(answer).toContain('href="/knowledge?q=export+fails&amp;as=public#ask"');
  });

  it('offers some customers of many, and knows all of them', async () => {
    session = { ...VIEWER, orgId: 'crowd' };
    const html = await panel('ask', { q: 'word1', as: '299@crowd.example' });
    expect(html.match(/<option/g)).toHaveLength(202);
    expect(html).not.toContain('<option value="299@crowd.example"');
    expect(html).toContain('As Person 299');
  });
});
