import { setTimeout as sleep } from 'node:timers/promises';
import type { Halo } from '../../test/halo/halo.ts';
import { queueName } from '../../test/halo/jobs/queues.ts';
import { PlainError } from '../../test/halo/plain-error.ts';
import { stopped } from '../command/program.ts';
import { openBackfillHalo } from './backfill-halo.ts';
import { type Bench, type Figures, rounded } from './bench.ts';
import { connect } from './first-sync.ts';
import type { AccountOrder } from './made-up-account.ts';
import { median } from './median.ts';
import { placeFor } from './place.ts';
import { startZoomBeside } from './zoom-beside.ts';

const ORGS = 200;
/** The large org has so many times the recordings of any other. */
const TIMES = 50;
/** More than a handful of recordings each, which would go ahead of every backlog. */
const SIZES = { quick: { recordings: 2, rounds: 1 }, full: { recordings: 12, rounds: 3 } };
const CUES = 10;
const CONTACTS = 5;
const LOOK_EVERY_MS = 200;

/** When each org's first sync was done, in seconds since all of them were let go. */
interface Round {
  readonly equal: readonly number[];
  readonly large: number;
}

/**
 * All orgs are connected, and then all first syncs are let go; that of the org with many times the recordings was sent
 * first. `fairness`: how much longer than the usual one of the equal orgs the last of them waits.
 */
export async function tenants(bench: Bench): Promise<Figures> {
  const { recordings, rounds } = bench.quick ? SIZES.quick : SIZES.full;
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bench.say(`${ORGS} first syncs at once, round ${round + 1} of ${rounds} …`);
    measured.push(await firstSyncs(bench, recordings));
  }
  const of = (figure: (round: Round) => number) => rounded(median(measured.map(figure)));
  return {
    fairness: of(({ equal }) => Math.max(...equal) / median(equal)),
    seconds: {
      fastest: of(({ equal }) => Math.min(...equal)),
      median: of(({ equal }) => median(equal)),
      slowest: of(({ equal }) => Math.max(...equal)),
      large: of(({ large }) => large),
    },
    orgs: ORGS,
    recordings,
    recordingsOfLarge: recordings * TIMES,
  };
}

async function firstSyncs(bench: Bench, recordings: number): Promise<Round> {
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const orders = Array.from(
      { length: ORGS },
      (_, index): AccountOrder => ({
        name: `org${index}`,
        recordings: index === 0 ? recordings * TIMES : recordings,
        cues: CUES,
      }),
    );
    const zoom = await startZoomBeside(orders);
    stops.push(() => zoom.close());
    const { halo, startWorkers } = await openBackfillHalo(bench, zoom.origin);
    stops.push(() => halo.stop());
    await holdSyncs(halo);
    for (const order of orders) {
      const place = await placeFor(halo, order, CONTACTS);
      await connect(place, order, zoom);
    }
    const [worker] = await startWorkers(1);
    if (!worker) throw new Error('There is no worker.');
    stops.push(() => worker.stop());
    const during = <T>(work: Promise<T>) => Promise.race([work, stopped(bench.stopping), worker.crash]);
    await during(halo.idle());
    const began = new Date();
    await letSyncsGo(halo);
    await during(allIn(halo, orders));
    const seconds = await secondsOf(halo, began);
    const [large = 0, ...equal] = orders.map(({ name }) => seconds.get(name) ?? 0);
    return { equal, large };
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

/** What is sent waits for tomorrow. */
async function holdSyncs({ halo, plugin }: Halo): Promise<void> {
  await halo.query(`
    create function hold() returns trigger language plpgsql as $$
    begin
      new.start_after := now() + interval '1 day';
      return new;
    end $$`);
  await halo.query(`
    create trigger hold before insert on pgboss.job for each row
      when (new.name = '${queueName(plugin.manifest.provider, 'sync')}') execute function hold()`);
}

async function letSyncsGo({ halo }: Halo): Promise<void> {
  await halo.query('drop trigger hold on pgboss.job');
  await halo.query(
    `update pgboss.job set start_after = now() where state = 'created' and start_after > now()`,
  );
}

/** A round in which a recording was lost has no figures. */
async function allIn({ halo }: Halo, orders: readonly AccountOrder[]): Promise<void> {
  const wanted = orders.reduce((sum, order) => sum + order.recordings, 0);
  for (;;) {
    const [row] = await halo.query<{ over: number; ingested: number }>(
      `select (select count(*) from zoom.runs where state <> 'running')::int as over,
         (select count(*) from zoom.recordings where state = 'ingested')::int as ingested`,
    );
    if (row?.over === orders.length) {
      if (row.ingested === wanted) return;
      throw new PlainError(
        `Of ${wanted} recordings ${row.ingested} came in, so there is nothing to measure.`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
}

async function secondsOf({ halo }: Halo, began: Date): Promise<Map<string, number>> {
  const runs = await halo.query<{ org: string; seconds: number }>(
    'select org_id as org, extract(epoch from finished_at - $1::timestamptz)::float8 as seconds from zoom.runs',
    [began],
  );
  return new Map(runs.map(({ org, seconds }) => [org, seconds]));
}
