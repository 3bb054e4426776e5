-- What Halo got to know of webhooks after its first databases were made. A new database has some of it already, from
-- contracts/tables.sql.

create table if not exists webhook_endpoints (
  provider      text primary key,
  validated_at  timestamptz not null
);
grant select on webhook_endpoints to halo_plugin_zoom;

-- A secret that came with a delivery outlives neither its purpose nor its day.
alter table credentials add column if not exists expires_at timestamptz;
create index if not exists credentials_expiry on credentials (expires_at) where expires_at is not null;

create index if not exists webhook_deliveries_age on webhook_deliveries (received_at);
