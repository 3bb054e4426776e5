import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type * as validators from '../../contracts/generated/validators.ts';
import { npm } from '../../scripts/package/pack.ts';
import { consent } from '../../scripts/start/consent.ts';
import { startLocalZoom } from '../../scripts/start/local-zoom.ts';
import { readReport } from '../../scripts/start/report.ts';
import { type Halo, startHalo } from '../halo/halo.ts';
import { outcomeOfFailure } from '../halo/jobs/outcome.ts';
import { PlainError } from '../halo/plain-error.ts';
import { loadPlugin } from '../halo/plugin-loader.ts';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import { applySeed, readSeed } from '../halo/seed.ts';
import { packageRoot } from '../package-root.ts';
import { build } from '../start/build.ts';
import { fixturesFolder } from '../zoom/index.ts';
import { tryConsumer } from './consumer.ts';
import { expectedFiles } from './expected-files.ts';
import { copyWithout, filesIn, type Installed, installTarball } from './installed.ts';

const MANIFEST = 'plugin.manifest.json';

const sourceMap = z.object({ sources: z.array(z.string()), sourcesContent: z.array(z.string()) });
const packageJson = z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()) });
const tree = z.object({
  problems: z.array(z.string()).default([]),
  dependencies: z.object({
    'halo-zoom-plugin': z.object({ dependencies: z.record(z.string(), z.looseObject({})) }),
  }),
});
const answersFile = z.object({
  transcriptsBeforeWebhook: z.number(),
  recordings: z.record(
    z.string(),
    z.object({ state: z.string(), stateBeforeWebhook: z.string().optional() }),
  ),
});

let installed: Installed;
beforeAll(async () => {
  await build();
  installed = await installTarball();
});
afterAll(() => installed.remove());

async function read(...path: string[]): Promise<unknown> {
  return JSON.parse(await readFile(join(...path), 'utf8'));
}

/** A Halo with the installed package, and the local Zoom of `npm start`. */
async function haloOfPackage(): Promise<Halo> {
  const { zoom, deployment } = await startLocalZoom({ transcripts: undefined, autoConsent: true }, {});
  onTestFinished(() => zoom.close());
  const plugin = await loadPlugin(join(installed.plugin, MANIFEST));
  const databaseUrl = await createTestDatabase();
  const halo = await startHalo({ plugin, databaseUrl, deployment, logLevel: 'silent' });
  onTestFinished(() => halo.stop());
  await applySeed(halo, halo.orgId, await readSeed(join(packageRoot, 'fixtures/customers.json')));
  return halo;
}

describe('the package', () => {
  it('holds the manifest, the contracts, the build of both, and what is told of them: no more', async () => {
    const stale = 'If it holds more: dist/ may have what has no source any more. Delete it, and build again.';
    expect(await filesIn(installed.plugin), stale).toEqual(await expectedFiles());
  });

  it('brings the sources that its source maps lead to', async () => {
    const maps = (await filesIn(installed.plugin)).filter((path) => path.endsWith('.map'));
    expect(maps.length).toBeGreaterThan(100);
    for (const path of maps) {
      const { sources, sourcesContent } = sourceMap.parse(await read(installed.plugin, path));
      expect(sources, path).toEqual([expect.stringMatching(/^(?:[.][.]\/)+(?:plugin|contracts)\//)]);
      expect(sourcesContent, path).toHaveLength(1);
    }
  });

  it('has one version, which its manifest and its changelog name', async () => {
    const { version } = packageJson.parse(await read(installed.plugin, 'package.json'));
    expect(await read(installed.plugin, MANIFEST)).toMatchObject({ version });
    expect(await readFile(join(installed.plugin, 'CHANGELOG.md'), 'utf8')).toContain(`\n## [${version}]`);
  });
});

describe('the package, installed in an empty folder', () => {
  it('brings what it runs on, at the versions it was tested with, and neither pg nor pg-boss', async () => {
    const { dependencies } = packageJson.parse(await read(packageRoot, 'package.json'));
    const { stdout } = await npm(['ls', '--json', '--depth=1', '--omit=dev'], installed.folder);
    const { problems, dependencies: found } = tree.parse(JSON.parse(stdout));
    expect(problems).toEqual([]);
    // A peer that is not there is listed, as an empty object.
    const here = Object.entries(found['halo-zoom-plugin'].dependencies).flatMap(([name, { version }]) =>
      version === undefined ? [] : [[name, version]],
    );
    expect(Object.fromEntries(here)).toEqual(dependencies);
  });

  it('is typed for whoever builds a Halo on it, and gives them the contract to run by', async () => {
    const { complaints, printed } = await tryConsumer(installed);
    expect(complaints).toBe('');
    expect(printed).toEqual({
      answer: { ok: true, without: ['model'] },
      provider: 'zoom',
      schema: 'SyncInput',
      refusals: ['ContractViolation', 'accepted catch_up'],
      hasTables: true,
    });
  });

  it.each([MANIFEST, 'dist/plugin/index.js', 'dist/plugin/webhook/door.js', `dist/${MANIFEST}`])(
    'is refused in one sentence that names the file when %s is missing',
    async (file) => {
      const torn = await copyWithout(installed, file);
      const failure = await loadPlugin(join(torn, MANIFEST)).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(PlainError);
      expect(String(failure)).toMatch(/^[^\n]* cannot be (?:read|loaded): [^\n]*$/);
      expect(String(failure)).toContain(join(torn, file));
    },
  );
});

describe('Halo with the installed package', () => {
  it('brings in the recordings of the local Zoom, as from the checkout', async () => {
    const answers = answersFile.parse(await read(fixturesFolder(), 'answers.json'));
    const halo = await haloOfPackage();
    await consent(halo);
    await halo.idle(45);
    const { connection, meetings, knowledge } = await readReport(halo);
    expect(connection.state).toBe('connected');
    expect(meetings).toHaveLength(Object.keys(answers.recordings).length);
    for (const [uuid, { state, stateBeforeWebhook }] of Object.entries(answers.recordings))
      expect(meetings).toContainEqual(expect.objectContaining({ uuid, state: stateBeforeWebhook ?? state }));
    expect(knowledge['zoom:']).toBe(answers.transcriptsBeforeWebhook);
    expect(knowledge['distilled:zoom:']).toBeGreaterThan(0);
  });

  it('gives up a job that the package’s own copy of the contract refuses', async () => {
    const path = join(installed.plugin, 'dist/contracts/generated/validators.js');
    const contract: typeof validators = await import(pathToFileURL(path).href);
    const refusal = await Promise.resolve({ scope: 'everything' })
      .then((input) => contract.syncInput.parse(input))
      .catch((error: unknown) => error);
    expect(outcomeOfFailure(refusal, new Date())).toEqual({
      status: 'deadletter',
      output: { name: 'ContractViolation', message: expect.stringContaining('SyncInput') },
    });
  });
});
