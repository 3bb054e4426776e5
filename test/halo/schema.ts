import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Migration, Queryable } from '../../contracts/host.ts';
import { packageRoot } from '../package-root.ts';
import { messageOf, PlainError } from './plain-error.ts';
import { type HaloDatabase, pluginRole } from './postgres/database.ts';

/** The role that the SQL of this repository names. The same is granted to whichever plugin Halo carries. */
const WRITTEN_FOR = pluginRole('zoom');

interface Step {
  readonly owner: string;
  readonly id: string;
  readonly sql: string;
}

/**
 * Brings the database up to date: the plugin's role, the tables of contracts/tables.sql, Halo's own, and then the
 * plugin's migrations in its own schema. All or nothing, and nothing at all when it has been done before. Returns the
 * steps of a newer release, which has been at this database already: they are left as they are, for every step is such
 * that the release before it can go on.
 */
export async function migrate(
  halo: HaloDatabase,
  provider: string,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const role = pluginRole(provider);
  const schema = pg.escapeIdentifier(provider);
  const granted = async (path: string) => (await readSql(path)).replaceAll(WRITTEN_FOR, role);
  const steps: Step[] = [
    { owner: 'halo', id: 'contract-tables', sql: await granted('contracts/tables.sql') },
    { owner: 'halo', id: 'platform', sql: await granted('test/halo/schema.sql') },
    { owner: 'halo', id: 'webhook-endpoints', sql: await granted('test/halo/schema-webhook-endpoints.sql') },
    { owner: 'halo', id: 'customer-keys', sql: await granted('test/halo/schema-customer-keys.sql') },
    { owner: 'halo', id: 'pages', sql: await granted('test/halo/schema-pages.sql') },
    { owner: 'halo', id: 'meeting-counts', sql: await granted('test/halo/schema-meeting-counts.sql') },
    {
      owner: provider,
      id: 'schema',
      sql: `create schema ${schema}; grant usage on schema ${schema} to ${role}`,
    },
    ...migrations.map(({ id, sql }) => ({ owner: provider, id: `migration:${id}`, sql })),
  ];
  await reach(halo);
  return halo.transaction(async (tx) => {
    // Several processes may start at once on the same database.
    await tx.query(`select pg_advisory_xact_lock(hashtext('halo:migrate'))`);
    await ensureRole(tx, role);
    await tx.query(
      `create table if not exists halo_migrations (
         owner text not null, id text not null, applied_at timestamptz not null default now(), primary key (owner, id))`,
    );
    const applied = await tx.query<Pick<Step, 'owner' | 'id'>>(
      'select owner, id from halo_migrations order by applied_at, owner, id',
    );
    const done = new Set(applied.map(nameOf));
    for (const { owner, id, sql } of steps) {
      if (done.has(nameOf({ owner, id }))) continue;
      await tx.query(sql);
      await tx.query('insert into halo_migrations (owner, id) values ($1, $2)', [owner, id]);
    }
    const known = new Set(steps.map(nameOf));
    return [...done].filter((name) => !known.has(name));
  });
}

function nameOf({ owner, id }: Pick<Step, 'owner' | 'id'>): string {
  return `${owner}/${id}`;
}

function readSql(path: string): Promise<string> {
  return readFile(join(packageRoot, path), 'utf8');
}

async function reach(halo: HaloDatabase): Promise<void> {
  await halo.query('select 1').catch((cause: unknown) => {
    throw new PlainError(`Halo cannot reach its database (DATABASE_URL): ${messageOf(cause)}.`, { cause });
  });
}

/** Roles belong to the whole server, so another database's Halo may create it at the same moment. */
async function ensureRole(tx: Queryable, role: string): Promise<void> {
  try {
    await tx.query(`
      do $$
      begin
        if not exists (select from pg_roles where rolname = '${role}') then
          begin
            create role ${role} nologin;
          exception when duplicate_object or unique_violation then null;
          end;
        end if;
        -- Since PostgreSQL 16 creating a role does not let its creator act as it; before, any member could.
        if current_setting('server_version_num')::int < 160000 then
          if not pg_has_role(current_user, '${role}', 'member') then
            execute format('grant ${role} to %I', current_user);
          end if;
        elsif not pg_has_role(current_user, '${role}', 'set') then
          execute format('grant ${role} to %I with inherit false, set true', current_user);
        end if;
      end $$`);
  } catch (cause) {
    throw new PlainError(
      `The database user of DATABASE_URL may not create the role ${role} or act as it: ${messageOf(cause)}.`,
      { cause },
    );
  }
}
