/** One process of a Halo that asks Zoom who is connected when it is told to, and prints what came of it. */
import 'reflect-metadata';
import { once } from 'node:events';
import process from 'node:process';
import { forJob } from '../../plugin/container.ts';
import { plugin } from '../../plugin/index.ts';
import { ZoomClient } from '../../plugin/zoom/client.ts';
import { ZoomError } from '../../plugin/zoom/errors.ts';
import { startHalo } from '../halo/halo.ts';
import { hostFor } from '../halo/job-host.ts';
import { openPluginDatabase } from '../halo/postgres/database.ts';
import type { Errand, Outcome } from './refresh-processes.ts';

const { databaseUrl, deployment, aheadMs }: Errand = JSON.parse(process.argv[2] ?? '');

const halo = await startHalo({
  databaseUrl,
  plugin,
  deployment,
  workers: false,
  clock: { now: () => new Date(Date.now() + aheadMs) },
  logLevel: 'silent',
});
const pluginDatabase = openPluginDatabase(databaseUrl, 'zoom');
const host = await hostFor(halo, pluginDatabase, undefined, {
  id: 'refresh-once',
  hook: 'sync',
  orgId: halo.orgId,
  attempt: 1,
  lastAttempt: false,
  signal: new AbortController().signal,
});

process.stdout.write('ready\n');
// Whoever started it may be killed as well.
process.stdin.on('end', () => process.exit(1));
await once(process.stdin, 'data');
process.stdin.destroy();
const outcome = await forJob(host, ZoomClient).me().then(toSuccess, toFailure);
process.stdout.write(`${JSON.stringify(outcome)}\n`);
await pluginDatabase.end();
await halo.stop();

function toSuccess({ accountId }: { accountId: string }): Outcome {
  return { accountId };
}

function toFailure(error: unknown): Outcome {
  if (!(error instanceof ZoomError)) throw error;
  const { code, retry, advice } = error;
  return { code, retry, advice };
}
