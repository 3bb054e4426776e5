import type { Migration } from '../../../contracts/host.ts';

/** What Zoom's events need to be remembered: which files an event is about, who joined, and when to forget an org. */
export const events: Migration = {
  id: '0002-events',
  sql: `
alter table zoom.recordings
  -- the transcript's files as ingested; empty where Zoom gave them no id, as for captions
  add column transcript_file_ids text[],
  -- of the AI Companion's summary, where one was brought in
  add column summary_hash text;

-- Whoever an event said had joined, until the recording of the meeting comes in.
create table zoom.joined_participants (
  org_id         text not null,
  uuid           text not null,
  email          text not null,
  join_time      text not null,
  name           text,
  zoom_user_id   text,
  registrant_id  text,
  seen_at        timestamptz not null,
  primary key (org_id, uuid, email, join_time)
);
create index joined_participants_age on zoom.joined_participants (org_id, seen_at);
alter table zoom.joined_participants enable row level security;
create policy own_org on zoom.joined_participants using (org_id = current_setting('halo.org_id', true));
grant select, insert, update, delete on zoom.joined_participants to halo_plugin_zoom;

-- The app was removed in Zoom: Zoom's terms give ten days to delete what came from there.
alter table zoom.connections add column purge_at timestamptz;

alter table zoom.runs add column removed integer not null default 0;
create or replace view zoom.overview_runs as
select r.org_id, r.id, r.scope, r.trigger, r.state, r.phase,
       r.unchanged + coalesce(c.sent, 0) as found,
       r.unchanged + coalesce(c.done, 0) as done,
       r.unchanged + coalesce(c.sent, 0) as listed,
       coalesce(c.ingested, 0) as ingested,
       r.unchanged + coalesce(c.unchanged, 0) as unchanged,
       coalesce(c.done - c.ingested - c.unchanged - c.failed, 0) as skipped,
       coalesce(c.failed, 0) as failed,
       coalesce(c.reasons, '{}'::jsonb) as reasons, r.started_at, r.finished_at, r.error, r.removed
from zoom.runs r
left join lateral (
  select sum(n)::int as sent,
         coalesce(sum(n) filter (where outcome is not null), 0)::int as done,
         coalesce(sum(n) filter (where outcome = 'ingested'), 0)::int as ingested,
         coalesce(sum(n) filter (where outcome = 'unchanged'), 0)::int as unchanged,
         coalesce(sum(n) filter (where outcome = 'failed'), 0)::int as failed,
         jsonb_object_agg(coalesce(reason, outcome), n)
           filter (where outcome is not null and outcome not in ('ingested', 'unchanged')) as reasons
  from (select outcome, reason, count(*) as n
        from zoom.run_items i where i.org_id = r.org_id and i.run_id = r.id group by 1, 2) counted
) c on true;
`,
};
