/** One more process that runs the jobs of a Halo on DATABASE_URL. Its page is another process's business. */
import { once } from 'node:events';
import process from 'node:process';
import { startHalo } from '../test/halo/halo.ts';
import { PlainError } from '../test/halo/plain-error.ts';
import { deploymentOf, readEnvironment } from './start/environment.ts';
import { haloOptions } from './start/halo-options.ts';
import { runProgram } from './start/program.ts';

await runProgram(async ({ stopping, atEnd }) => {
  const environment = readEnvironment(process.env);
  if (!environment.DATABASE_URL) {
    throw new PlainError('DATABASE_URL must be set: a worker joins the Halo that runs on it.');
  }
  const common = await haloOptions(environment);
  const halo = await startHalo({
    ...common,
    databaseUrl: environment.DATABASE_URL,
    deployment: deploymentOf(environment, common.plugin.manifest),
  });
  atEnd(() => halo.stop());
  process.stdout.write('The worker is ready.\n');
  if (!stopping.aborted) await once(stopping, 'abort');
  return 0;
});
