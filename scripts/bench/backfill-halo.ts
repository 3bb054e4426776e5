import { type Halo, startHalo } from '../../test/halo/halo.ts';
import { PlainError } from '../../test/halo/plain-error.ts';
import { haloOptions } from '../start/halo-options.ts';
import type { Bench } from './bench.ts';
import { createDatabase } from './database.ts';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';

/** The app that Zoom and Halo share. */
export const APP = {
  clientId: 'bench-app',
  clientSecret: 'bench-app-secret',
  secretToken: 'bench-secret-token',
};

const SECRETS = {
  ZOOM_CLIENT_ID: APP.clientId,
  ZOOM_CLIENT_SECRET: APP.clientSecret,
  ZOOM_WEBHOOK_SECRET_TOKEN: APP.secretToken,
};
const LOOPBACK = 'http://127.0.0.1:*';

export interface BackfillHalo {
  /** Serves HTTP in the bench's own process, and runs no jobs. */
  readonly halo: Halo;
  startWorkers(processes: number): Promise<readonly WorkerProcess[]>;
}

/** A fresh Halo that asks the Zoom at this address. */
export async function openBackfillHalo(bench: Bench, zoomOrigin: string): Promise<BackfillHalo> {
  const databaseUrl = await createDatabase(bench.postgresUrl);
  const halo = await startHalo({
    ...(await haloOptions({})),
    databaseUrl,
    deployment: { secrets: SECRETS, apiUrl: zoomOrigin, oauthUrl: zoomOrigin, downloadHosts: [LOOPBACK] },
    workers: false,
  });
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
