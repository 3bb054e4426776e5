import 'reflect-metadata';
import { forJob } from '../../plugin/container.ts';
import { Relinking } from '../../plugin/recordings/relinking.ts';
import type { Halo } from '../../test/halo/halo.ts';
import { hostFor } from '../../test/halo/job-host.ts';
import { createOrg } from '../../test/halo/orgs.ts';
import { openPluginDatabase, type PluginDatabase } from '../../test/halo/postgres/database.ts';
import { type Bench, rounded } from './bench.ts';
import { startBenchHalo } from './bench-halo.ts';
import { createDatabase } from './database.ts';
import { median } from './median.ts';

const SMALL = 10_000;
const LARGE = 100_000;
const QUICK = { small: 1_000, large: 10_000 };
/** That somebody of one domain took part in. */
const MEETINGS_OF_A_DOMAIN = 20;
/** Companies that come to Halo after their meetings. */
const NEW_COMPANIES = 9;
/** A connection plans a statement anew for its first five runs. */
const WARM_UP = 6;
const END_USERS = 10_000;

/**
 * How long it takes to link one new company to its 20 past meetings in an org that holds many meetings, and how many
 * times longer than in one that holds few: the plugin's own way, from finding that something has changed to the last link.
 */
export async function matchingRelinking(bench: Bench) {
  const sizes = bench.quick ? QUICK : { small: SMALL, large: LARGE };
  bench.say(`matching: one new company, among ${sizes.small} and among ${sizes.large} meetings`);
  const databaseUrl = await createDatabase(bench.postgresUrl);
  const halo = await startBenchHalo(databaseUrl);
  const plugin = openPluginDatabase(databaseUrl, 'zoom');
  try {
    const few = await openOrg(halo, plugin, sizes.small);
    const many = await openOrg(halo, plugin, sizes.large);
    await halo.halo.query('analyze');
    for (let company = 0; company < NEW_COMPANIES; company += 1) {
      bench.stopping.throwIfAborted();
      for (const org of company % 2 === 0 ? [few, many] : [many, few]) await measure(halo, org, company);
    }
    const nothingNew = { few: await few.timed(), many: await many.timed() };
    return {
      relinkSeconds: rounded(medianOf(many) / 1000),
      relinkGrowth: rounded(medianOf(many) / medianOf(few)),
      details: {
        ...{ meetings: sizes.large, meetingsOfACompany: MEETINGS_OF_A_DOMAIN, endUsers: END_USERS },
        fewMs: rounded(medianOf(few)),
        manyMs: rounded(medianOf(many)),
        nothingNewMs: rounded(nothingNew.many),
      },
    };
  } finally {
    await plugin.end();
    await halo.stop();
  }
}

type Org = Awaited<ReturnType<typeof openOrg>>;

async function openOrg(halo: Halo, plugin: PluginDatabase, meetings: number) {
  const { id } = await createOrg(halo.halo, { id: `of-${meetings}`, name: `${meetings} meetings` });
  const signal = new AbortController().signal;
  const job = { id: 'bench', hook: 'sync', orgId: id, attempt: 1, lastAttempt: true, signal } as const;
  const host = await hostFor(halo, plugin, undefined, job);
  const timed = async () => {
    const begin = performance.now();
    await forJob(host, Relinking).catchUp();
    return performance.now() - begin;
  };
  await fillDirectory(halo, id, meetings / MEETINGS_OF_A_DOMAIN);
  await timed();
  await fillMeetings(halo, id, meetings);
  return { id, timed, times: [] as number[] };
}

async function measure({ halo }: Halo, org: Org, company: number): Promise<void> {
  await halo.query(
    `insert into companies (org_id, id, name, domain)
     values ($1, 'c' || $2::int, 'New', 'https://www.customer-' || $2::int || '.example/')`,
    [org.id, company],
  );
  const took = await org.timed();
  const linked = await halo.query('select from meeting_links where org_id = $1 and company_id = $2', [
    org.id,
    `c${company}`,
  ]);
  if (linked.length !== MEETINGS_OF_A_DOMAIN) throw new Error(`${linked.length} meetings were linked.`);
  if (company >= WARM_UP) org.times.push(took);
}

/** Of all companies but those that are to come. */
async function fillDirectory({ halo }: Halo, org: string, domains: number): Promise<void> {
  await halo.query(
    `insert into companies (org_id, id, name, domain)
     select $1, 'c' || n, 'Customer ' || n, 'customer-' || n || '.example'
     from generate_series($2::int, $3::int - 1) n`,
    [org, NEW_COMPANIES, domains],
  );
  await halo.query(
    `insert into end_users (org_id, id, email, name, company_id)
     select $1, 'e' || n, 'person-' || n || '@customer-' || d || '.example', 'Person ' || n, 'c' || d
     from (select n, $2::int + n % ($3::int - $2::int) as d from generate_series(1, $4::int) n) each`,
    [org, NEW_COMPANIES, domains, END_USERS],
  );
}

/** Each with a host and one guest whose address nobody has on record; linked by domain where the company is known. */
async function fillMeetings({ halo }: Halo, org: string, meetings: number): Promise<void> {
  const each = `(select n, 'call-' || n as uuid, n % ($2::int / ${MEETINGS_OF_A_DOMAIN}) as d,
                 'guest-' || n || '@customer-' || n % ($2::int / ${MEETINGS_OF_A_DOMAIN}) || '.example' as email
                 from generate_series(1, $2::int) n) each`;
  const statements = [
    `insert into zoom.recordings (org_id, uuid, topic, start_time, state)
     select $1, uuid, 'Call ' || n, now() - n * interval '1 minute', 'ingested' from ${each}`,
    `insert into meetings (org_id, provider, external_id, title, started_at, duration_minutes, audience, source_id,
                           created_at, updated_at)
     select $1, 'zoom', uuid, 'Call ' || n, now() - n * interval '1 minute', 30,
            case when d < ${NEW_COMPANIES} then 'general' else 'customers' end, 'zoom:' || uuid, now(), now() from ${each}`,
    `insert into zoom.participants (org_id, uuid, key, kind, side, internal, attended, waiting_only, addresses)
     select $1, uuid, 'email:' || email, 'person', 'outside', false, false, false,
            jsonb_build_array(jsonb_build_object('email', email, 'key', email, 'sources', jsonb_build_array('invitees')))
     from ${each}`,
    `insert into zoom.participant_keys (org_id, uuid, kind, value)
     select $1, uuid, kind, value from ${each}
     cross join lateral (values ('email', email), ('untagged', email), ('domain', 'customer-' || d || '.example'))
       as key(kind, value)`,
    `insert into meeting_links (org_id, meeting_id, company_id, email, source, method, confidence, attended)
     select $1, id, 'c' || n % domains, 'guest-' || n || '@customer-' || n % domains || '.example', 'invitees', 'domain',
            0.58, false
     from (select id, substring(external_id from '[0-9]+')::int as n, $2::int / ${MEETINGS_OF_A_DOMAIN} as domains
           from meetings where org_id = $1) each
     where n % domains >= ${NEW_COMPANIES}`,
  ];
  for (const statement of statements) {
    await halo.query(statement, [org, meetings]);
    // Else foreign keys go on being checked as if the tables were still empty.
    await halo.query('analyze zoom.recordings');
  }
}

function medianOf({ times }: Org): number {
  return median(times);
}
