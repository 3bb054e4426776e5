import type { Queryable } from '../../contracts/host.ts';

/** What no hook of an org has to do with: turns at Zoom's, Halo's own migrations and key, and how a consent was asked for. */
const LEFT_OUT = [
  ...['zoom.request_budgets', 'public.halo_migrations', 'public.encryption_keys'],
  'public.authorization_attempts',
];

/** Rows without the ids and times that are new each time, and without secrets. Of every other table they stand as they are. */
const ROWS: Readonly<Record<string, string>> = {
  // How often a job in its midst is told to read again: an admin's word that is said twice tells it twice.
  'zoom.recordings': `select to_jsonb(r) - 'reads' || jsonb_build_object('files', files is not null) from zoom.recordings r`,
  // A purge that goes on as another job has a line for each.
  'zoom.runs': `select distinct to_jsonb(r) - '{id,job_id,removed}'::text[]
           || jsonb_build_object('removed', sum(removed) over (partition by org_id, scope))
         from zoom.runs r`,
  'zoom.run_items': `select to_jsonb(i) - 'run_id' || jsonb_build_object('scope', r.scope)
          from zoom.run_items i join zoom.runs r on r.id = i.run_id`,
  'public.meetings': `select to_jsonb(m) - 'id' from meetings m`,
  'public.meeting_links': `select to_jsonb(l) - 'meeting_id' || jsonb_build_object('uuid', m.external_id)
          from meeting_links l join meetings m on m.id = l.meeting_id`,
  // A day may be counted in several rows, of which only the sum counts.
  'public.meeting_counts': `select jsonb_build_object('day', day, 'meetings', sum(meetings), 'linked', sum(linked))
          from meeting_counts group by day having sum(meetings) <> 0`,
  'public.knowledge_sources': `select to_jsonb(s) - 'updated_at' from knowledge_sources s`,
  'public.knowledge_passages': `select to_jsonb(p) - '{stems,words}'::text[] from knowledge_passages p`,
  'public.credentials': `select jsonb_build_object('name', name, 'owner', owner, 'expiresAt', expires_at) from credentials`,
  // Of one that starts at once, the time is PostgreSQL's own.
  'pgboss.job': `select jsonb_build_object('queue', name, 'key', singleton_key, 'input', data -> 'input', 'state', state,
           'startAfter', case when start_after > created_on + interval '1 second' then start_after end)
         from pgboss.job`,
};

/** All that an org has in the end, by table: content, knowledge, links, runs, and the jobs that were sent. */
export type State = Readonly<Record<string, unknown>>;

/** What reads it, in one statement. */
export async function stateReader(db: Queryable): Promise<() => Promise<State>> {
  const tables = await db.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('public', 'zoom') and table_type = 'BASE TABLE' order by 1`,
  );
  const names = [...tables.map(({ name }) => name).filter((name) => !LEFT_OUT.includes(name)), 'pgboss.job'];
  const parts = names.map(
    (name) =>
      `select '${name}', (select coalesce(jsonb_agg(row order by row::text), '[]')
         from (${ROWS[name] ?? `select to_jsonb(t) from ${name} t`}) as of(row))`,
  );
  const query = `select jsonb_object_agg(name, rows) as state from (${parts.join(' union all ')}) as of(name, rows) where $1`;
  return async () => {
    // With a value, so that PostgreSQL plans it once and not at every stop.
    const [row] = await db.query<{ state: State }>(query, [true]);
    return row?.state ?? {};
  };
}

/** The parts in which two states differ. */
export function differences(expected: State, found: State): object {
  const differing = Object.keys(expected).filter(
    (name) => JSON.stringify(expected[name]) !== JSON.stringify(found[name]),
  );
  return Object.fromEntries(
    differing.map((name) => [name, { expected: expected[name], found: found[name] }]),
  );
}
