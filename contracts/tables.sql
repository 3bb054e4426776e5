-- The Halo tables and columns that the plugin relies on.
-- Halo owns them. The plugin's role reads all of them and writes only what is granted at the end.
-- Every row belongs to one org; row-level security compares org_id with the setting halo.org_id.

create table teams (
  id        text primary key,
  name      text not null,
  -- zoom_account_id routes webhooks to the org
  settings  jsonb not null default '{}'
);
create index teams_zoom_account on teams ((settings ->> 'zoom_account_id'));

create table team_members (
  org_id  text not null references teams,
  email   text not null,
  primary key (org_id, email)
);

-- How two spellings of an address, a name or a host are compared: NFKC in lower case, without what rides along when text
-- is pasted (blanks and commas around it, zero-width and direction marks).
create function folded(spelling text) returns text
language sql immutable strict parallel safe
return regexp_replace(
  regexp_replace(
    normalize(lower(normalize(spelling, nfkc)), nfkc),
    '[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]', '', 'g'),
  '^[\s,;]+|[\s,;]+$', '', 'g');

-- The host in a website domain, from its end and with a dot behind (`moc.emca.www.`): a range of it is a domain with its
-- subdomains. The domain may be a URL, carry `www.`, a port or a path, be an address, or have the full stop of Chinese and
-- Japanese keyboards.
create function host_key(domain text) returns text
language sql immutable strict parallel safe
return reverse(rtrim(substring(
  translate(folded(domain), '\。', '/.')
  from '^(?:mailto:)?(?:(?:[a-z][a-z0-9+.-]*:)?//+)*(?:[^/?#]*@)?([^/?#:]*)'), '.')) || '.';

create table companies (
  org_id  text not null references teams,
  id      text not null,
  name    text not null,
  -- one website domain; may arrive as a URL, with www., in upper case, with a port
  domain  text,
  -- Stored, as are those of end_users: row-level security keeps an index on an expression from being used, since folding
  -- may tell of other orgs' rows.
  domain_key text collate "C" generated always as (host_key(domain)) stored,
  primary key (org_id, id)
);
create index companies_domain_key on companies (org_id, domain_key);

create table end_users (
  org_id      text not null references teams,
  id          text not null,
  email       text,
  name        text,
  company_id  text,
  email_key   text generated always as (folded(email)) stored,
  name_key    text generated always as (folded(name)) stored,
  primary key (org_id, id)
);
create index end_users_email_key on end_users (org_id, email_key);
create index end_users_name_key on end_users (org_id, name_key);

create table learning_rules (
  org_id  text not null references teams,
  id      text not null,
  type    text not null check (type in ('topic', 'keyword', 'instruction')),
  text    text not null,
  paused  boolean not null default false,
  primary key (org_id, id)
);

-- Halo's meetings of every provider. external_id is Zoom's meeting UUID: the numeric id names a whole series.
create table meetings (
  id                uuid primary key default gen_random_uuid(),
  org_id            text not null references teams,
  provider          text not null,
  external_id       text not null,
  title             text not null,
  started_at        timestamptz not null,
  duration_minutes  integer not null,
  host_email        text,
  audience          text not null check (audience in ('customers', 'general', 'internal', 'hold')),
  source_id         text not null,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  -- whether a row of meeting_links is of it; Halo keeps this
  linked            boolean not null default false,
  unique (org_id, provider, external_id)
);
create index meetings_recent on meetings (org_id, provider, started_at desc);

-- How many meetings there are of each UTC day, and how many of them are linked. Halo keeps this in the transaction that
-- changes a meeting or its links. A day may have several rows, some below zero: only their sums count.
create table meeting_counts (
  id        uuid primary key default gen_random_uuid(),
  org_id    text not null references teams,
  provider  text not null,
  day       date not null,
  meetings  integer not null,
  linked    integer not null
) with (fillfactor = 50);
create index meeting_counts_day on meeting_counts (org_id, provider, day);

-- Which customers a meeting belongs to, and the evidence.
create table meeting_links (
  org_id       text not null references teams,
  meeting_id   uuid not null references meetings on delete cascade,
  company_id   text,
  end_user_id  text,
  email        text,
  source       text not null,
  method       text not null,
  confidence   real not null,
  attended     boolean not null,
  check (company_id is not null or end_user_id is not null)
);
create unique index meeting_links_once
  on meeting_links (meeting_id, coalesce(company_id, ''), coalesce(end_user_id, ''));
create index meeting_links_company on meeting_links (org_id, company_id);

-- One address serves every org of a provider; the provider checks now and then that it is ours.
create table webhook_endpoints (
  provider      text primary key,
  validated_at  timestamptz not null
);

alter table teams           enable row level security;
alter table team_members    enable row level security;
alter table companies       enable row level security;
alter table end_users       enable row level security;
alter table learning_rules  enable row level security;
alter table meetings        enable row level security;
alter table meeting_links   enable row level security;
alter table meeting_counts  enable row level security;

create policy own_org on teams          using (id     = current_setting('halo.org_id', true));
create policy own_org on team_members   using (org_id = current_setting('halo.org_id', true));
create policy own_org on companies      using (org_id = current_setting('halo.org_id', true));
create policy own_org on end_users      using (org_id = current_setting('halo.org_id', true));
create policy own_org on learning_rules using (org_id = current_setting('halo.org_id', true));
create policy own_org on meetings       using (org_id = current_setting('halo.org_id', true));
create policy own_org on meeting_links  using (org_id = current_setting('halo.org_id', true));
create policy own_org on meeting_counts using (org_id = current_setting('halo.org_id', true));

-- Customers are read, never created or touched.
grant select on teams, team_members, companies, end_users, learning_rules to halo_plugin_zoom;
grant select on webhook_endpoints, meeting_counts to halo_plugin_zoom;
grant update (settings) on teams to halo_plugin_zoom;
grant select, insert, update, delete on meetings, meeting_links to halo_plugin_zoom;
