import { cp, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { plugin } from '../../plugin/index.ts';
import { inWords } from '../../scripts/command/program.ts';
import { startCommand } from '../../scripts/start/start-command.ts';
import { admitPlugin, loadPlugin } from '../halo/plugin-loader.ts';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import { packageRoot } from '../package-root.ts';
import { build } from './build.ts';
import { type Env, run, type Where } from './command.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** None of it may show up in what is printed. */
const SECRET = 'hunter2-hunter2';

/** Nobody listens on port 1. */
const UNREACHABLE = `postgres://halo:${SECRET}@127.0.0.1:1/halo`;

/** One sentence: one line, one full stop at its end, and no stack. */
function expectSentence(text: string, says: string | RegExp): void {
  expect(text).toMatch(says);
  expect(text).toMatch(/^[^\n]+[.]$/);
  expect(text).not.toMatch(/[a-z)][.] [A-Z]|\bat (file|node|async)\b/);
  expect(text).not.toContain(SECRET);
}

/** What a command would print of its failure. */
function printed(command: Promise<unknown>): Promise<string> {
  return command.then(() => 'It was not refused', inWords);
}

/** `npm start` in this very process, up to where it is refused. */
async function started(args: readonly string[], env: Env): Promise<string> {
  const stops: (() => Promise<unknown>)[] = [];
  onTestFinished(async () => {
    for (const stop of stops.toReversed()) await stop();
  });
  const program = {
    stopping: new AbortController().signal,
    atEnd: (stop: () => Promise<unknown>) => stops.push(stop),
  };
  return printed(startCommand(program, args, env));
}

beforeAll(build);

describe('npm start refuses with one plain sentence', () => {
  const once = ['--once', '--json'];

  it.each<[string, readonly string[], Env, string | RegExp]>([
    ['an argument that is no flag', ['here'], {}, "Unexpected argument 'here'"],
    ['--transcripts without a folder', ['--transcripts'], {}, '--transcripts'],
    [
      'a folder that does not exist',
      ['--transcripts', 'no/such/folder'],
      {},
      'no/such/folder is not a folder',
    ],
    ['a folder without transcripts', ['--transcripts', 'contracts'], {}, 'contracts holds no file'],
    ['a port that is none', once, { PORT: 'http' }, 'PORT must be a port number'],
    [
      'an address that is none',
      once,
      { ZOOM_API_URL: 'zoom' },
      'ZOOM_API_URL must be an http or https address',
    ],
    [
      'a client id without the other secrets',
      once,
      { ZOOM_CLIENT_ID: 'an-app', DATABASE_URL: UNREACHABLE },
      /needs ZOOM_CLIENT_SECRET, ZOOM_WEBHOOK_SECRET_TOKEN/,
    ],
    [
      'a database that is none',
      once,
      { DATABASE_URL: `mysql://${SECRET}` },
      'DATABASE_URL must be a postgres:// address',
    ],
    ['a seed that is not there', once, { HALO_SEED: 'no/such/seed.json' }, 'HALO_SEED cannot be read'],
    ['a seed that is not JSON', once, { HALO_SEED: '.gitignore' }, 'HALO_SEED cannot be read'],
    [
      'a model without its name',
      once,
      { MODEL_BASE_URL: 'http://127.0.0.1:1', MODEL_API_KEY: SECRET },
      'MODEL_NAME must be set',
    ],
  ])('%s', async (_, args, env, says) => expectSentence(await started(args, env), says));

  it('a manifest that does not fit its contract', async () => {
    const manifest = join(await temporaryFolder(), 'plugin.manifest.json');
    await writeFile(manifest, JSON.stringify({ ...plugin.manifest, modes: ['listen'] }));
    expectSentence(await printed(loadPlugin(manifest)), /The plugin manifest is malformed.*modes/);
  });

  it('a plugin for another Halo', async () => {
    const another = { ...plugin, manifest: { ...plugin.manifest, engines: { halo: '^9.0.0' } } };
    const admission = (async () => admitPlugin(another, { model: false, secrets: {} }))();
    expectSentence(await printed(admission), /needs Halo \^9\.0\.0, but this is Halo/);
  });
});

interface Refusal {
  readonly args?: readonly string[];
  readonly env?: Env;
  readonly where?: Where;
  readonly says: string;
}

/** A process of its own ends by itself, with nothing on stdout and the sentence alone on stderr. */
async function expectRefusal({
  args = ['--once', '--json'],
  env = {},
  where = {},
  says,
}: Refusal): Promise<void> {
  const { code, stdout, stderr } = await run(args, env, where);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.at(-1)).toBe('\n');
  expectSentence(stderr.slice(0, -1), says);
}

describe('the process ends with that sentence alone', () => {
  it.each<[string, Refusal]>([
    ['before anything was begun', { args: ['--twice'], says: "Unknown option '--twice'" }],
    [
      'when its database cannot be reached',
      { env: { DATABASE_URL: UNREACHABLE }, says: 'Halo cannot reach its database (DATABASE_URL)' },
    ],
    [
      'when a worker has no database',
      { args: [], where: { script: 'worker' }, says: 'DATABASE_URL must be set' },
    ],
  ])('%s', async (_, refusal) => expectRefusal(refusal));

  it('when its port is taken', async () => {
    const server = createServer();
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const PORT = typeof address === 'object' && address !== null ? String(address.port) : '';
    await expectRefusal({
      args: [],
      env: { PORT, DATABASE_URL: UNREACHABLE },
      says: `Port ${PORT} cannot be used`,
    });
  });

  it('when Halo runs already, and its seed has a setting that there is not', async () => {
    const HALO_SEED = join(await temporaryFolder(), 'seed.json');
    await writeFile(HALO_SEED, JSON.stringify({ settings: { lookback: 3 } }));
    await expectRefusal({
      env: { HALO_SEED, DATABASE_URL: await createTestDatabase() },
      says: 'settings.lookback',
    });
  });

  it('when the manifest of the checkout is not JSON', async () => {
    const root = await checkoutWith('{ "provider":\n  zoom\n}');
    await expectRefusal({ where: { root }, says: 'The plugin manifest cannot be read' });
  });
});

/** A built checkout whose manifest is another one. */
async function checkoutWith(manifest: string): Promise<string> {
  const root = await temporaryFolder();
  const dist = join(root, 'dist');
  // What runs, and nothing of what only tells of it.
  const filter = (path: string) => !/[.](map|d[.]ts)$/.test(path);
  await cp(join(packageRoot, 'dist'), dist, { recursive: true, filter });
  await symlink(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
  await writeFile(join(root, 'package.json'), JSON.stringify({ type: 'module' }));
  await writeFile(join(root, 'plugin.manifest.json'), manifest);
  await writeFile(join(dist, 'plugin.manifest.json'), manifest);
  return root;
}
