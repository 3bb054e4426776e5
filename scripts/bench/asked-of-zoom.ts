import { readRuns } from '../../test/halo/overview.ts';
import { PlainError } from '../../test/halo/plain-error.ts';
import { applySeed } from '../../test/halo/seed.ts';
import type { ZoomOptions } from '../../test/zoom/options.ts';
import type { LoggedRequest } from '../../test/zoom/request-log.ts';
import { startZoom } from '../../test/zoom/server.ts';
import { stopped } from '../command/program.ts';
import { consent } from '../start/consent.ts';
import { APP } from './app.ts';
import { openBackfillHalo } from './backfill-halo.ts';
import type { Bench } from './bench.ts';
import { customersOf, madeUpAccount } from './made-up-account.ts';

/** What a request to Zoom takes over the internet. Without it one job at a time would be fast enough. */
const LATENCY_MS = 200;
/** A job that waits this long for its next try is still part of the backfill. */
const HORIZON_SECONDS = 60;

export interface BackfillOptions {
  readonly recordings: number;
  /** Worker processes; the bench's own process only serves Halo's HTTP, and Zoom. */
  readonly processes: number;
  readonly zoom: Pick<ZoomOptions, 'plan' | 'scope'>;
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Connects a made-up account to a fresh Halo and waits until every recording is in. Returns what Zoom was asked.
 * A backfill that lost a recording has no figures: it is an error.
 */
export async function askedOfZoom(bench: Bench, options: BackfillOptions): Promise<readonly LoggedRequest[]> {
  const { recordings, processes, settings } = options;
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const accounts = [madeUpAccount(recordings, new Date())];
    const zoom = await startZoom({ accounts, autoConsent: true, ...APP, ...options.zoom });
    stops.push(() => zoom.close());
    zoom.faults.add({ respond: 'slow', delayMs: LATENCY_MS, times: Infinity });
    const { halo, startWorkers } = await openBackfillHalo(bench, zoom.origin);
    stops.push(() => halo.stop());
    await applySeed(halo, halo.orgId, { ...customersOf(recordings), settings });
    const workers = await startWorkers(processes);
    stops.push(() => Promise.all(workers.map((worker) => worker.stop())));
    await consent(halo);
    await Promise.race([
      halo.idle(HORIZON_SECONDS),
      stopped(bench.stopping),
      ...workers.map(({ crash }) => crash),
    ]);
    const [run] = await readRuns(halo.halo, halo.orgId, 1);
    if (run?.ingested !== recordings) {
      throw new PlainError(
        `Of ${recordings} recordings ${run?.ingested ?? 0} came in, so there is nothing to measure.`,
      );
    }
    return [...zoom.requests];
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}
