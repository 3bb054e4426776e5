import type { Queryable } from '../../../contracts/host.ts';

/** What a plugin may write of an org in Halo's own tables, and what it may not. */
const TABLES = [
  'companies',
  'end_users',
  'team_members',
  'meetings',
  'knowledge_sources',
  'knowledge_source_customers',
  'knowledge_passages',
] as const;

/** What tells of the time or of the order in which things came about, and nothing of what came about. */
const OF_ITS_OWN = ['id', 'created_at', 'updated_at', 'meeting_id'];
const NAMED_BY_ID = new Set<string>(['companies', 'end_users', 'knowledge_sources', 'knowledge_passages']);

/** All that Halo holds of an org, as text that is the same for the same contents. */
export async function readContents(db: Queryable, orgId: string): Promise<Record<string, string[]>> {
  const entries = TABLES.map(async (table) => {
    const left = NAMED_BY_ID.has(table) ? OF_ITS_OWN.filter((column) => column !== 'id') : OF_ITS_OWN;
    return [table, await lines(db, `${table} t`, 't.org_id', orgId, left)] as const;
  });
  const links = await lines(
    db,
    '(select m.external_id, l.* from meeting_links l join meetings m on m.id = l.meeting_id) t',
    't.org_id',
    orgId,
    OF_ITS_OWN,
  );
  return { ...Object.fromEntries(await Promise.all(entries)), meeting_links: links };
}

function lines(db: Queryable, from: string, org: string, orgId: string, left: readonly string[]) {
  return db
    .query<{ line: string }>(
      `select (to_jsonb(t) - 'org_id' - $2::text[])::text as line from ${from} where ${org} = $1 order by 1`,
      [orgId, left],
    )
    .then((rows) => rows.map(({ line }) => line));
}

/**
 * Which transaction wrote each row of an org last: a row that was written again, with the values it had, is another one.
 */
export async function readVersions(db: Queryable, orgId: string): Promise<Record<string, string>> {
  const entries = [...TABLES, 'meeting_links'].map(async (table) => {
    const [row] = await db.query<{ versions: string | null }>(
      `select string_agg(xmin::text || to_jsonb(t)::text, E'\\n' order by to_jsonb(t)::text) as versions
       from ${table} t where org_id = $1`,
      [orgId],
    );
    return [table, row?.versions ?? ''] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
