import type { Queryable } from '../../contracts/host.ts';

/** What is left out: ids and times that are new each time, and secrets. */
const STATE: Readonly<Record<string, string>> = {
  settings: 'select settings from teams',
  connection: 'select to_jsonb(c) from zoom.connections c',
  recordings: `select to_jsonb(r) || jsonb_build_object('files', files is not null) from zoom.recordings r`,
  // A purge that goes on as another job has a line for each.
  runs: `select distinct to_jsonb(r) - '{id,job_id,removed}'::text[]
           || jsonb_build_object('removed', sum(removed) over (partition by org_id, scope))
         from zoom.runs r`,
  items: `select to_jsonb(i) - 'run_id' || jsonb_build_object('scope', r.scope)
          from zoom.run_items i join zoom.runs r on r.id = i.run_id`,
  transcripts: 'select to_jsonb(t) from zoom.transcripts t',
  participants: 'select to_jsonb(p) from zoom.participants p',
  insights: 'select to_jsonb(i) from zoom.insights i',
  joined: 'select to_jsonb(j) from zoom.joined_participants j',
  meetings: `select to_jsonb(m) - 'id' from meetings m`,
  links: `select to_jsonb(l) - 'meeting_id' || jsonb_build_object('uuid', m.external_id)
          from meeting_links l join meetings m on m.id = l.meeting_id`,
  sources: `select to_jsonb(s) - 'updated_at' from knowledge_sources s`,
  audience: 'select to_jsonb(c) from knowledge_source_customers c',
  passages: `select to_jsonb(p) - '{stems,words}'::text[] from knowledge_passages p`,
  credentials: `select jsonb_build_object('name', name, 'owner', owner, 'expiresAt', expires_at) from credentials`,
  // Of one that starts at once, the time is PostgreSQL's own.
  jobs: `select jsonb_build_object('queue', name, 'key', singleton_key, 'input', data -> 'input', 'state', state,
           'startAfter', case when start_after > created_on + interval '1 second' then start_after end)
         from pgboss.job`,
};

const QUERY = `select jsonb_build_object(${Object.entries(STATE)
  .map(
    ([name, sql]) =>
      `'${name}', (select coalesce(jsonb_agg(row order by row::text), '[]') from (${sql}) as of(row))`,
  )
  .join(', ')}) as state`;

/** All that an org has in the end: content, knowledge, links, runs, and the jobs that were sent. */
export type State = Readonly<Record<string, unknown>>;

export async function readState(db: Queryable): Promise<State> {
  const [row] = await db.query<{ state: State }>(QUERY);
  return row?.state ?? {};
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
