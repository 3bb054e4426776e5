import type { Queryable } from '../../contracts/host.ts';
import { anywhere } from './anywhere.ts';
import { BELONGING, SUGGESTED } from './company-meetings.ts';
import { offsetOf, type PageOf, pageOf } from './page-of.ts';

/** A company in the list of them. */
export interface CompanyRow {
  readonly id: string;
  readonly name: string;
  readonly domain: string | null;
  readonly meetings: number;
  readonly lastMeetingAt: Date | null;
  /** Meetings that are perhaps the company's, for an admin to say. */
  readonly suggestions: number;
}

export interface CompanyList extends PageOf {
  readonly companies: readonly CompanyRow[];
}

const SIZE = 25;
/** A name or a domain is looked for anywhere in it: that reads all companies of the org, and nothing else. */
const FOUND =
  'from companies where org_id = $1 and (lower(name) like lower($2) or lower(domain) like lower($2))';

/** The org's companies by name, one page of them. */
export async function readCompanies(
  db: Queryable,
  orgId: string,
  find: string,
  asked: string | undefined,
): Promise<CompanyList> {
  const pattern = anywhere(find);
  const [counted] = await db.query<{ total: number }>(`select count(*)::int as total ${FOUND}`, [
    orgId,
    pattern,
  ]);
  const page = pageOf(asked, SIZE, counted?.total ?? 0);
  const listed = await db.query<{ id: string }>(
    `select id ${FOUND} order by lower(name), id limit $3 offset $4`,
    [orgId, pattern, SIZE, offsetOf(page)],
  );
  const companies = await readFigures(
    db,
    orgId,
    listed.map(({ id }) => id),
  );
  return { ...page, companies };
}

/** What is told of each of these companies, by name. */
export function readFigures(db: Queryable, orgId: string, ids: readonly string[]): Promise<CompanyRow[]> {
  return db.query<CompanyRow>(
    `with ${BELONGING}, ${SUGGESTED},
       held as (
         select b.company_id, count(*)::int as meetings, max(m.started_at) as last
         from belonging b join meetings m on m.id = b.meeting_id group by 1
       ),
       open as (select company_id, count(distinct uuid)::int as suggestions from suggested group by 1)
     select c.id, c.name, c.domain, coalesce(held.meetings, 0) as meetings, held.last as "lastMeetingAt",
       coalesce(open.suggestions, 0) as suggestions
     from companies c left join held on held.company_id = c.id left join open on open.company_id = c.id
     where c.org_id = $1 and c.id = any($2) order by lower(c.name), c.id`,
    [orgId, ids],
  );
}
