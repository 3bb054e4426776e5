import pg from 'pg';
import type { Database, Transaction } from '../../../contracts/host.ts';
import { OpenTransaction } from './open-transaction.ts';
import { run } from './statements.ts';

/** The role that a plugin's SQL runs as; contracts/tables.sql and the plugin's migrations grant to it. */
export const pluginRole = (provider: string): string => `halo_plugin_${provider.replaceAll('-', '_')}`;

/** Halo's own connections: the owner of the tables, above row-level security. */
export interface HaloDatabase extends Database {
  end(): Promise<void>;
}

/** Connections for plugin code, each lent to one org at a time. */
export interface PluginDatabase {
  forOrg(orgId: string): Database;
  end(): Promise<void>;
}

const CONNECTIONS = 20;

/** With a provider, the views of its plugin can be read without naming its schema, and `halo.provider` says whose they are. */
export function openHaloDatabase(url: string, provider?: string): HaloDatabase {
  const pool = openPool({
    connectionString: url,
    application_name: 'halo',
    ...(provider ? { onConnect: (client: pg.ClientBase) => lookInto(client, provider) } : {}),
  });
  return {
    ...lend(() => pool.connect(), undefined),
    end: () => pool.end(),
  };
}

async function lookInto(client: pg.ClientBase, provider: string): Promise<void> {
  await client.query(
    `select set_config('halo.provider', $1, false), set_config('search_path', format('public, %I', $1::text), false)`,
    [provider],
  );
}

export function openPluginDatabase(url: string, provider: string): PluginDatabase {
  const role = pluginRole(provider);
  const pool = openPool({
    connectionString: url,
    application_name: role,
    onConnect: (client) => client.query(`set role ${role}`),
  });
  const orgOf = new WeakMap<pg.PoolClient, string>();

  async function checkOut(orgId: string): Promise<pg.PoolClient> {
    const client = await pool.connect();
    if (orgOf.get(client) === orgId) return client;
    try {
      await client.query(`select set_config('halo.org_id', $1, false)`, [orgId]);
      orgOf.set(client, orgId);
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  return {
    forOrg: (orgId) => lend(() => checkOut(orgId), role),
    end: () => pool.end(),
  };
}

function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ max: CONNECTIONS, ...config });
  // The pool replaces an idle connection that breaks, and the statement on one that is lent rejects; without listeners the
  // error would end the process all the same, such as at every restart of PostgreSQL.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

function lend(checkOut: () => Promise<pg.PoolClient>, role: string | undefined): Database {
  return {
    async query<Row extends object>(sql: string, values: readonly unknown[] = []) {
      const client = await checkOut();
      try {
        const rows = await run<Row>(client, sql, values);
        client.release();
        return rows;
      } catch (error) {
        // Anything but an answer of the server leaves the connection in an unknown state.
        client.release(!(error instanceof pg.DatabaseError));
        throw error;
      }
    },
    async transaction<T>(work: (tx: Transaction) => Promise<T>) {
      const client = await checkOut();
      try {
        await client.query('begin');
        const result = await work(new OpenTransaction(client, role));
        await client.query('commit');
        client.release();
        return result;
      } catch (error) {
        await client.query('rollback').then(
          () => client.release(),
          () => client.release(true),
        );
        throw error;
      }
    },
  };
}
