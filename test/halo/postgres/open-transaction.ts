import type pg from 'pg';
import type { Db } from 'pg-boss';
import type { Transaction } from '../../../contracts/host.ts';

/** A transaction of one of Halo's pools; `role` is the role it runs as, if not Halo's own. */
export class OpenTransaction implements Transaction {
  readonly open = true;
  readonly #client: pg.PoolClient;
  readonly #role: string | undefined;

  constructor(client: pg.PoolClient, role: string | undefined) {
    this.#client = client;
    this.#role = role;
  }

  async query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.#client.query<Row>(sql, [...values]);
    return rows;
  }

  async prepared<Row extends object>(name: string, sql: string, values: readonly unknown[]): Promise<Row[]> {
    const { rows } = await this.#client.query<Row>({ name, text: sql, values: [...values] });
    return rows;
  }

  /** Runs `work` in this transaction with Halo's own rights. */
  async asHalo<T>(work: () => Promise<T>): Promise<T> {
    if (this.#role === undefined) return work();
    await this.query('set local role none');
    // No `finally`: after a failed statement only a rollback is possible, and that takes the role back too.
    const result = await work();
    await this.query(`set local role ${this.#role}`);
    return result;
  }
}

/** How a host service joins a hook's transaction: inside it, but as Halo and not as the plugin's role. */
export function asHalo<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  return opened(tx).asHalo(work);
}

/**
 * Runs a statement that PostgreSQL is to parse and plan once for each connection, not each time. For those that cost
 * more to plan than to run, and whose text never changes under their name.
 */
export function prepared<Row extends object>(
  tx: Transaction,
  name: string,
  sql: string,
  values: readonly unknown[],
): Promise<Row[]> {
  return opened(tx).prepared<Row>(name, sql, values);
}

function opened(tx: Transaction): OpenTransaction {
  if (tx instanceof OpenTransaction) return tx;
  throw new TypeError('This is not a transaction that host.db has opened.');
}

/** The same transaction, the way pg-boss takes it. */
export function forPgBoss(tx: Transaction): Db {
  return { executeSql: async (sql, values = []) => ({ rows: await tx.query(sql, values) }) };
}
