import type { PluginManifest } from '../../contracts/generated/manifest.ts';
import type { Queryable } from '../../contracts/host.ts';
import type { Settings, SettingsSchema } from './settings-schema.ts';

/** The settings of an org, defaults filled in. Settings that no longer fit an updated manifest fall back to defaults. */
export async function readSettings(
  db: Queryable,
  schema: SettingsSchema,
  orgId: string,
  provider: string,
): Promise<Settings> {
  const [row] = await db.query<{ settings: Record<string, unknown> }>(
    'select settings from integrations where org_id = $1 and provider = $2',
    [orgId, provider],
  );
  const stored = row?.settings ?? {};
  const checked = schema(stored);
  if (checked.ok) return checked.settings;
  const fitting = Object.fromEntries(Object.entries(stored).filter(([field]) => !(field in checked.errors)));
  const rest = schema(fitting);
  return rest.ok ? rest.settings : {};
}

/** What only another release knows stays beside them: its processes may be running, or come back. */
export async function writeSettings(
  db: Queryable,
  orgId: string,
  provider: string,
  settings: Settings,
): Promise<void> {
  await db.query(
    `insert into integrations as i (org_id, provider, settings) values ($1, $2, $3)
     on conflict (org_id, provider) do update set settings = i.settings || excluded.settings
     where i.settings <> i.settings || excluded.settings`,
    [orgId, provider, JSON.stringify(settings)],
  );
}

/** Ingest is on unless it was switched off. */
export async function ingestIsOn(db: Queryable, orgId: string, provider: string): Promise<boolean> {
  const [row] = await db.query<{ ingest: boolean | null }>(
    'select ingest from integrations where org_id = $1 and provider = $2',
    [orgId, provider],
  );
  return row?.ingest ?? true;
}

export async function setIngest(db: Queryable, orgId: string, provider: string, on: boolean): Promise<void> {
  await db.query(
    `insert into integrations as i (org_id, provider, ingest) values ($1, $2, $3)
     on conflict (org_id, provider) do update set ingest = excluded.ingest where i.ingest is distinct from excluded.ingest`,
    [orgId, provider, on],
  );
}

/** The orgs that ingest from `provider` and hold an account id in their team settings. */
export async function ingestingOrgs(
  db: Queryable,
  { provider, webhook }: PluginManifest,
): Promise<readonly string[]> {
  const rows = await db.query<{ id: string }>(
    `select t.id from teams t left join integrations i on i.org_id = t.id and i.provider = $1
     where t.settings ->> $2 is not null and coalesce(i.ingest, true)
     order by t.id`,
    [provider, webhook.orgKey],
  );
  return rows.map(({ id }) => id);
}
