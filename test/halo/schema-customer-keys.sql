-- What customers are found by, for databases made before contracts/tables.sql had it.

-- How two spellings of an address, a name or a host are compared: NFKC in lower case, without what rides along when text
-- is pasted (blanks and commas around it, zero-width and direction marks).
create or replace function folded(spelling text) returns text
language sql immutable strict parallel safe
return regexp_replace(
  regexp_replace(
    normalize(lower(normalize(spelling, nfkc)), nfkc),
    '[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]', '', 'g'),
  '^[\s,;]+|[\s,;]+$', '', 'g');

-- The host in a website domain, from its end and with a dot behind (`moc.emca.www.`): a range of it is a domain with its
-- subdomains. The domain may be a URL, carry `www.`, a port or a path, be an address, or have the full stop of Chinese and
-- Japanese keyboards.
create or replace function host_key(domain text) returns text
language sql immutable strict parallel safe
return reverse(rtrim(substring(
  translate(folded(domain), '\。', '/.')
  from '^(?:mailto:)?(?:(?:[a-z][a-z0-9+.-]*:)?//+)*(?:[^/?#]*@)?([^/?#:]*)'), '.')) || '.';

alter table companies
  add column if not exists domain_key text collate "C" generated always as (host_key(domain)) stored;
create index if not exists companies_domain_key on companies (org_id, domain_key);

alter table end_users
  add column if not exists email_key text generated always as (folded(email)) stored,
  add column if not exists name_key text generated always as (folded(name)) stored;
drop index if exists end_users_email;
create index if not exists end_users_email_key on end_users (org_id, email_key);
create index if not exists end_users_name_key on end_users (org_id, name_key);
