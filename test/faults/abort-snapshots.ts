import type { Halo } from '../halo/halo.ts';

/** Tables that are only read, or that say nothing of an org. */
const KEPT = ['halo_migrations', 'encryption_keys'];

/** Keeps what the database holds under a name, and brings it back within milliseconds. Jobs are not kept. */
export class Snapshots {
  readonly #halo: Halo;
  /** Each table with the columns that can be written. */
  #tables: { table: string; columns: string }[] = [];

  constructor(halo: Halo) {
    this.#halo = halo;
  }

  async save(name: string): Promise<void> {
    this.#tables = await this.#halo.halo.query(
      `select format('%I.%I', table_schema, table_name) as "table",
         string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema in ('public', 'zoom') and table_type = 'BASE TABLE' and is_generated = 'NEVER'
         and table_name <> all($1)
       group by table_schema, table_name`,
      [KEPT],
    );
    await this.#halo.halo.query(`drop schema if exists "${name}" cascade; create schema "${name}"`);
    for (const { table, columns } of this.#tables)
      await this.#halo.halo.query(`create table ${kept(name, table)} as select ${columns} from ${table}`);
  }

  async restore(name: string): Promise<void> {
    const statements = this.#tables.map(
      ({ table, columns }) =>
        `delete from ${table}; insert into ${table} (${columns}) select ${columns} from ${kept(name, table)}`,
    );
    await this.#halo.halo.transaction(async (tx) => {
      // In any order: references hold again at the end.
      await tx.query(
        `set local session_replication_role = replica; ${statements.join('; ')}; delete from pgboss.job`,
      );
    });
  }
}

function kept(name: string, table: string): string {
  return `"${name}"."${table}"`;
}
