import { createHash } from 'node:crypto';
import type pg from 'pg';

const names = new Map<string, string>();

/**
 * Runs a statement. One with values PostgreSQL parses and plans once for each connection, not each time: jobs say the
 * same few hundred of them over and over, and with row-level security planning one often costs more than running it.
 */
export async function run<Row extends object>(
  client: pg.ClientBase,
  sql: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const query = values.length === 0 ? { text: sql } : { name: nameOf(sql), text: sql, values: [...values] };
  const { rows } = await client.query<Row>(query);
  return rows;
}

function nameOf(sql: string): string {
  const name = names.get(sql) ?? createHash('sha256').update(sql).digest('base64url');
  names.set(sql, name);
  return name;
}
