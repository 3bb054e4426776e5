/** Parley's own tables, and the views that Halo's pages read. */
export const TABLES = `
create table parley.connections (
  org_id text primary key, account_id text not null, state text not null,
  missing text[] not null, connected_at timestamptz not null, last_sync_at timestamptz
);
create table parley.calls (
  org_id text not null, id text not null, title text not null, started_at timestamptz not null, minutes integer not null,
  lines jsonb not null, links jsonb not null, distilled_by text, primary key (org_id, id)
);
create table parley.insights (
  org_id text not null, call_id text not null, position integer not null, kind text not null, quote text not null,
  primary key (org_id, call_id, position),
  foreign key (org_id, call_id) references parley.calls on delete cascade
);
create table parley.runs (
  org_id text not null, id uuid not null default gen_random_uuid(), scope text not null, trigger text not null,
  found integer not null, at timestamptz not null, primary key (org_id, id)
);

do $$
declare name text;
begin
  foreach name in array array['connections', 'calls', 'insights', 'runs'] loop
    execute format('alter table parley.%I enable row level security', name);
    execute format('create policy own_org on parley.%I using (org_id = current_setting(''halo.org_id'', true))', name);
    execute format('grant select, insert, update, delete on parley.%I to halo_plugin_parley', name);
  end loop;
end $$;

create view parley.overview_recordings as
select org_id, id as uuid, title as topic, started_at as start_time, minutes as duration_minutes,
  null::text as host_email, 'ingested' as state, null::text as reason, 'general' as audience, links
from parley.calls;
create view parley.overview_insights as
select org_id, call_id as uuid, kind, quote as text, quote, null::text as speaker, 0 as start_ms,
  'parley:' || call_id as source_id, position
from parley.insights;
create view parley.overview_distillations as
select org_id, id as uuid, distilled_by as extractor, 0 as input_tokens, 0 as output_tokens, 0 as builtin_pieces,
  0 as dropped, started_at as distilled_at, null::text as held_back
from parley.calls where distilled_by is not null;
create view parley.overview_suggestions as
select org_id, id as uuid, null::text as reason, null::text as evidence, null::text as company_id, null::text as end_user_id
from parley.calls where false;
create view parley.overview_runs as
select org_id, id::text as id, scope, trigger, 'done' as state, null::text as phase, found, found as done,
  found as listed, found as ingested, 0 as unchanged, 0 as skipped, 0 as failed, null::jsonb as reasons,
  at as started_at, at as finished_at, null::text as started_by, null::text as error, null::text as advice,
  0 as removed, '[]'::jsonb as failures
from parley.runs;
`;
