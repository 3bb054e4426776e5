import 'reflect-metadata';
import type { Queryable } from '../../contracts/host.ts';
import { lookups, matchCustomers } from '../../plugin/customers/matching.ts';
import { mergeSightings } from '../../plugin/customers/participants.ts';
import type { Sighting } from '../../plugin/customers/sightings.ts';
import type { TeamKnowledge } from '../../plugin/customers/team.ts';
import { Directory } from '../../plugin/store/directory.ts';
import { createOrg } from '../../test/halo/orgs.ts';
import { openHaloDatabase, openPluginDatabase } from '../../test/halo/postgres/database.ts';
import { migrate } from '../../test/halo/schema.ts';
import type { Bench, Figures } from './bench.ts';
import { createDatabase } from './database.ts';
import { matchingGrowth } from './matching-growth.ts';
import { matchingRelinking } from './matching-relinking.ts';
import { type MadeDirectory, makeDirectory } from './year/directory.ts';
import { Draw } from './year/draw.ts';
import { type MadeMeeting, makeMeetings } from './year/meetings.ts';
import { FREE_MAIL_OF_THE_ORG } from './year/shared-hosts.ts';
import { company, endUser, truthOf } from './year/truth.ts';

const SEED = 20_261_015;
const ORG = 'year';
/** From then on the org has plus tags folded. */
const FOLDING_FROM = new Date('2026-07-01T00:00:00Z');
const SHOWN_MISTAKES = 10;

/**
 * How many of the customers that the addresses of a made-up year of meetings prove are linked, and how many of the
 * links are right; the same from participants' whole addresses alone; how the cost of a meeting's lookups grows with the
 * directory; and what it costs to link a company that comes after its meetings.
 */
export async function matching(bench: Bench): Promise<Figures> {
  const draw = new Draw(SEED);
  const directory = makeDirectory(draw);
  const meetings = makeMeetings(draw, directory, bench.quick ? 300 : 1_500);
  bench.say(`matching: ${meetings.length} meetings of a made-up year`);
  const results = await matchAll(bench, directory, meetings);
  const all = score(results, ({ linked }) => linked);
  const participantsOnly = score(results, ({ linkedByParticipants }) => linkedByParticipants);
  tell(bench, 'linked wrongly', all.falseLinks);
  tell(bench, 'missed', all.missed);
  const growth = await matchingGrowth(bench);
  const relinking = await matchingRelinking(bench);
  return {
    precision: all.precision,
    recall: all.recall,
    recallParticipantsOnly: participantsOnly.recall,
    growth: growth.growth,
    relinkGrowth: relinking.relinkGrowth,
    relinkSeconds: relinking.relinkSeconds,
    meetings: meetings.length,
    meetingsWithCustomers: results.filter(({ truth }) => truth.size > 0).length,
    pairs: all.pairs,
    falseLinks: all.falseLinks.length,
    missed: all.missed.length,
    directory: {
      companies: directory.rows.companies.length,
      endUsers: directory.rows.endUsers.length,
    },
    lookups: growth.details,
    relinking: relinking.details,
  };
}

interface Result {
  readonly meeting: MadeMeeting;
  readonly truth: ReadonlySet<string>;
  readonly linked: ReadonlySet<string>;
  readonly linkedByParticipants: ReadonlySet<string>;
}

async function matchAll(
  bench: Bench,
  directory: MadeDirectory,
  meetings: readonly MadeMeeting[],
): Promise<Result[]> {
  const url = await createDatabase(bench.postgresUrl);
  await storeDirectory(url, directory);
  const plugin = openPluginDatabase(url, 'zoom');
  const linksOf = matcher(plugin.forOrg(ORG), directory.team.knowledge);
  const results: Result[] = [];
  try {
    for (const meeting of meetings) {
      bench.stopping.throwIfAborted();
      const foldPlusTags = meeting.start >= FOLDING_FROM;
      const sightings = meeting.seen.map(({ sighting }) => sighting);
      const participants = sightings.filter(({ source }) => source === 'past_participants');
      results.push({
        meeting,
        truth: truthOf(meeting, foldPlusTags),
        linked: await linksOf(sightings, { foldPlusTags, byDomain: true }),
        linkedByParticipants: await linksOf(participants, { foldPlusTags, byDomain: false }),
      });
    }
    return results;
  } finally {
    await plugin.end();
  }
}

/** The plugin's own way from sightings to links, its lookups answered by a database that holds the made-up directory. */
function matcher(db: Queryable, team: TeamKnowledge) {
  const directory = new Directory(ORG);
  return async (
    sightings: readonly Sighting[],
    { foldPlusTags, byDomain }: { foldPlusTags: boolean; byDomain: boolean },
  ): Promise<Set<string>> => {
    const options = { foldPlusTags, freeMail: [FREE_MAIL_OF_THE_ORG] };
    const participants = mergeSightings(sightings, team);
    const found = await directory.find(db, lookups(participants, options));
    const known = byDomain ? found : { ...found, companies: [] };
    return customersOf(matchCustomers(participants, known, options).links);
  };
}

async function storeDirectory(url: string, { rows }: MadeDirectory): Promise<void> {
  const halo = openHaloDatabase(url);
  try {
    await migrate(halo, 'zoom', []);
    await createOrg(halo, { id: ORG, name: 'A made-up year' });
    await halo.query(
      `insert into companies (org_id, id, name, domain)
       select $1, id, name, domain from jsonb_to_recordset($2) as row (id text, name text, domain text)`,
      [ORG, JSON.stringify(rows.companies)],
    );
    await halo.query(
      `insert into end_users (org_id, id, email, name, company_id) select $1, id, email, name, "companyId"
       from jsonb_to_recordset($2) as row (id text, email text, name text, "companyId" text)`,
      [ORG, JSON.stringify(rows.endUsers)],
    );
  } finally {
    await halo.end();
  }
}

/** A link to an end user also links that person's company. */
function customersOf(links: readonly { companyId?: string; endUserId?: string }[]): Set<string> {
  return new Set(
    links.flatMap(({ companyId, endUserId }) => [
      ...(companyId === undefined ? [] : [company(companyId)]),
      ...(endUserId === undefined ? [] : [endUser(endUserId)]),
    ]),
  );
}

/** Over pairs of a meeting and a customer. */
function score(results: readonly Result[], linkedOf: (result: Result) => ReadonlySet<string>) {
  const pairs = (setOf: (result: Result) => Iterable<string>) =>
    results.flatMap((result) =>
      [...setOf(result)].map((customer) => ({ meeting: result.meeting, customer })),
    );
  const right = pairs((result) => result.truth);
  const falseLinks = pairs((result) =>
    [...linkedOf(result)].filter((customer) => !result.truth.has(customer)),
  );
  const missed = pairs((result) => [...result.truth].filter((customer) => !linkedOf(result).has(customer)));
  const hits = right.length - missed.length;
  return {
    precision: share(hits, hits + falseLinks.length),
    recall: share(hits, right.length),
    pairs: right.length,
    falseLinks,
    missed,
  };
}

/** Cut off, not rounded: one mistake in thousands must not read as none. */
function share(part: number, whole: number): number {
  return Math.floor((part / whole) * 1000) / 1000;
}

/** The first few, with what was seen, so that whoever runs this can tell why. */
function tell(
  bench: Bench,
  what: string,
  pairs: readonly { readonly meeting: MadeMeeting; readonly customer: string }[],
): void {
  for (const { meeting, customer } of pairs.slice(0, SHOWN_MISTAKES)) {
    bench.say(`matching: ${what}: ${customer} in ${meeting.id} (${meeting.kind})`);
    for (const { sighting, shown } of meeting.seen.slice(0, 40)) {
      if (sighting.email) bench.say(`  ${shown ? '+' : ' '} ${JSON.stringify(sighting)}`);
    }
  }
}
