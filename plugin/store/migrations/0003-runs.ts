import type { Migration } from '../../../contracts/host.ts';

/** Runs that can be joined, resumed and cancelled, and recordings that know whose they are and whether a job has them. */
export const runs: Migration = {
  id: '0003-runs',
  sql: `
alter table zoom.recordings
  -- Zoom's account it was listed in; null where it came in before this was kept
  add column account_id text,
  -- when the job that reads it was sent; null once it has been read
  add column queued_at timestamptz,
  -- of the meeting's chat as it is stored; null: none is
  add column chat_hash text;
drop index zoom.recordings_state;
create index recordings_state on zoom.recordings (org_id, state, start_time desc);

alter table zoom.runs
  -- the admin who pressed the button
  add column started_by text,
  -- how far the listing has come: versioned, without anything of Zoom's that expires
  add column checkpoint jsonb,
  -- when the listing last showed a sign of life; null once its job has let go of it
  add column beat_at timestamptz,
  -- what to do about the error
  add column advice text,
  drop constraint runs_state_check,
  add constraint runs_state_check check (state in ('running', 'done', 'failed', 'cancelled'));
-- Two listings of one scope at a time would do the same work twice.
create unique index runs_listing on zoom.runs (org_id, scope) where state = 'running' and not listing_done;
alter table zoom.run_items add column advice text;
create index run_items_of_run on zoom.run_items (org_id, run_id, outcome);
-- run_items_of_run does the same; and without statistics yet, PostgreSQL took this one to look for a single recording
drop index zoom.run_items_waiting;

drop view zoom.overview_runs;
create view zoom.overview_runs as
select r.org_id, r.id, r.scope, r.trigger, r.started_by, r.state, r.phase,
       r.unchanged + coalesce(c.sent, 0) as found,
       r.unchanged + coalesce(c.done, 0) as done,
       r.unchanged + coalesce(c.sent, 0) as listed,
       coalesce(c.ingested, 0) as ingested,
       r.unchanged + coalesce(c.unchanged, 0) as unchanged,
       coalesce(c.done - c.ingested - c.unchanged - c.failed, 0) as skipped,
       coalesce(c.failed, 0) as failed, r.removed,
       coalesce(c.reasons, '{}'::jsonb) as reasons, r.started_at, r.finished_at, r.error, r.advice,
       -- the recordings that failed, with what to do about it; the page shows a few
       coalesce(f.failures, '[]'::jsonb) as failures
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
) c on true
left join lateral (
  select jsonb_agg(jsonb_build_object('uuid', uuid, 'reason', reason, 'advice', advice) order by uuid) as failures
  from (select i.uuid, i.reason, i.advice from zoom.run_items i
        where i.org_id = r.org_id and i.run_id = r.id and i.outcome = 'failed' order by i.uuid limit 20) failed
) f on true;
`,
};
