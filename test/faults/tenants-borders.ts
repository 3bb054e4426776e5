import { z } from 'zod';
import { Canaries } from './canaries.ts';
import type { Cast, Tenant } from './tenants-cast.ts';
import type { Tenancy } from './tenants-world.ts';

/** Of no org: the requests of a Zoom account are shared, one address serves all, and Halo and pg-boss keep house. */
const OF_NO_ORG =
  /^(?:pgboss\..*|public\.(?:encryption_keys|halo_migrations|webhook_endpoints)|zoom\.request_budgets)$/;
const ASKERS = ['staff', 'public', 'company:customer', 'user:contact-0', 'user:contact-1'];
const PAGES = [
  ...[
    '/integrations/zoom',
    '/integrations/zoom/live',
    '/integrations/zoom/recordings',
    '/integrations/zoom/settings',
  ],
  ...['/learning-rules', '/companies', '/companies/customer'],
  ...['/knowledge', '/knowledge?q=filter+report&as=staff'],
  ...['stats', 'runs', 'diagnostics', 'dead-letters'].map((answer) => `/api/integrations/zoom/${answer}`),
  '/api/learning-rules',
];

const results = z.object({ results: z.array(z.object({ title: z.string(), text: z.string() })) });
const line = z.object({ orgId: z.string().optional() });

/** Somebody's word where only others' may stand. */
export interface Crossing {
  readonly where: string;
  readonly org: string;
  readonly foreign: readonly string[];
}

/** Whose words stand where. */
export class Borders {
  readonly #words = new Canaries();
  readonly #own = new Map<string, ReadonlySet<string>>();
  /** How many words of each org were found in what is its own: where none is, nothing was looked at. */
  readonly found = new Map<string, number>();

  constructor({ tenants }: Cast) {
    for (const { orgId, marker, calls } of tenants) {
      const words = [marker, ...calls];
      for (const word of words) this.#words.plant(word, [word]);
      this.#own.set(orgId, new Set(words));
    }
  }

  /** What of others is in a text of this org. */
  crossings(where: string, org: string, text: string): Crossing[] {
    const own = this.#own.get(org);
    const all = [...this.#words.in(text)];
    const foreign = all.filter((word) => !own?.has(word));
    this.found.set(org, (this.found.get(org) ?? 0) + all.length - foreign.length);
    return foreign.length > 0 ? [{ where, org, foreign }] : [];
  }
}

/** Every row of every table, by the org that it says it is of. */
export async function crossingsInRows({ halo }: Tenancy, borders: Borders): Promise<Crossing[]> {
  const tables = await halo.halo.query<{ name: string; column: string }>(
    `select format('%I.%I', table_schema, table_name) as name,
       case when table_name = 'teams' then 'id' when table_schema = 'pgboss' then 'group_id' else 'org_id' end as column
     from information_schema.tables
     where table_schema in ('public', 'zoom', 'pgboss') and table_type = 'BASE TABLE' order by 1`,
  );
  const crossings: Crossing[] = [];
  for (const { name, column } of tables) {
    const rows = await halo.halo.query<{ org: string | null; text: string }>(
      `select to_jsonb(t) ->> $1 as org, string_agg(t::text, e'\n') as text from ${name} t group by 1`,
      [column],
    );
    const strays = rows.some(({ org }) => org === null) && !OF_NO_ORG.test(name);
    if (strays) crossings.push({ where: name, org: 'none', foreign: ['a row of no org'] });
    for (const { org, text } of rows) crossings.push(...borders.crossings(name, org ?? 'none', text));
  }
  return crossings;
}

/** Rows that lead to a row of another org, and jobs that are queued as another org's. */
export async function crossingsInReferences({ halo }: Tenancy): Promise<object[]> {
  return halo.halo.query(
    `select 'meeting_links' as where, l.org_id as org from meeting_links l join meetings m on m.id = l.meeting_id
       where l.org_id <> m.org_id
     union all
     select 'pgboss.job', group_id from pgboss.job where data ? 'orgId' and data ->> 'orgId' is distinct from group_id
     union all
     select 'webhook_deliveries', d.org_id from webhook_deliveries d
       join pgboss.job j on j.data ->> 'deliveryId' = d.id::text where j.group_id <> d.org_id`,
  );
}

/** Every line that Halo has logged, by the org that it names. */
export function crossingsInLog({ log }: Tenancy, borders: Borders): Crossing[] {
  return log.flatMap((text) => {
    const { orgId = 'none' } = line.parse(JSON.parse(text));
    return borders.crossings('log', orgId, text);
  });
}

/** What an org is shown on its pages, and answered from its knowledge, whoever asks and for whatever. */
export async function crossingsInAnswers(
  tenancy: Tenancy,
  tenant: Tenant,
  foreign: readonly string[],
  borders: Borders,
): Promise<Crossing[]> {
  const crossings: Crossing[] = [];
  for (const path of [...PAGES, ...tenant.uuids.map(recordingPage)]) {
    const text = await tenancy.ask(tenant, path).catch(missing);
    crossings.push(...borders.crossings(path, tenant.orgId, text));
  }
  for (const audience of ASKERS)
    for (const word of ['filter report', ...foreign]) {
      const query = new URLSearchParams({ q: word, audience, limit: '100' });
      const answer = results.parse(JSON.parse(await tenancy.ask(tenant, `/api/knowledge/search?${query}`)));
      const text = answer.results.map((each) => `${each.title} ${each.text}`).join('\n');
      crossings.push(...borders.crossings(`search as ${audience}`, tenant.orgId, text));
    }
  return crossings;
}

const recordingPage = (uuid: string) => `/integrations/zoom/recording?${new URLSearchParams({ uuid })}`;

/** Of a recording that has not come in there is no page. */
function missing(error: unknown): string {
  if (error instanceof Error && error.message.includes(' answered 404')) return '';
  throw error;
}
