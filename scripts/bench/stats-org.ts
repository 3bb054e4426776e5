import type { Halo } from '../../test/halo/halo.ts';
import { createOrg } from '../../test/halo/orgs.ts';

/** Over so many days, however many meetings there are: a large org has more of them a day. */
const DAYS = 1_095;
const MEETINGS_OF_A_COMPANY = 50;
/** Of so many recordings one never had a transcript; of so many, one could not be read. */
const NO_TRANSCRIPT_EVERY = 20;
const FAILED_EVERY = 2_000;
/** Three of ten meetings have no customer in them, two have one that is known by name and company. */
const LINKED = { of: 10, some: 7, both: 2 };

/** How many of so many meetings are linked to a customer. */
export function linkedOf(meetings: number): number {
  return (meetings / LINKED.of) * LINKED.some;
}

/** A connected org with so many meetings, and all that the plugin keeps of each but what was said. */
export async function fillOrg({ halo }: Halo, meetings: number): Promise<string> {
  const { id } = await createOrg(halo, { id: `of-${meetings}`, name: `${meetings} meetings` });
  await halo.query(
    `insert into zoom.connections (org_id, account_id, user_id, user_email, mode, state, scopes, missing_scopes, webhook,
       connected_by, connected_at, last_sync_at, listed_through)
     values ($1, $1, $1, 'host@vendor.example', 'account', 'connected', '{}', '{}', 'app', 'admin', now(), now(), now())`,
    [id],
  );
  await halo.query(
    `insert into zoom.request_budgets (account_id, tier, next_at)
     select $1, tier, now() from unnest(array['light', 'medium']) tier`,
    [id],
  );
  await halo.query(
    `with company as (
       insert into companies (org_id, id, name, domain)
       select $1, 'c' || n, 'Customer ' || n, 'customer-' || n || '.example'
       from generate_series(0, $2::int / ${MEETINGS_OF_A_COMPANY} - 1) n)
     insert into end_users (org_id, id, email, name, company_id)
     select $1, 'e' || n, 'person-' || n || '@customer-' || n || '.example', 'Person ' || n, 'c' || n
     from generate_series(0, $2::int / ${MEETINGS_OF_A_COMPANY} - 1) n`,
    [id, meetings],
  );
  await halo.transaction(async (tx) => {
    // Without foreign keys and triggers, which take minutes for a million rows: what they count is counted at the end.
    await tx.query('set local session_replication_role = replica');
    for (const statement of STATEMENTS) await tx.query(statement, [id, meetings]);
    await tx.query(COUNTS, [id]);
  });
  return id;
}

/** The $2 meetings of org $1, the newest first. */
const EACH = `(
  select n, 'call-' || n as uuid, now() - (n::float8 / $2::int) * interval '${DAYS} days' as start,
         n % ($2::int / ${MEETINGS_OF_A_COMPANY}) as company, n % ${LINKED.of} < ${LINKED.some} as linked
  from generate_series(1, $2::int) n) each`;

const STATEMENTS = [
  `insert into zoom.recordings (org_id, uuid, meeting_id, topic, kind, host_id, host_email, start_time, duration_minutes,
     state, listing_hash, content_hash, account_id, reads)
   select $1, uuid, (80000000000 + n)::text, 'Call ' || n, 'meeting', 'host', 'host@vendor.example', start, 30,
     'ingested', md5(uuid), md5(uuid), $1, 1 from ${EACH}`,
  `insert into zoom.recordings (org_id, uuid, topic, kind, host_id, start_time, duration_minutes, state, listing_hash, account_id)
   select $1, 'silent-' || n, 'Call ' || n, 'meeting', 'host', start, 3,
     case when n % ${FAILED_EVERY} = 0 then 'failed' when start > now() - interval '1 hour' then 'awaiting_transcript'
          else 'no_transcript' end, md5(uuid), $1
   from ${EACH} where n % ${NO_TRANSCRIPT_EVERY} = 0`,
  `insert into meetings (org_id, provider, external_id, title, started_at, duration_minutes, host_email, audience, source_id,
     created_at, updated_at, linked)
   select $1, 'zoom', uuid, 'Call ' || n, start, 30, 'host@vendor.example',
     case when linked then 'customers' else 'internal' end, 'zoom:' || uuid, start, start, linked
   from ${EACH}`,
  `insert into meeting_links (org_id, meeting_id, company_id, end_user_id, email, source, method, confidence, attended)
   select $1, m.id, 'c' || company, case when person then 'e' || company end, 'person-' || company || '@customer.example',
     'past_participants', case when person then 'email' else 'domain' end, 0.9, true
   from ${EACH} join meetings m on m.org_id = $1 and m.provider = 'zoom' and m.external_id = uuid
   cross join lateral (values (false), (true)) as kind (person)
   where each.linked and (not person or n % ${LINKED.of} < ${LINKED.both})`,
  `insert into zoom.distillations (org_id, uuid, extractor, input_tokens, output_tokens, builtin_pieces, dropped, distilled_at)
   select $1, uuid, 'model', 9000, 700, 0, 1, start from ${EACH}`,
];

/** As test/halo/schema-meeting-counts.sql counts what is there. */
const COUNTS = `
  insert into meeting_counts (org_id, provider, day, meetings, linked)
  select org_id, provider, (started_at at time zone 'UTC')::date, count(*), count(*) filter (where linked)
  from meetings where org_id = $1 group by 1, 2, 3`;
