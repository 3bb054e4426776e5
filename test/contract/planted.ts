import type { Database, Queryable } from '../../contracts/host.ts';

/** What tells rows apart, or Halo's own list of words that the database holds to; and what is encrypted, and planted apart. */
const KEPT = new Set([
  ...['org_id', 'provider', 'owner', 'namespace'],
  ...[
    'teams.id',
    'zoom.request_budgets.tier',
    'zoom.request_budgets.account_id',
    'zoom.connections.account_id',
  ],
]);
const LEFT_OUT = ['halo_migrations', 'encryption_keys', 'credentials', 'webhook_endpoints'];

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: 'text' | 'jsonb' | 'ARRAY';
}

/**
 * Writes a text into every column of Halo's and the plugin's tables that could hold it, into what stands in JSON, and into
 * what became of jobs. Returns into how many.
 */
export async function plantEverywhere(db: Database, text: string): Promise<number> {
  const columns = await columnsOf(db);
  await db.transaction(async (tx) => {
    // Rows that belong together stay together by their ids alone.
    await tx.query('set local session_replication_role = replica');
    for (const [table, group] of Map.groupBy(columns, (column) => column.table))
      await tx.query(
        `update ${table} t set ${group.map(assignment).join(', ')}
         from (select $1::text as text, $2::jsonb as json) planted`,
        [text, inJson(text)],
      );
    await tx.query(
      `update pgboss.job set output = $1::jsonb, data = data || $1::jsonb where data ? 'orgId'`,
      [inJson(text)],
    );
  });
  return columns.length;
}

/** Each row gets a text of its own, for many a column is a key. */
const OWN = `planted.text || ' ' || t.ctid::text`;
const VALUES: Readonly<Record<Column['type'], string>> = {
  text: OWN,
  jsonb: 'planted.json',
  ARRAY: `array[${OWN}]`,
};

const assignment = ({ name, type }: Column): string => `${name} = ${VALUES[type]}`;

/** Under the names by which something may be read again: settings, a checkpoint, how a job failed. */
function inJson(text: string): string {
  const lists = ['skipTitles', 'ownDomains', 'freeMailDomains', 'redactPatterns', 'scopes'];
  const texts = ['message', 'advice', 'code', 'name', 'walkedTo', 'topic', 'zoom_account_id'];
  return JSON.stringify({
    ...Object.fromEntries(lists.map((name) => [name, [text]])),
    ...Object.fromEntries(texts.map((name) => [name, text])),
    onlyHosts: ['someone@private.example'],
    [text]: text,
  });
}

async function columnsOf(db: Queryable): Promise<Column[]> {
  const columns = await db.query<Column>(
    `select format('%s.%s', c.table_schema, c.table_name) as table, c.column_name as name, c.data_type as type
     from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where table_schema in ('public', 'zoom') and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
       and (c.data_type in ('text', 'jsonb') or c.udt_name = '_text') and table_name <> all($1)
       -- Of a list of words that the database holds to, no other can be stored.
       and not exists (
         select from pg_constraint k
         join pg_attribute a on a.attrelid = k.conrelid and k.conkey = array[a.attnum]
         where k.contype = 'c' and k.conrelid = format('%I.%I', c.table_schema, c.table_name)::regclass
           and a.attname = c.column_name)
     order by 1, 2`,
    [LEFT_OUT],
  );
  const shortened = (table: string) => table.replace(/^public\./, '');
  return columns.filter(({ table, name }) => !KEPT.has(name) && !KEPT.has(`${shortened(table)}.${name}`));
}
