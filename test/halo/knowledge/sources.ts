import type { Queryable } from '../../../contracts/host.ts';
import { anywhere } from '../anywhere.ts';
import { offsetOf, type PageOf, pageOf } from '../page-of.ts';
import { type MeetingOfSource, meetingsOf } from './meetings-of.ts';

/** One source of the knowledge base, as All Data lists it. */
export interface SourceRow {
  readonly id: string;
  readonly title: string;
  readonly visibility: string;
  readonly updatedAt: Date;
  readonly chunks: number;
  readonly customers: readonly SourceCustomer[];
  readonly meeting: MeetingOfSource | undefined;
}

export interface SourceCustomer {
  readonly companyId: string | null;
  readonly endUserId: string | null;
}

export interface SourceList extends PageOf {
  readonly sources: readonly SourceRow[];
}

export type SourceKind = 'transcript' | 'summary' | 'chat' | 'insights';

const SIZE = 25;

/**
 * By what a source is found: its words, its title, an end user's address, and a company's name. $2 are the words, $3 is
 * the same anywhere in a text. Words go by the indexes of the passages; addresses and names take a look at every
 * customer of the org.
 */
const FOUND = `
companies_found as (select id from companies where org_id = $1 and lower(name) like lower($3)),
people_found as (
  select id from end_users where org_id = $1 and email_key like lower($3)
  union select u.id from end_users u join companies_found c on c.id = u.company_id where u.org_id = $1),
found as (
  select source_id as id from knowledge_passages
  where org_id = $1 and (stems @@ plainto_tsquery('english', $2) or words @@ phraseto_tsquery('simple', $2))
  union select id from knowledge_sources where org_id = $1 and title_stems @@ plainto_tsquery('english', $2)
  union select source_id from knowledge_source_customers
    where org_id = $1 and company_id in (select id from companies_found)
  union select source_id from knowledge_source_customers
    where org_id = $1 and end_user_id in (select id from people_found))`;

/** The sources of the org, the newest update first, one page of them; with words, those that they find. */
export async function readSources(
  db: Queryable,
  orgId: string,
  find: string,
  asked: string | undefined,
): Promise<SourceList> {
  const [parts, sources, values] =
    find === ''
      ? [[], 'knowledge_sources where org_id = $1', [orgId]]
      : [
          [FOUND],
          'knowledge_sources where org_id = $1 and id in (select id from found)',
          [orgId, find, anywhere(find)],
        ];
  const [counted] = await db.query<{ total: number }>(
    `${withParts(parts)} select count(*)::int as total from ${sources}`,
    values,
  );
  const page = pageOf(asked, SIZE, counted?.total ?? 0);
  const listed = `listed as (
    select * from ${sources} order by updated_at desc, id limit ${SIZE} offset ${offsetOf(page)})`;
  const rows = await db.query<Omit<SourceRow, 'meeting'>>(
    `${withParts([...parts, listed])}
     select s.id, s.title, s.visibility, s.updated_at as "updatedAt",
       (select count(*)::int from knowledge_passages p where p.org_id = $1 and p.source_id = s.id) as chunks,
       (select coalesce(jsonb_agg(
            jsonb_build_object('companyId', c.company_id, 'endUserId', c.end_user_id)
            order by c.company_id, c.end_user_id nulls first), '[]')
          from knowledge_source_customers c where c.org_id = $1 and c.source_id = s.id) as customers
     from listed s order by s.updated_at desc, s.id`,
    values,
  );
  const meetings = await meetingsOf(
    db,
    orgId,
    rows.map(({ id }) => id),
  );
  return { ...page, sources: rows.map((row) => ({ ...row, meeting: meetings.get(row.id) })) };
}

const withParts = (parts: readonly string[]) => (parts.length === 0 ? '' : `with ${parts.join(', ')}`);

export function kindOf(sourceId: string): SourceKind {
  if (sourceId.startsWith('distilled:')) return 'insights';
  const [, part] = /\/(summary|chat)$/.exec(sourceId) ?? [];
  return part === 'summary' || part === 'chat' ? part : 'transcript';
}
