import type { Migration } from '../../../contracts/host.ts';

/** The plugin's own tables. Every row but the request budgets belongs to one org and is fenced by row-level security. */
export const initial: Migration = {
  id: '0001-initial',
  sql: `
create table zoom.connections (
  org_id            text primary key,
  account_id        text not null,
  user_id           text not null,
  user_email        text,
  mode              text not null check (mode in ('account', 'user')),
  state             text not null check (state in
                      ('connecting', 'connected', 'degraded', 'reconnect_needed', 'disconnected', 'deauthorized')),
  reason            text,
  scopes            text[] not null,
  missing_scopes    text[] not null,
  webhook           text not null check (webhook in ('app', 'api', 'inactive')),
  webhook_reason    text,
  -- registered through Zoom's API for this org, and taken away with it
  subscription_id   text,
  connected_by      text not null,
  connected_at      timestamptz not null,
  webhook_seen_at   timestamptz,
  last_sync_at      timestamptz,
  -- every meeting that started before this has been listed
  listed_through    timestamptz
);
-- Zoom keeps one live token pair per user and app: a second org would kill the first one's.
create unique index connections_one_org on zoom.connections (account_id, user_id)
  where state in ('connecting', 'connected', 'degraded');

create table zoom.recordings (
  org_id            text not null,
  uuid              text not null,
  meeting_id        text,
  topic             text,
  kind              text,
  host_id           text,
  host_email        text,
  start_time        timestamptz,
  duration_minutes  integer,
  state             text not null check (state in
                      ('discovered', 'awaiting_transcript', 'ingested', 'no_transcript', 'skipped', 'restricted',
                       'trashed', 'deleted', 'failed')),
  reason            text,
  tries             integer not null default 0,
  next_try_at       timestamptz,
  -- files as last listed, with their URLs, until they have been read
  files             jsonb,
  listing_hash      text,
  content_hash      text,
  distilled_hash    text,
  distill_reason    text,
  -- when Zoom said that it was trashed, deleted or recovered; an older event changes nothing
  event_at          timestamptz,
  primary key (org_id, uuid)
);
create index recordings_start on zoom.recordings (org_id, start_time desc);
create index recordings_state on zoom.recordings (org_id, state);

create table zoom.transcripts (
  org_id  text not null,
  uuid    text not null,
  turns   jsonb not null,
  primary key (org_id, uuid),
  foreign key (org_id, uuid) references zoom.recordings on delete cascade
);

create table zoom.participants (
  org_id        text not null,
  uuid          text not null,
  key           text not null,
  name          text,
  kind          text not null,
  side          text not null,
  attended      boolean not null,
  waiting_only  boolean not null,
  addresses     jsonb not null,
  seconds       integer,
  primary key (org_id, uuid, key),
  foreign key (org_id, uuid) references zoom.recordings on delete cascade
);

create table zoom.insights (
  org_id    text not null,
  uuid      text not null,
  position  integer not null,
  kind      text not null,
  text      text not null,
  quote     text not null,
  speaker   text,
  side      text not null,
  start_ms  integer not null,
  end_ms    integer not null,
  owner     text,
  due       text,
  primary key (org_id, uuid, position),
  foreign key (org_id, uuid) references zoom.recordings on delete cascade
);

create table zoom.runs (
  org_id       text not null,
  id           uuid not null,
  job_id       text not null,
  scope        text not null,
  trigger      text not null,
  state        text not null check (state in ('running', 'done', 'failed')),
  phase        text not null,
  -- listed and already held just so: no job was sent for them
  unchanged    integer not null default 0,
  listing_done boolean not null default false,
  error        text,
  started_at   timestamptz not null,
  finished_at  timestamptz,
  primary key (org_id, id)
);
create index runs_recent on zoom.runs (org_id, started_at desc);
create unique index runs_job on zoom.runs (org_id, job_id);

-- The recordings a run sent a job for, and what became of each: null while it waits. Counted once, however often
-- a job is run.
create table zoom.run_items (
  org_id   text not null,
  run_id   uuid not null,
  uuid     text not null,
  outcome  text,
  reason   text,
  primary key (org_id, run_id, uuid),
  foreign key (org_id, run_id) references zoom.runs on delete cascade
);
create index run_items_waiting on zoom.run_items (org_id, run_id) where outcome is null;
create index run_items_of_recording on zoom.run_items (org_id, uuid) where outcome is null;

-- When each Zoom account may be asked next. Zoom counts per account, whichever org asks: no org owns a row.
create table zoom.request_budgets (
  account_id    text not null,
  tier          text not null,
  next_at       timestamptz not null,
  -- as Zoom states it
  per_second    double precision,
  -- the day's limit is spent until then
  parked_until  timestamptz,
  primary key (account_id, tier)
);
grant select, insert, update on zoom.request_budgets to halo_plugin_zoom;

do $$
declare
  name text;
begin
  foreach name in array array['connections', 'recordings', 'transcripts', 'participants', 'insights', 'runs', 'run_items']
  loop
    execute format('alter table zoom.%I enable row level security', name);
    execute format(
      'create policy own_org on zoom.%I using (org_id = current_setting(''halo.org_id'', true))', name);
    execute format('grant select, insert, update, delete on zoom.%I to halo_plugin_zoom', name);
  end loop;
end $$;

-- What Halo's pages read. Columns are a promise; the tables behind them are not.
create view zoom.overview_recordings as
select r.org_id, r.uuid, coalesce(r.topic, '') as topic, r.start_time, r.duration_minutes, r.host_email,
       r.state, r.reason, m.audience,
       coalesce((
         select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                  'companyId', l.company_id, 'endUserId', l.end_user_id, 'email', l.email,
                  'source', l.source, 'method', l.method, 'confidence', round(l.confidence::numeric, 2)))
                  order by l.confidence desc, l.company_id, l.end_user_id)
         from meeting_links l where l.meeting_id = m.id), '[]'::jsonb) as links
from zoom.recordings r
left join meetings m on m.org_id = r.org_id and m.provider = 'zoom' and m.external_id = r.uuid;

create view zoom.overview_insights as
select i.org_id, i.uuid, i.kind, i.text, i.quote, i.speaker, i.start_ms, m.source_id, i.position
from zoom.insights i
join meetings m on m.org_id = i.org_id and m.provider = 'zoom' and m.external_id = i.uuid;

create view zoom.overview_runs as
select r.org_id, r.id, r.scope, r.trigger, r.state, r.phase,
       r.unchanged + coalesce(c.sent, 0) as found,
       r.unchanged + coalesce(c.done, 0) as done,
       r.unchanged + coalesce(c.sent, 0) as listed,
       coalesce(c.ingested, 0) as ingested,
       r.unchanged + coalesce(c.unchanged, 0) as unchanged,
       coalesce(c.done - c.ingested - c.unchanged - c.failed, 0) as skipped,
       coalesce(c.failed, 0) as failed,
       coalesce(c.reasons, '{}'::jsonb) as reasons, r.started_at, r.finished_at, r.error
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
