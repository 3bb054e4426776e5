import { join } from 'node:path';
import process from 'node:process';
import { type Halo, startHalo } from '../../test/halo/halo.ts';
import { startEmbeddedPostgres } from '../../test/halo/postgres/embedded.ts';
import { applySeed, readSeed } from '../../test/halo/seed.ts';
import { packageRoot } from '../../test/package-root.ts';
import { aborted, type Program, stopped } from '../command/program.ts';
import { DEFAULT_PORT, deploymentOf, type Environment, namesZoom, readEnvironment } from './environment.ts';
import { haloOptions } from './halo-options.ts';
import { type LocalZoom, startLocalZoom, subscribeApp } from './local-zoom.ts';
import { runOnce } from './once.ts';
import { readOptions, type StartOptions } from './options.ts';

/** What `npm start` does, from its words and the environment; resolves to the exit code. */
export async function startCommand(
  program: Program,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const options = readOptions(args);
  const environment = readEnvironment(env);
  const common = await haloOptions(environment);
  const seed = await seedOf(environment, options);
  const local = await localZoom(program, environment, options);
  const halo = await startHalo({
    ...common,
    databaseUrl: environment.DATABASE_URL ?? (await ownPostgres(program)),
    deployment: local?.deployment ?? deploymentOf(environment, common.plugin.manifest),
    // A single run needs no address that anybody knows; two of them may run side by side.
    port: environment.PORT ?? (options.once ? 0 : DEFAULT_PORT),
  });
  program.atEnd(() => halo.stop());
  if (seed !== undefined) await applySeed(halo, halo.orgId, seed);
  if (options.once) {
    const well = await Promise.race([runOnce(halo, local, options), stopped(program.stopping)]);
    return well ? 0 : 1;
  }
  await serve(program, halo, local);
  return 0;
}

async function localZoom(
  program: Program,
  environment: Environment,
  { transcripts, once }: StartOptions,
): Promise<LocalZoom | undefined> {
  if (!transcripts && namesZoom(environment)) return undefined;
  const local = await startLocalZoom({ transcripts, autoConsent: once }, environment);
  program.atEnd(() => local.zoom.close());
  return local;
}

async function ownPostgres(program: Program): Promise<string> {
  const postgres = await startEmbeddedPostgres();
  program.atEnd(() => postgres.stop());
  return postgres.url;
}

/** The customers that fit the recordings: of the fixtures, unless others are named. */
async function seedOf(environment: Environment, { transcripts }: StartOptions): Promise<unknown> {
  const demo =
    transcripts || namesZoom(environment) ? undefined : join(packageRoot, 'fixtures/customers.json');
  const path = environment.HALO_SEED ?? demo;
  return path === undefined ? undefined : readSeed(path);
}

async function serve({ stopping }: Program, halo: Halo, local: LocalZoom | undefined): Promise<void> {
  const { provider } = halo.plugin.manifest;
  if (local) {
    subscribeApp(halo, local);
    process.stderr.write(`The local Zoom’s own page, to finish a meeting on: ${local.zoom.origin}/\n`);
  }
  process.stdout.write(`Halo is ready at ${halo.url}/integrations/${provider}\n`);
  await aborted(stopping);
}
