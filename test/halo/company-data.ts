import type { Queryable } from '../../contracts/host.ts';
import { type CompanyRow, readFigures } from './company-list.ts';
import { BELONGING, SUGGESTED } from './company-meetings.ts';
import { INSIGHT, type InsightRow, type RecordingRow } from './overview.ts';

/** An end user of the company. */
export interface PersonRow {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

/** A meeting of the company, with those of its links that say so. */
export interface CompanyMeetingRow extends RecordingRow {
  readonly provider: string;
}

export interface CompanyInsightRow extends InsightRow {
  readonly topic: string;
  readonly at: Date;
}

/** A meeting that is perhaps the company's, or one of its people's. */
export interface CompanySuggestionRow {
  readonly uuid: string;
  readonly topic: string | null;
  readonly at: Date | null;
  readonly reason: string;
  readonly evidence: string;
  readonly companyId: string;
  readonly endUserId: string | null;
}

/** The first of many, and how many there are. */
export interface Some<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** Everything that is known of one company. */
export interface CompanyData {
  readonly company: CompanyRow;
  readonly people: Some<PersonRow>;
  readonly meetings: readonly CompanyMeetingRow[];
  /** How many insights there are of each kind. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly insights: readonly CompanyInsightRow[];
  readonly suggestions: Some<CompanySuggestionRow>;
}

const SHOWN = 50;

/** Undefined if the org has no such company. With a kind, the insights are of that kind alone. */
export async function readCompany(
  db: Queryable,
  orgId: string,
  id: string,
  kind: string,
): Promise<CompanyData | undefined> {
  const [company] = await readFigures(db, orgId, [id]);
  if (!company) return undefined;
  return {
    company,
    people: await readPeople(db, orgId, id),
    meetings: await readMeetings(db, orgId, id),
    kinds: await countKinds(db, orgId, id),
    insights: await readInsightsFor(db, orgId, id, kind),
    suggestions: await readSuggestions(db, orgId, id),
  };
}

async function readPeople(db: Queryable, orgId: string, id: string): Promise<Some<PersonRow>> {
  const rows = await db.query<PersonRow & { total: number }>(
    `select id, name, email, count(*) over ()::int as total from end_users
     where org_id = $1 and company_id = $2 order by name_key, email_key, id limit $3`,
    [orgId, id, SHOWN],
  );
  return { rows, total: rows[0]?.total ?? 0 };
}

function readMeetings(db: Queryable, orgId: string, id: string): Promise<CompanyMeetingRow[]> {
  return db.query<CompanyMeetingRow>(
    `with ${BELONGING},
       newest as (
         select m.* from belonging b join meetings m on m.id = b.meeting_id order by m.started_at desc, m.id limit $3
       )
     select m.provider, m.external_id as uuid, m.title as topic, m.started_at as "startTime",
       m.duration_minutes as "durationMinutes", m.host_email as "hostEmail", m.audience,
       coalesce(r.state, 'ingested') as state, r.reason, links.links
     from newest m
       left join overview_recordings r on m.provider = current_setting('halo.provider') and r.org_id = m.org_id and r.uuid = m.external_id
       cross join lateral (
         select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
             'companyId', l.company_id, 'endUserId', l.end_user_id, 'email', l.email,
             'source', l.source, 'method', l.method, 'confidence', l.confidence))
           order by l.confidence desc, l.company_id, l.end_user_id) as links
         from meeting_links l left join end_users u on u.org_id = l.org_id and u.id = l.end_user_id
         where l.meeting_id = m.id and (l.company_id = any($2) or u.company_id = any($2))
       ) links
     order by m.started_at desc, m.id`,
    [orgId, [id], SHOWN],
  );
}

/** The insights of the company's meetings. */
const INSIGHTS_OF = `from belonging b join meetings m on m.id = b.meeting_id and m.provider = current_setting('halo.provider')
  join overview_insights i on i.org_id = $1 and i.uuid = m.external_id`;

async function countKinds(db: Queryable, orgId: string, id: string): Promise<Record<string, number>> {
  const rows = await db.query<{ kind: string; n: number }>(
    `with ${BELONGING} select i.kind, count(*)::int as n ${INSIGHTS_OF} group by 1 order by 2 desc, 1`,
    [orgId, [id]],
  );
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]));
}

function readInsightsFor(
  db: Queryable,
  orgId: string,
  id: string,
  kind: string,
): Promise<CompanyInsightRow[]> {
  return db.query<CompanyInsightRow>(
    `with ${BELONGING} select ${INSIGHT}, m.title as topic, m.started_at as at ${INSIGHTS_OF}
     where $3 = '' or i.kind = $3 order by m.started_at desc, m.id, i.position limit $4`,
    [orgId, [id], kind, SHOWN],
  );
}

async function readSuggestions(
  db: Queryable,
  orgId: string,
  id: string,
): Promise<Some<CompanySuggestionRow>> {
  const rows = await db.query<CompanySuggestionRow & { total: number }>(
    `with ${BELONGING}, ${SUGGESTED}
     select s.uuid, r.topic, r.start_time as at, s.reason, s.evidence, s.company_id as "companyId",
       s.end_user_id as "endUserId", count(*) over ()::int as total
     from suggested s left join overview_recordings r on r.org_id = $1 and r.uuid = s.uuid
     order by r.start_time desc nulls last, s.uuid, s.end_user_id limit $3`,
    [orgId, [id], SHOWN],
  );
  return { rows, total: rows[0]?.total ?? 0 };
}
