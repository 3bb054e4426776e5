import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastConnectFailure } from '../../test/halo/connect-failure.ts';
import type { Halo } from '../../test/halo/halo.ts';
import { readStats } from '../../test/halo/operations.ts';
import { apiPath } from '../../test/halo/paths.ts';
import { PlainError } from '../../test/halo/plain-error.ts';
import { stopped } from '../command/program.ts';
import { consent } from '../start/consent.ts';
import { showProgress } from '../start/progress.ts';
import { HORIZON_SECONDS } from './session.ts';

const LOOK_EVERY_MS = 500;
const CONNECTED = new Set(['connected', 'degraded']);

/** Waits until the plugin is connected, by itself or by whoever opens the address, and says on stderr how far it is. */
export async function connectAndBringIn(
  halo: Halo,
  { byPerson, stopping }: { byPerson: boolean; stopping: AbortSignal },
): Promise<void> {
  if (byPerson) await waitForPerson(halo, stopping);
  else await Promise.race([consent(halo), stopped(stopping)]);
  const finished = new AbortController();
  const progress = showProgress(halo, AbortSignal.any([finished.signal, stopping]));
  try {
    await Promise.race([halo.idle(HORIZON_SECONDS), stopped(stopping)]);
  } finally {
    finished.abort();
    await progress;
  }
  await refuseUnconnected(halo);
}

async function waitForPerson(halo: Halo, stopping: AbortSignal): Promise<void> {
  const { provider } = halo.plugin.manifest;
  const address = new URL(`${apiPath(provider)}/connect`, halo.deployment.publicUrl).href;
  process.stderr.write(`Open ${address} in a browser, and choose Allow in Zoom. Ctrl-C gives up.\n`);
  while (!(await hasAnswered(halo))) {
    if (stopping.aborted) throw new PlainError('Stopped before Zoom was connected; nothing was written.');
    await sleep(LOOK_EVERY_MS, undefined, { signal: stopping }).catch(() => undefined);
  }
}

/** A connect that has begun leaves a job behind, however it ends. */
async function hasAnswered(halo: Halo): Promise<boolean> {
  const stats = await readStats(halo, halo.orgId);
  return (
    CONNECTED.has(stats?.health.state ?? '') || (await lastConnectFailure(halo, halo.orgId)) !== undefined
  );
}

async function refuseUnconnected(halo: Halo): Promise<void> {
  const stats = await readStats(halo, halo.orgId);
  if (CONNECTED.has(stats?.health.state ?? '')) return;
  const failure = await lastConnectFailure(halo, halo.orgId);
  const why = failure
    ? [failure.text, failure.advice].filter(Boolean).join(' ')
    : (stats?.health.reason ?? '');
  throw new PlainError(`Zoom was not connected, so nothing was recorded. ${why}`);
}
