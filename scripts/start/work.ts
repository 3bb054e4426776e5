import process from 'node:process';
import { type HaloOptions, startHalo } from '../../test/halo/halo.ts';
import { PlainError } from '../../test/halo/plain-error.ts';
import { aborted, runProgram } from '../command/program.ts';
import { deploymentOf, readEnvironment } from './environment.ts';
import { haloOptions } from './halo-options.ts';

/** Runs the jobs of the Halo on DATABASE_URL until it is told to stop. */
export function work(options: Pick<HaloOptions, 'clock' | 'logLevel'> = {}): Promise<void> {
  return runProgram(async ({ stopping, atEnd }) => {
    const environment = readEnvironment(process.env);
    if (!environment.DATABASE_URL) {
      throw new PlainError('DATABASE_URL must be set: a worker joins the Halo that runs on it.');
    }
    const common = await haloOptions(environment);
    const halo = await startHalo({
      ...common,
      ...options,
      databaseUrl: environment.DATABASE_URL,
      deployment: deploymentOf(environment, common.plugin.manifest),
    });
    atEnd(() => halo.stop());
    process.stdout.write('The worker is ready.\n');
    await aborted(stopping);
    return 0;
  });
}
