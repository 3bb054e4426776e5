import { setTimeout as sleep } from 'node:timers/promises';
import type { Queryable } from '../../contracts/host.ts';
import { pluginRole } from '../../test/halo/postgres/database.ts';

const LOOK_EVERY_MS = 50;

/** Rows inserted, changed and deleted since the database was made, by table. */
export type RowsWritten = Readonly<Record<string, number>>;

/** Waits until every worker's connection is closed: what a connection wrote is counted by then at the latest. */
export async function readRowsWritten(db: Queryable): Promise<RowsWritten> {
  while (await hasWorkers(db)) await sleep(LOOK_EVERY_MS);
  const rows = await db.query<{ name: string; written: number }>(
    `select schemaname || '.' || relname as name, (n_tup_ins + n_tup_upd + n_tup_del)::int as written
     from pg_stat_user_tables where schemaname in ('public', 'zoom') and relname <> 'migrations'`,
  );
  return Object.fromEntries(rows.map(({ name, written }) => [name, written]));
}

/** What was written between two readings, without the tables in which nothing was. */
export function rowsBetween(before: RowsWritten, after: RowsWritten): RowsWritten {
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, written]) => [name, written - (before[name] ?? 0)] as const)
      .filter(([, written]) => written > 0),
  );
}

async function hasWorkers(db: Queryable): Promise<boolean> {
  const open = await db.query(
    'select from pg_stat_activity where datname = current_database() and application_name = $1 limit 1',
    [pluginRole('zoom')],
  );
  return open.length > 0;
}
