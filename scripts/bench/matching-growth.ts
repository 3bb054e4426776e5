import 'reflect-metadata';
import { Directory } from '../../plugin/store/directory.ts';
import { createOrg } from '../../test/halo/orgs.ts';
import {
  type HaloDatabase,
  openHaloDatabase,
  openPluginDatabase,
} from '../../test/halo/postgres/database.ts';
import { migrate } from '../../test/halo/schema.ts';
import { type Bench, rounded } from './bench.ts';
import { createDatabase } from './database.ts';
import { inTurn } from './in-turn.ts';
import { median } from './median.ts';

const SMALL = 10_000;
const LARGE = 1_000_000;
const QUICK_LARGE = 100_000;
/** Of the end users at one company. */
const COLLEAGUES = 100;
const ROUNDS = { rounds: 300, enoughMs: 20_000 };

const PARTS = ['whole', 'endUsers', 'companies'] as const;
type Part = (typeof PARTS)[number];

/**
 * How many times longer a meeting's lookups take in an org with many end users than in one with few: both in one
 * database, in turn, as the plugin's own role under row-level security.
 */
export async function matchingGrowth(bench: Bench) {
  const large = bench.quick ? QUICK_LARGE : LARGE;
  bench.say(`matching: lookups among ${SMALL} and among ${large} end users`);
  const url = await createDatabase(bench.postgresUrl);
  await fill(url, [SMALL, large]);
  const [few, many] = [openOrg(url, SMALL), openOrg(url, large)];
  try {
    await inTurn(bench, [few, many], ROUNDS, measure);
  } finally {
    await Promise.all([few.end(), many.end()]);
  }
  const ratio = (part: Part) => rounded(medianOf(many, part) / medianOf(few, part));
  return {
    growth: ratio('whole'),
    details: {
      growthOfEndUsers: ratio('endUsers'),
      growthOfCompanies: ratio('companies'),
      few: figuresOf(few),
      many: figuresOf(many),
    },
  };
}

type Org = ReturnType<typeof openOrg>;

/** A pool of its own, so that no connection changes hands between the orgs. */
function openOrg(url: string, endUsers: number) {
  const plugin = openPluginDatabase(url, 'zoom');
  const id = nameOf(endUsers);
  const times: Record<Part, number[]> = { whole: [], endUsers: [], companies: [] };
  return {
    endUsers,
    directory: new Directory(id),
    db: plugin.forOrg(id),
    times,
    end: () => plugin.end(),
  };
}

async function measure(
  { directory, db, endUsers, times }: Org,
  round: number,
  counts: boolean,
): Promise<void> {
  const asked = lookupsOf(round, endUsers);
  const questions: Record<Part, typeof asked> = {
    whole: asked,
    endUsers: { ...asked, domains: [] },
    companies: { ...asked, emails: [], names: [] },
  };
  for (const part of PARTS) {
    const begin = performance.now();
    const found = await directory.find(db, questions[part]);
    const took = performance.now() - begin;
    const { endUsers: people, companies } = found;
    if (part === 'whole' && (people.length < 3 || companies.length !== 2))
      throw new Error(`The directory found ${people.length} end users and ${companies.length} companies.`);
    if (counts) times[part].push(took);
  }
}

/** A call of three people on record, at two companies, one whom nobody knows and one who has but a name. */
function lookupsOf(round: number, endUsers: number) {
  const person = (step: number) => ((round * 7_919 + step) % endUsers) + 1;
  const people = [person(0), person(1), person(endUsers / 2)];
  const companies = [person(0), person(1)].map((one) => one % (endUsers / COLLEAGUES));
  return {
    emails: [...people.map(emailOf(endUsers)), `nobody@customer-${companies[0]}.example`],
    domains: companies.map((company) => `customer-${company}.example`),
    names: [`person ${person(9)}`],
  };
}

function emailOf(endUsers: number) {
  return (person: number) => `person-${person}@customer-${person % (endUsers / COLLEAGUES)}.example`;
}

async function fill(url: string, sizes: readonly number[]): Promise<void> {
  const halo = openHaloDatabase(url);
  try {
    await migrate(halo, 'zoom', []);
    for (const size of sizes) await fillOrg(halo, size);
    await halo.query('vacuum analyze companies');
    await halo.query('vacuum analyze end_users');
  } finally {
    await halo.end();
  }
}

async function fillOrg(halo: HaloDatabase, endUsers: number): Promise<void> {
  const { id } = await createOrg(halo, { id: nameOf(endUsers), name: `${endUsers} end users` });
  const companies = endUsers / COLLEAGUES;
  await halo.query(
    `insert into companies (org_id, id, name, domain)
     select $1, 'c' || n, 'Customer ' || n, 'https://www.customer-' || n || '.example'
     from generate_series(0, $2::int - 1) n`,
    [id, companies],
  );
  await halo.query(
    `insert into end_users (org_id, id, email, name, company_id)
     select $1, 'e' || n, 'Person-' || n || '@customer-' || n % $3::int || '.example', 'Person ' || n, 'c' || n % $3::int
     from generate_series(1, $2::int) n`,
    [id, endUsers, companies],
  );
}

function nameOf(endUsers: number): string {
  return `of-${endUsers}`;
}

function figuresOf(org: Org) {
  return {
    endUsers: org.endUsers,
    companies: org.endUsers / COLLEAGUES,
    rounds: org.times.whole.length,
    medianMs: rounded(medianOf(org, 'whole')),
    endUsersMs: rounded(medianOf(org, 'endUsers')),
    companiesMs: rounded(medianOf(org, 'companies')),
  };
}

function medianOf({ times }: Org, part: Part): number {
  return median(times[part]);
}
