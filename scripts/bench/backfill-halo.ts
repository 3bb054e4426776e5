import type { Halo } from '../../test/halo/halo.ts';
import { PlainError } from '../../test/halo/plain-error.ts';
import type { Bench } from './bench.ts';
import { LOOPBACK, SECRETS, startBenchHalo } from './bench-halo.ts';
import { createDatabase } from './database.ts';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';

export interface BackfillHalo {
  /** Serves HTTP in the bench's own process, and runs no jobs. */
  readonly halo: Halo;
  startWorkers(processes: number): Promise<readonly WorkerProcess[]>;
}

/** A fresh Halo that asks the Zoom at this address. */
export async function openBackfillHalo(bench: Bench, zoomOrigin: string): Promise<BackfillHalo> {
  const databaseUrl = await createDatabase(bench.postgresUrl);
  const halo = await startBenchHalo(databaseUrl, zoomOrigin);
  const env = {
    ...SECRETS,
    DATABASE_URL: databaseUrl,
    ZOOM_API_URL: zoomOrigin,
    ZOOM_OAUTH_URL: zoomOrigin,
    ZOOM_DOWNLOAD_HOSTS: LOOPBACK,
  };
  return { halo, startWorkers: (processes) => startWorkers(env, processes) };
}

async function startWorkers(env: Readonly<Record<string, string>>, processes: number) {
  const started = await Promise.allSettled(Array.from({ length: processes }, () => startWorkerProcess(env)));
  const workers = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  if (workers.length === processes) return workers;
  await Promise.all(workers.map((worker) => worker.stop()));
  throw new PlainError('A worker process did not start.');
}
