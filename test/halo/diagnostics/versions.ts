import process from 'node:process';
import type { Platform } from '../platform.ts';
import { HALO_VERSION } from '../plugin-loader.ts';

/** What runs here, as far as it is known without the database. */
export function versionsOf({ plugin: { manifest } }: Platform) {
  const { provider, version, engines } = manifest;
  return { provider, plugin: version, needsHalo: engines.halo, halo: HALO_VERSION, node: process.version };
}

/** The database, and which of the plugin's migrations it has not seen. */
export async function readDatabase({ halo, plugin: { manifest, migrations } }: Platform) {
  const [server] = await halo.query<{ version: string }>(
    `select current_setting('server_version') as version`,
  );
  const applied = await halo.query<{ id: string }>('select id from halo_migrations where owner = $1', [
    manifest.provider,
  ]);
  const done = new Set(applied.map(({ id }) => id));
  const missing = migrations.map(({ id }) => id).filter((id) => !done.has(`migration:${id}`));
  return {
    postgres: server?.version ?? null,
    migrations: migrations.length - missing.length,
    newestMigration: migrations.findLast(({ id }) => !missing.includes(id))?.id ?? null,
    missingMigrations: missing,
  };
}
