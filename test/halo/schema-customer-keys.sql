-- What customers are found by, for databases made before contracts/tables.sql had it.

alter table end_users
  add column if not exists email_key text generated always as (lower(normalize(email, nfkc))) stored,
  add column if not exists name_key text generated always as (lower(normalize(name, nfkc))) stored;
drop index if exists end_users_email;
create index if not exists end_users_email_key on end_users (org_id, email_key);
create index if not exists end_users_name_key on end_users (org_id, name_key);
