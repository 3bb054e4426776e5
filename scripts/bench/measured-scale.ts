import { setTimeout as sleep } from 'node:timers/promises';
import type { Queryable } from '../../contracts/host.ts';
import { requestSync } from '../../test/halo/operations.ts';
import { stopped } from '../command/program.ts';
import { openBackfillHalo } from './backfill-halo.ts';
import type { Bench } from './bench.ts';
import { cpuSeconds, postgresCpuSeconds } from './cpu.ts';
import { connect, firstSync, secondsOf } from './first-sync.ts';
import type { AccountOrder } from './made-up-account.ts';
import { placeFor } from './place.ts';
import { startZoomBeside, type ZoomBeside } from './zoom-beside.ts';

/** What one org may have running at once is limited: several orgs, so that more processes find something to do. */
const ORGS = 4;
const CONTACTS = 100;
/** A call of half an hour. */
const CUES = 300;
/** In which the workers have nothing to do but to look for jobs. */
const IDLE_SECONDS = 3;
/** Of each org, with nothing new: what the hourly one mostly is. */
const EMPTY_SYNCS = 4;

export interface MeasuredScale {
  readonly processes: number;
  readonly perSecond: number;
  /** Recordings that were downloaded or stored more than once. */
  readonly duplicates: number;
  readonly perRecording: Reading;
  readonly perEmptySync: Reading;
  readonly perIdleSecond: Reading;
}

/** What has been spent so far. Processor time is NaN where the system does not tell. */
interface Reading {
  readonly jobs: number;
  /** In the database, indexes included. */
  readonly keptBytes: number;
  /** Likewise, of jobs alone: they go after some days. */
  readonly jobBytes: number;
  readonly workerCpuMs: number;
  readonly postgresCpuMs: number;
}

export interface ScaleOrder {
  readonly processes: number;
  readonly recordings: number;
  /** For each process, before anything is measured: until V8 has compiled what is called often. */
  readonly warmUps: number;
  readonly latencyMs: number;
}

/** Several accounts are connected to a fresh Halo at once, with so many worker processes. */
export async function measureScale(
  bench: Bench,
  { processes, recordings, warmUps, latencyMs }: ScaleOrder,
): Promise<MeasuredScale> {
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const warmUp = account('warm', warmUps * processes);
    const accounts = Array.from({ length: ORGS }, (_, org) => account(`org${org}`, recordings / ORGS));
    const zoom = await startZoomBeside([warmUp, ...accounts], latencyMs);
    stops.push(() => zoom.close());
    const { halo, startWorkers } = await openBackfillHalo(bench, zoom.origin);
    stops.push(() => halo.stop());
    const orgOf = async (order: AccountOrder) => ({ order, place: await placeFor(halo, order, CONTACTS) });
    const warm = await orgOf(warmUp);
    const orgs = await Promise.all(accounts.map(orgOf));
    await halo.halo.query('analyze end_users');
    const workers = await startWorkers(processes);
    stops.push(() => Promise.all(workers.map((worker) => worker.stop())));
    const during = <T>(work: Promise<T>): Promise<T> =>
      Promise.race([work, stopped(bench.stopping), ...workers.map(({ crash }) => crash)]);
    const pids = workers.map(({ pid }) => pid);

    await during(connect(warm.place, warm.order, zoom).then(() => firstSync(warm.place, warm.order)));
    await during(halo.idle());
    const idle = await read(halo.halo, pids);
    await during(sleep(IDLE_SECONDS * 1000));
    await downloadsOf(zoom);
    const before = await read(halo.halo, pids);
    for (const { place, order } of orgs) await during(connect(place, order, zoom));
    const runs = await during(Promise.all(orgs.map(({ place, order }) => firstSync(place, order))));
    await during(halo.idle());
    const after = await read(halo.halo, pids);
    const duplicates = (await downloadsOf(zoom)) - recordings + (await rowsTwice(halo.halo));
    for (let nth = 0; nth < EMPTY_SYNCS; nth += 1) {
      await Promise.all(
        orgs.map(({ place }) => requestSync(halo, { orgId: place.orgId, userId: 'bench' }, 'catch_up')),
      );
      await during(halo.idle());
    }
    const afterEmpty = await read(halo.halo, pids);
    return {
      processes,
      perSecond: recordings / secondsOf(runs),
      duplicates,
      perRecording: between(before, after, recordings),
      perEmptySync: between(after, afterEmpty, EMPTY_SYNCS * ORGS),
      perIdleSecond: between(idle, before, IDLE_SECONDS),
    };
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

function account(name: string, recordings: number): AccountOrder {
  return { name, recordings, cues: CUES };
}

async function downloadsOf(zoom: ZoomBeside): Promise<number> {
  return (await zoom.count())['GET /rec/download/{file}'] ?? 0;
}

async function read(db: Queryable, workers: readonly number[]): Promise<Reading> {
  const [row] = await db.query<Pick<Reading, 'jobs' | 'keptBytes' | 'jobBytes'>>(
    `select (select count(*)::int from pgboss.job) as jobs,
       sum(pg_total_relation_size(c.oid)) filter (where n.nspname in ('public', 'zoom'))::float8 as "keptBytes",
       sum(pg_total_relation_size(c.oid)) filter (where n.nspname = 'pgboss')::float8 as "jobBytes"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r'`,
  );
  if (!row) throw new Error('The database does not tell its size.');
  return {
    ...row,
    workerCpuMs: (await cpuSeconds(workers)) * 1000,
    postgresCpuMs: (await postgresCpuSeconds(db)) * 1000,
  };
}

function between(from: Reading, to: Reading, parts: number): Reading {
  const each = (name: keyof Reading) => (to[name] - from[name]) / parts;
  return {
    jobs: each('jobs'),
    keptBytes: each('keptBytes'),
    jobBytes: each('jobBytes'),
    workerCpuMs: each('workerCpuMs'),
    postgresCpuMs: each('postgresCpuMs'),
  };
}

/** Meetings, recordings and sources that are there more than once. */
async function rowsTwice(db: Queryable): Promise<number> {
  const [row] = await db.query<{ twice: number }>(
    `select ((select count(*) - count(distinct (org_id, external_id)) from meetings)
           + (select count(*) - count(distinct (org_id, uuid)) from zoom.recordings)
           + (select count(*) - count(distinct (org_id, id)) from knowledge_sources))::int as twice`,
  );
  return row?.twice ?? Number.NaN;
}
