/*
 * Which meetings belong to companies, as parts of a query: $1 is the org, $2 the ids of the companies. A meeting of one
 * of its people is a company's too.
 */

export const BELONGING = `belonging as (
  select company_id, meeting_id from meeting_links where org_id = $1 and company_id = any($2)
  union
  select u.company_id, l.meeting_id from end_users u
    join meeting_links l on l.org_id = u.org_id and l.end_user_id = u.id
  where u.org_id = $1 and u.company_id = any($2))`;

/** Needs `belonging`: a meeting that is the company's already is no question any more. */
export const SUGGESTED = `perhaps as (
  select company_id, uuid, reason, evidence, end_user_id from overview_suggestions
  where org_id = $1 and company_id = any($2)
  union
  select u.company_id, s.uuid, s.reason, s.evidence, s.end_user_id from overview_suggestions s
    join end_users u on u.org_id = s.org_id and u.id = s.end_user_id
  where s.org_id = $1 and u.company_id = any($2)),
suggested as (
  select p.* from perhaps p where not exists (
    select from belonging b join meetings m on m.id = b.meeting_id
    where b.company_id = p.company_id and m.provider = current_setting('halo.provider') and m.external_id = p.uuid))`;
