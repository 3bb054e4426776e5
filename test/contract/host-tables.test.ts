import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../contracts/host.ts';
import { openPluginDatabase, type PluginDatabase, pluginRole } from '../halo/postgres/database.ts';
import { loadFixtures, type ZoomAccount, type ZoomServer } from '../zoom/index.ts';
import { FIXTURE_TIME, openScene, openZoom, type Scene, StillClock } from './scene.ts';

const [OURS, THEIRS] = ['tidewater', 'umbra'];
const FORBIDDEN = '42501';

/** The tables that contracts/tables.sql grants. The plugin's own may be written too; nothing else exists for it. */
const GRANTED: Readonly<Record<string, readonly string[]>> = {
  'public.teams': ['select'],
  'public.team_members': ['select'],
  'public.companies': ['select'],
  'public.end_users': ['select'],
  'public.learning_rules': ['select'],
  'public.webhook_endpoints': ['select'],
  'public.meetings': ['select', 'insert', 'update', 'delete'],
  'public.meeting_links': ['select', 'insert', 'update', 'delete'],
  'public.meeting_counts': ['select'],
};

/** Of no org: the requests of a Zoom account are shared by every org that uses it, and one address serves all orgs. */
const UNFENCED = ['zoom.request_budgets', 'public.webhook_endpoints'];

let zoom: ZoomServer;
let scene: Scene;
let plugin: PluginDatabase;
let ours: Database;

/** Two orgs know the same people, and each has connected an account of its own in which they meet. */
beforeAll(async () => {
  const account = await loadFixtures(FIXTURE_TIME);
  const twin = twinOf(account);
  zoom = await openZoom(new StillClock(), [account, twin]);
  scene = await openScene(zoom, { orgs: [OURS, THEIRS] });
  await scene.connect(OURS);
  zoom.signIn(twin.users[0]?.email ?? '');
  await scene.connect(THEIRS);
  plugin = openPluginDatabase(scene.halo.databaseUrl, 'zoom');
  // Whoever joined is told by events while a meeting runs; those of the fixtures are over.
  for (const org of [OURS, THEIRS]) {
    await plugin
      .forOrg(org)
      .query(
        `insert into zoom.joined_participants values ($1, 'running==', 'dana@acme.example', '', null, null, null, now())`,
        [org],
      );
    // What only an admin, a coincidence of names, or a language model brings about.
    await plugin.forOrg(org).query(
      `with any_recording as (select uuid from zoom.recordings where org_id = $1 limit 1),
         answer as (
           insert into zoom.model_answers (org_id, uuid, question, answer, input_tokens, output_tokens)
           select $1, uuid, 'a question', '{}', 1, 1 from any_recording),
         decision as (
           insert into zoom.link_decisions (org_id, uuid, company_id, decision, decided_at)
           select $1, uuid, 'contoso', 'confirmed', now() from any_recording)
       insert into zoom.suggestions (org_id, uuid, reason, evidence, company_id)
       select $1, uuid, 'shared_domain', 'contoso.example', 'contoso' from any_recording`,
      [org],
    );
  }
  ours = plugin.forOrg(OURS);
});
afterAll(async () => {
  await plugin?.end();
  await scene?.stop();
  await zoom?.close();
});

describe('the plugin’s role', () => {
  it('may do what the contract grants, and nothing more on any table of Halo', async () => {
    const rows = await scene.halo.halo.query<{ name: string; rights: string[] }>(
      `select format('%I.%I', n.nspname, c.relname) as name,
         array(select right_ from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'trigger', 'references'])
                 with ordinality as r(right_, place)
               where has_table_privilege($1, c.oid, right_) order by place) as rights
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('zoom', 'pg_catalog', 'information_schema')
         and n.nspname not like 'pg_toast%' order by 1`,
      [pluginRole('zoom')],
    );
    expect(rows.length).toBeGreaterThan(20);
    expect(
      Object.fromEntries(
        rows.filter(({ rights }) => rights.length > 0).map(({ name, rights }) => [name, rights]),
      ),
    ).toEqual(GRANTED);
  });

  it.each([
    [
      'create a customer',
      `insert into end_users (org_id, id, email) values ('${OURS}', 'new', 'new@acme.example')`,
    ],
    ['rename a customer', `update end_users set name = 'Somebody'`],
    ['delete a customer', 'delete from end_users'],
    ['create a company', `insert into companies (org_id, id, name) values ('${OURS}', 'new', 'New')`],
    ['change a company', 'update companies set domain = null'],
    ['delete a company', 'delete from companies'],
    ['rename its org', `update teams set name = 'Mine'`],
    [
      'make a learning rule',
      `insert into learning_rules (org_id, id, type, text) values ('${OURS}', 'r', 'topic', 'x')`,
    ],
    ['join the team', `insert into team_members (org_id, email) values ('${OURS}', 'me@acme.example')`],
    ['read credentials', 'select * from credentials'],
    ['read the key of the credentials', 'select * from encryption_keys'],
    ['read authorization attempts', 'select * from authorization_attempts'],
    ['read deliveries', 'select * from webhook_deliveries'],
    ['read knowledge', 'select * from knowledge_sources'],
    ['read passages', 'select * from knowledge_passages'],
    ['write knowledge past the service', 'delete from knowledge_source_customers'],
    ['read jobs', 'select * from pgboss.job'],
    ['read the pages’ views, which show every org', 'select * from zoom.overview_recordings'],
    ['switch row-level security off', 'alter table zoom.recordings disable row level security'],
  ])('may not %s', async (_, sql) => {
    await expect(ours.query(sql)).rejects.toMatchObject({ code: FORBIDDEN });
  });
});

describe('two orgs with the same people', () => {
  it('have the same meetings each, of their own account', async () => {
    const counts = await scene.halo.halo.query(
      'select org_id as org, count(*)::int as meetings from meetings group by 1 order by 1',
    );
    expect(counts).toEqual([
      { org: OURS, meetings: 13 },
      { org: THEIRS, meetings: 13 },
    ]);
  });

  it('cannot see a row of each other in any table the plugin may read', async () => {
    const tables = await fencedTables();
    expect(tables).toEqual(
      expect.arrayContaining(['public.end_users', 'zoom.recordings', 'zoom.transcripts']),
    );
    for (const table of tables) {
      const column = table === 'public.teams' ? 'id' : 'org_id';
      const orgs = `select distinct ${column} as org from ${table}`;
      const all = await scene.halo.halo.query<{ org: string }>(orgs);
      expect({ table, orgs: new Set(all.map(({ org }) => org)) }).toEqual({
        table,
        orgs: new Set([OURS, THEIRS]),
      });
      expect({ table, orgs: await ours.query(orgs) }).toEqual({ table, orgs: [{ org: OURS }] });
      expect({ table, orgs: await plugin.forOrg(THEIRS).query(orgs) }).toEqual({
        table,
        orgs: [{ org: THEIRS }],
      });
      expect({ table, orgs: await plugin.forOrg('nobody').query(orgs) }).toEqual({ table, orgs: [] });
    }
  });

  it('cannot change or delete a row of each other, nor write one in the other’s name', async () => {
    const before = await theirMeetings();
    await ours.query(`update meetings set title = 'Ours now'`);
    await ours.query('delete from meeting_links');
    await ours.query(`update teams set settings = '{}' where id = $1`, [THEIRS]);
    expect(await theirMeetings()).toEqual(before);
    await expect(ours.query(`update meetings set org_id = $1`, [THEIRS])).rejects.toMatchObject({
      code: FORBIDDEN,
    });
    await expect(
      ours.query(`insert into zoom.recordings (org_id, uuid, state) values ($1, 'new', 'discovered')`, [
        THEIRS,
      ]),
    ).rejects.toMatchObject({ code: FORBIDDEN });
  });

  it('find in search what was said in their own meetings only', async () => {
    for (const [org, marked] of [
      [OURS, false],
      [THEIRS, true],
    ] as const) {
      const url = new URL('/api/knowledge/search?q=returns&limit=100', scene.halo.url);
      const response = await fetch(url, { headers: { 'x-org': org } });
      const { results }: { results: { title: string }[] } = JSON.parse(await response.text());
      expect(results.length).toBeGreaterThan(3);
      expect(results.filter(({ title }) => title.endsWith(MARK) !== marked)).toEqual([]);
    }
  });

  it('hand no job to each other', async () => {
    const rows = await scene.halo.halo.query<{ org: string; owner: string }>(
      `select distinct data ->> 'orgId' as org, group_id as owner from pgboss.job where data ? 'orgId' order by 1`,
    );
    expect(rows).toEqual([
      { org: OURS, owner: OURS },
      { org: THEIRS, owner: THEIRS },
    ]);
  });
});

const MARK = '(Umbra)';

/** Another account of the same Zoom with the very same meetings, uuids and guests, and a host of its own. */
function twinOf(account: ZoomAccount): ZoomAccount {
  const twin = structuredClone(account);
  twin.id = 'umbra-account-id-00000';
  for (const user of twin.users) user.email = user.email.replace('@', '@umbra.');
  for (const recording of twin.recordings) recording.topic = `${recording.topic} ${MARK}`;
  return twin;
}

/** What the plugin may read of its own org. */
async function fencedTables(): Promise<string[]> {
  const rows = await scene.halo.halo.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'zoom')
       and has_table_privilege($1, format('%I.%I', schemaname, tablename), 'select') order by 1`,
    [pluginRole('zoom')],
  );
  return rows.map(({ name }) => name).filter((name) => !UNFENCED.includes(name));
}

/** With their links and the route of their webhooks. */
function theirMeetings(): Promise<object[]> {
  return scene.halo.halo.query(
    `select m.id, m.title, t.settings, count(l.*)::int as links
     from meetings m join teams t on t.id = m.org_id left join meeting_links l on l.meeting_id = m.id
     where m.org_id = $1 group by 1, 2, 3 order by 1`,
    [THEIRS],
  );
}
