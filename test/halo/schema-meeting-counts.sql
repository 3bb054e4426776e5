-- Meetings are counted as they come and go. A new database has the tables already, from contracts/tables.sql.

alter table meetings add column if not exists linked boolean not null default false;
create table if not exists meeting_counts (
  id        uuid primary key default gen_random_uuid(),
  org_id    text not null references teams,
  provider  text not null,
  day       date not null,
  meetings  integer not null,
  linked    integer not null
) with (fillfactor = 50);
create index if not exists meeting_counts_day on meeting_counts (org_id, provider, day);
alter table meeting_counts enable row level security;
drop policy if exists own_org on meeting_counts;
create policy own_org on meeting_counts using (org_id = current_setting('halo.org_id', true));
grant select on meeting_counts to halo_plugin_zoom;

-- Workers that are running wait here until all is counted, and are counted from then on.
lock table meetings, meeting_links in share row exclusive mode;
update meetings m set linked = true
where not linked and exists (select from meeting_links l where l.meeting_id = m.id);
insert into meeting_counts (org_id, provider, day, meetings, linked)
select org_id, provider, (started_at at time zone 'UTC')::date, count(*), count(*) filter (where linked)
from meetings group by 1, 2, 3;

-- Takes a row of the day that nobody else is changing, or a new one: jobs of one org never wait for each other to count.
create function add_to_meeting_counts(
  to_org text, to_provider text, to_day date, more_meetings integer, more_linked integer) returns void
language plpgsql as $$
declare free uuid;
begin
  select id into free from meeting_counts
  where org_id = to_org and provider = to_provider and day = to_day
  limit 1 for update skip locked;
  if free is null then
    insert into meeting_counts (org_id, provider, day, meetings, linked)
    values (to_org, to_provider, to_day, more_meetings, more_linked);
  else
    update meeting_counts set meetings = meetings + more_meetings, linked = linked + more_linked where id = free;
    delete from meeting_counts where id = free and meetings = 0 and linked = 0;
  end if;
end $$;

-- As Halo, whoever writes a meeting: a plugin reads what is counted, and changes nothing of it.
create function meeting_counted() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'DELETE' then
    perform add_to_meeting_counts(
      new.org_id, new.provider, (new.started_at at time zone 'UTC')::date, 1, new.linked::integer);
  end if;
  if tg_op <> 'INSERT' then
    perform add_to_meeting_counts(
      old.org_id, old.provider, (old.started_at at time zone 'UTC')::date, -1, -old.linked::integer);
  end if;
  return null;
end $$;
create trigger counted after insert or delete on meetings
  for each row execute function meeting_counted();
create trigger recounted after update of org_id, provider, started_at, linked on meetings
  for each row when ((old.org_id, old.provider, old.started_at, old.linked)
                     is distinct from (new.org_id, new.provider, new.started_at, new.linked))
  execute function meeting_counted();

-- At the end of the transaction, for links are replaced as a whole. The lock: of two transactions that change the links
-- of one meeting, the second looks when the first is done. A link is never moved to another meeting.
create function meeting_linked() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare of_meeting uuid := case tg_op when 'DELETE' then old.meeting_id else new.meeting_id end;
begin
  perform from meetings where id = of_meeting for no key update;
  update meetings m set linked = not linked
  where id = of_meeting and linked <> exists (select from meeting_links l where l.meeting_id = m.id);
  return null;
end $$;
create constraint trigger linked after insert or delete on meeting_links
  deferrable initially deferred for each row execute function meeting_linked();
