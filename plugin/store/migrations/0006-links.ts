import type { Migration } from '../../../contracts/host.ts';

/** What links rest on, so that they can be made again without asking Zoom: addresses, admins' decisions, the directory. */
export const links: Migration = {
  id: '0006-links',
  sql: `
-- Zoom says that this is a user of the host's account, or the host
alter table zoom.participants add column internal boolean not null default false;
-- its links are to be made again, for the customers or the settings they rest on have changed
alter table zoom.recordings add column relink boolean not null default false;
create index recordings_relink on zoom.recordings (org_id) where relink;

-- when recordings were last marked for that: what was matched before may have been matched by older customers
alter table zoom.connections add column relinked_at timestamptz;

-- By what a customer may be found to have been in a meeting.
create table zoom.participant_keys (
  org_id  text not null,
  uuid    text not null,
  kind    text not null check (kind in ('email', 'untagged', 'domain', 'name')),
  value   text not null,
  primary key (org_id, kind, value, uuid),
  foreign key (org_id, uuid) references zoom.recordings on delete cascade
);
create index participant_keys_of on zoom.participant_keys (org_id, uuid);

-- An admin's word on one customer of one meeting. It outlives what matching finds.
create table zoom.link_decisions (
  org_id       text not null,
  uuid         text not null,
  company_id   text,
  end_user_id  text,
  decision     text not null check (decision in ('confirmed', 'removed', 'added')),
  decided_by   text,
  decided_at   timestamptz not null,
  foreign key (org_id, uuid) references zoom.recordings on delete cascade,
  check (company_id is not null or end_user_id is not null)
);
create unique index link_decisions_once
  on zoom.link_decisions (org_id, uuid, coalesce(company_id, ''), coalesce(end_user_id, ''));

-- What only a person can decide: somebody of a customer's name, or a domain that several companies claim.
create table zoom.suggestions (
  org_id       text not null,
  uuid         text not null,
  reason       text not null check (reason in ('same_name', 'shared_domain')),
  -- the name, or the domain
  evidence     text not null,
  company_id   text,
  end_user_id  text,
  foreign key (org_id, uuid) references zoom.recordings on delete cascade
);
create index suggestions_of on zoom.suggestions (org_id, uuid);

-- Halo's customers, team and matching settings as the links were last made by them.
create table zoom.directory_seen (
  org_id  text not null,
  kind    text not null check (kind in ('company', 'end_user', 'team', 'settings')),
  id      text not null,
  value   text not null,
  primary key (org_id, kind, id)
);

do $$
declare name text;
begin
  foreach name in array array['participant_keys', 'link_decisions', 'suggestions', 'directory_seen']
  loop
    execute format('alter table zoom.%I enable row level security', name);
    execute format(
      'create policy own_org on zoom.%I using (org_id = current_setting(''halo.org_id'', true))', name);
    execute format('grant select, insert, update, delete on zoom.%I to halo_plugin_zoom', name);
  end loop;
end $$;

create view zoom.overview_suggestions as
select s.org_id, s.uuid, s.reason, s.evidence, s.company_id, s.end_user_id from zoom.suggestions s;
create view zoom.overview_link_decisions as
select d.org_id, d.uuid, d.company_id, d.end_user_id, d.decision, d.decided_by, d.decided_at from zoom.link_decisions d;
`,
};
