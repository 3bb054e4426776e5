import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Database } from '../../contracts/host.ts';
import { PLUGIN_ROLE, type PluginDatabase } from '../halo/postgres/database.ts';
import { OpenTransaction } from '../halo/postgres/open-transaction.ts';

/** Several only because a job asks for several things at once, and because something may happen in its midst. */
const CONNECTIONS = 4;

const names = new Map<string, string>();

function nameOf(sql: string): string {
  const name = names.get(sql) ?? createHash('sha256').update(sql).digest('hex').slice(0, 40);
  names.set(sql, name);
  return name;
}

/** Every statement with values is prepared once: thousands of histories say the same to PostgreSQL. */
class PreparedTransaction extends OpenTransaction {
  override query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return values.length === 0 ? super.query<Row>(sql) : this.prepared<Row>(nameOf(sql), sql, values);
  }
}

/** Halo's connections for plugin code, as in `openPluginDatabase`, for many short jobs of many orgs. */
export function openPreparedDatabase(url: string, role: string | undefined): PluginDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    ...(role ? { onConnect: (client: pg.ClientBase) => client.query(`set role ${role}`) } : {}),
  });
  const orgOf = new WeakMap<pg.PoolClient, string>();

  async function lent<T>(orgId: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    try {
      if (orgOf.get(client) !== orgId)
        await client.query(`select set_config('halo.org_id', $1, false)`, [orgId]);
      orgOf.set(client, orgId);
      return await work(client);
    } finally {
      client.release();
    }
  }

  const forOrg = (orgId: string): Database => ({
    query: (sql, values) => lent(orgId, (client) => new PreparedTransaction(client, role).query(sql, values)),
    transaction: (work) =>
      lent(orgId, async (client) => {
        await client.query('begin');
        try {
          const result = await work(new PreparedTransaction(client, role));
          await client.query('commit');
          return result;
        } catch (error) {
          await client.query('rollback');
          throw error;
        }
      }),
  });
  return { forOrg, end: () => pool.end() };
}

export const openPreparedPluginDatabase = (url: string) => openPreparedDatabase(url, PLUGIN_ROLE);
