-- Halo's own side of an integration: nothing here is granted to a plugin.

-- Per org and provider: modes and settings. A mode counts as on while it is unset.
create table integrations (
  org_id    text not null references teams,
  provider  text not null,
  ingest    boolean,
  settings  jsonb not null default '{}',
  primary key (org_id, provider)
);

-- The key of the credentials, for a demo that was given none. In production it comes from a key management service.
create table encryption_keys (
  id   text primary key,
  key  bytea not null
);

create table credentials (
  org_id      text not null references teams,
  provider    text not null,
  name        text not null,
  key_id      text not null,
  nonce       bytea not null,
  ciphertext  bytea not null,
  -- whose it is at the provider, so that a newer grant of theirs finds it
  owner       text,
  updated_at  timestamptz not null default now(),
  primary key (org_id, provider, name)
);

-- Between the redirect to the provider and its callback; taken once, by the same org and user.
create table authorization_attempts (
  state          text primary key,
  org_id         text not null references teams,
  user_id        text not null,
  provider       text not null,
  code_verifier  text not null,
  redirect_uri   text not null,
  expires_at     timestamptz not null
);

create table webhook_deliveries (
  id           uuid primary key default gen_random_uuid(),
  org_id       text not null references teams,
  provider     text not null,
  key          text not null,
  delivery     jsonb not null,
  received_at  timestamptz not null,
  unique (org_id, provider, key)
);

create table knowledge_sources (
  org_id       text not null references teams,
  id           text not null,
  title        text not null,
  title_stems  tsvector not null generated always as (to_tsvector('english', title)) stored,
  occurred_at  timestamptz not null,
  visibility   text not null check (visibility in ('customers', 'general', 'internal', 'hold')),
  updated_at   timestamptz not null default now(),
  primary key (org_id, id)
);

create table knowledge_source_customers (
  org_id       text not null,
  source_id    text not null,
  company_id   text,
  end_user_id  text,
  foreign key (org_id, source_id) references knowledge_sources on delete cascade,
  check (company_id is not null or end_user_id is not null)
);
create unique index knowledge_source_customers_once
  on knowledge_source_customers (org_id, source_id, coalesce(company_id, ''), coalesce(end_user_id, ''));

-- Two vectors: stems, so that "renewals" finds "renewed"; and the words as they stand, for exact sentences, for
-- sentences of stop words alone, and for languages whose stems English does not know.
create table knowledge_passages (
  org_id     text not null,
  source_id  text not null,
  id         text not null,
  position   integer not null,
  text       text not null,
  metadata   jsonb not null,
  stems      tsvector not null generated always as (to_tsvector('english', text)) stored,
  words      tsvector not null generated always as (to_tsvector('simple', text)) stored,
  length     integer not null generated always as (length(to_tsvector('english', text))) stored,
  primary key (org_id, source_id, id),
  foreign key (org_id, source_id) references knowledge_sources on delete cascade
);
create index knowledge_passages_stems on knowledge_passages using gin (stems);
create index knowledge_passages_words on knowledge_passages using gin (words);
