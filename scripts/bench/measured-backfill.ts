import { requestSync } from '../../test/halo/operations.ts';
import { stopped } from '../command/program.ts';
import { type BackfillHalo, openBackfillHalo } from './backfill-halo.ts';
import type { Bench } from './bench.ts';
import { connect, endOfRun, firstSync, secondsOf } from './first-sync.ts';
import { type AccountOrder, pendingUuids } from './made-up-account.ts';
import { webhooksOf } from './other-org.ts';
import { type Place, placeFor } from './place.ts';
import { type RowsWritten, readRowsWritten, rowsBetween } from './rows-written.ts';
import { startZoomBeside, type ZoomBeside } from './zoom-beside.ts';

const CUES = 10;
/** The other org's own backfill: it warms the worker up. */
const WARM_UP = 100;
/**
 * The same for every size, so that an account's growth is measured and not a directory's: most guests are known by
 * their company alone.
 */
const CONTACTS = 100;
/** More calls than the other org's webhooks can tell of while the largest backfill runs. */
const PENDING = 2_000;

export interface Measured {
  readonly recordings: number;
  readonly secondsPerThousand: number;
  /** The most memory the worker process took, in MiB. */
  readonly peakMemory: number;
  /** From webhook to transcript in another org meanwhile. */
  readonly otherOrg: readonly number[];
  readonly secondRun: { readonly requests: number; readonly seconds: number; readonly written: RowsWritten };
}

/** Connects an account of so many recordings to a fresh Halo with one worker, and syncs it a second time. */
export async function measureBackfill(bench: Bench, recordings: number): Promise<Measured> {
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const large: AccountOrder = { name: 'large', recordings, cues: CUES };
    const small: AccountOrder = { name: 'small', recordings: WARM_UP, cues: CUES, pending: PENDING };
    const zoom = await startZoomBeside([large, small]);
    stops.push(() => zoom.close());
    const beside = await openBackfillHalo(bench, zoom.origin);
    const { halo } = beside;
    stops.push(() => halo.stop());
    await zoom.subscribe(new URL(halo.plugin.manifest.webhook.path, halo.url).href);
    const orgs = {
      large: await placeFor(halo, large, CONTACTS),
      small: await placeFor(halo, small, CONTACTS),
    };
    // A customer's directory is years old, and PostgreSQL knows its shape.
    await halo.halo.query('analyze end_users');

    const worker = await startWorker(bench, beside);
    stops.push(worker.stop);
    await worker.during(connectAndSync(orgs.small, small, zoom));
    const over = new AbortController();
    const [seconds, otherOrg] = await worker.during(
      Promise.all([
        connectAndSync(orgs.large, large, zoom).finally(() => over.abort()),
        webhooksOf(orgs.small, zoom, pendingUuids(small), over.signal),
      ]),
    );
    await worker.during(halo.idle());
    const peakMemory = await worker.stop();
    const secondRun = await syncAgain(bench, beside, orgs.large, zoom);
    return {
      recordings,
      secondsPerThousand: (seconds / recordings) * 1000,
      peakMemory,
      otherOrg,
      secondRun,
    };
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

/** Returns the seconds until everything was in. */
async function connectAndSync(place: Place, order: AccountOrder, zoom: ZoomBeside): Promise<number> {
  await connect(place, order, zoom);
  return secondsOf([await firstSync(place, order)]);
}

/** A worker of its own, so that what it wrote is known once it has stopped. */
async function syncAgain(bench: Bench, beside: BackfillHalo, place: Place, zoom: ZoomBeside) {
  const { halo, orgId } = place;
  const before = await readRowsWritten(halo.halo);
  await zoom.count();
  const worker = await startWorker(bench, beside);
  try {
    await requestSync(halo, { orgId, userId: 'demo-admin' }, 'catch_up');
    const seconds = secondsOf([await worker.during(endOfRun(place, 'manual'))]);
    await worker.during(halo.idle());
    const requests = Object.values(await zoom.count()).reduce((sum, times) => sum + times, 0);
    await worker.stop();
    return { requests, seconds, written: rowsBetween(before, await readRowsWritten(halo.halo)) };
  } finally {
    await worker.stop();
  }
}

async function startWorker(bench: Bench, { startWorkers }: BackfillHalo) {
  const [process] = await startWorkers(1);
  if (!process) throw new Error('There is no worker.');
  let peak: Promise<number> | undefined;
  return {
    during: <T>(work: Promise<T>): Promise<T> => Promise.race([work, stopped(bench.stopping), process.crash]),
    stop: () => {
      peak ??= process.stop();
      return peak;
    },
  };
}
