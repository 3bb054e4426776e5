import 'reflect-metadata';
import type { Host } from '../../contracts/host.ts';
import { forJob } from '../../plugin/container.ts';
import { Statistics } from '../../plugin/store/statistics.ts';
import type { Halo } from '../../test/halo/halo.ts';
import { hostFor } from '../../test/halo/job-host.ts';
import { openPluginDatabase } from '../../test/halo/postgres/database.ts';
import { type Bench, type Figures, rounded } from './bench.ts';
import { startBenchHalo } from './bench-halo.ts';
import { createDatabase } from './database.ts';
import { inTurn } from './in-turn.ts';
import { median } from './median.ts';
import { fillOrg, linkedOf } from './stats-org.ts';

const SMALL = 10_000;
const LARGE = 1_000_000;
const QUICK_LARGE = 100_000;
const ROUNDS = { rounds: 200, enoughMs: 30_000 };
const DAY_MS = 86_400_000;

/**
 * How many times longer the figures of the integration page take in an org that holds a million meetings than in one that
 * holds ten thousand, over the same three years: the whole hook, and each of its questions that is about meetings. Both
 * orgs are in one database and asked in turn.
 */
export async function stats(bench: Bench): Promise<Figures> {
  const large = bench.quick ? QUICK_LARGE : LARGE;
  const databaseUrl = await createDatabase(bench.postgresUrl);
  const halo = await startBenchHalo(databaseUrl);
  const stops = [() => halo.stop()];
  try {
    const orgs: Org[] = [];
    for (const meetings of [SMALL, large]) {
      bench.say(`stats: making an org of ${meetings} meetings`);
      const org = await openOrg(halo, databaseUrl, meetings);
      stops.push(() => org.end());
      orgs.push(org);
    }
    await halo.halo.query('vacuum analyze');
    const [few, many] = orgs;
    if (!few || !many) throw new Error('There is nothing to measure.');
    bench.say('stats: the figures of both, in turn');
    await inTurn(bench, [few, many], ROUNDS, measure);
    return figuresOf(few, many);
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

interface Org {
  readonly meetings: number;
  /** What is measured, by name. The first is the whole hook. */
  readonly parts: Readonly<Record<string, () => Promise<unknown>>>;
  readonly times: Map<string, number[]>;
  end(): Promise<void>;
}

/** A pool of its own, so that no connection changes hands between the orgs. */
async function openOrg(halo: Halo, databaseUrl: string, meetings: number): Promise<Org> {
  const plugin = openPluginDatabase(databaseUrl, 'zoom');
  const id = await fillOrg(halo, meetings);
  const signal = new AbortController().signal;
  const job = { id: 'bench', hook: 'stats', orgId: id, attempt: 1, lastAttempt: true, signal } as const;
  const host: Host = await hostFor(halo, plugin, undefined, job);
  const statistics = forJob(host, Statistics);
  return {
    meetings,
    parts: {
      hook: async () => check(await halo.plugin.hooks.stats({}, host), meetings),
      meetings: () => statistics.meetings(host.db),
      recent: () => statistics.recent(host.db, 10),
      perDay: () => statistics.perDay(host.db, new Date(Date.now() - 13 * DAY_MS)),
      unfinished: () => statistics.unfinished(host.db),
    },
    times: new Map(),
    end: () => plugin.end(),
  };
}

function check(stats: { readonly totalMeetings: number; readonly linkedMeetings: number }, meetings: number) {
  const { totalMeetings, linkedMeetings } = stats;
  if (totalMeetings === meetings && linkedMeetings === linkedOf(meetings)) return;
  throw new Error(`The figures say ${totalMeetings} meetings, ${linkedMeetings} of them linked.`);
}

async function measure({ parts, times }: Org, _round: number, counts: boolean): Promise<void> {
  for (const [part, run] of Object.entries(parts)) {
    const start = performance.now();
    await run();
    const took = performance.now() - start;
    if (counts) times.set(part, [...(times.get(part) ?? []), took]);
  }
}

function figuresOf(few: Org, many: Org): Figures {
  const parts = Object.keys(few.parts);
  const medianOf = ({ times }: Org, part: string) => median(times.get(part) ?? []);
  const ratio = (part: string) => rounded(medianOf(many, part) / medianOf(few, part));
  const medians = (org: Org) => ({
    meetings: org.meetings,
    ms: Object.fromEntries(parts.map((part) => [part, rounded(medianOf(org, part))])),
  });
  return {
    growth: ratio('hook'),
    growthOf: Object.fromEntries(parts.slice(1).map((part) => [part, ratio(part)])),
    few: medians(few),
    many: medians(many),
    rounds: few.times.get('hook')?.length ?? 0,
  };
}
