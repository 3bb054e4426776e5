import type pg from 'pg';
import type { Db } from 'pg-boss';
import type { Transaction } from '../../../contracts/host.ts';
import { run } from './statements.ts';

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
    return run<Row>(this.#client, sql, values);
  }

  /** For statements that are put together anew each time. */
  async unprepared(sql: string, values: readonly unknown[]): Promise<object[]> {
    const { rows } = await this.#client.query<object>(sql, [...values]);
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

function opened(tx: Transaction): OpenTransaction {
  if (tx instanceof OpenTransaction) return tx;
  throw new TypeError('This is not a transaction that host.db has opened.');
}

/** The same transaction, the way pg-boss takes it. */
export function forPgBoss(tx: Transaction): Db {
  return { executeSql: async (sql, values = []) => ({ rows: await opened(tx).unprepared(sql, values) }) };
}
