import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '../halo/package-root.ts';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import { build } from './build.ts';
import { type Env, run, type Where } from './command.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** None of it may show up in what is printed. */
const SECRET = 'hunter2-hunter2';

/** Nobody listens on port 1. */
const UNREACHABLE = `postgres://halo:${SECRET}@127.0.0.1:1/halo`;

interface Refusal {
  readonly args?: readonly string[];
  readonly env?: Env;
  readonly where?: Where;
  readonly says: string | RegExp;
}

async function expectRefusal({
  args = ['--once', '--json'],
  env = {},
  where = {},
  says,
}: Refusal): Promise<void> {
  const { code, stdout, stderr } = await run(args, env, where);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(says);
  // One sentence: one line, one full stop at its end, and no stack.
  expect(stderr).toMatch(/^[^\n]+[.]\n$/);
  expect(stderr).not.toMatch(/[a-z)][.] [A-Z]|\bat (file|node|async)\b/);
  expect(stderr).not.toContain(SECRET);
}

/** A built checkout whose manifest is another one. */
async function checkoutWith(manifest: string): Promise<string> {
  const root = await temporaryFolder();
  const dist = join(root, 'dist');
  await cp(join(packageRoot, 'dist'), dist, { recursive: true });
  await symlink(join(packageRoot, 'node_modules'), join(root, 'node_modules'));
  await writeFile(join(root, 'package.json'), JSON.stringify({ type: 'module' }));
  await writeFile(join(root, 'plugin.manifest.json'), manifest);
  await writeFile(join(dist, 'plugin.manifest.json'), manifest);
  return root;
}

async function changedManifest(change: (manifest: Record<string, unknown>) => object): Promise<string> {
  return JSON.stringify(
    change(JSON.parse(await readFile(join(packageRoot, 'plugin.manifest.json'), 'utf8'))),
  );
}

beforeAll(build);

describe('npm start refuses with one plain sentence', () => {
  it.each<[string, Refusal]>([
    ['an unknown flag', { args: ['--twice'], says: "Unknown option '--twice'" }],
    ['an argument that is no flag', { args: ['here'], says: "Unexpected argument 'here'" }],
    ['--transcripts without a folder', { args: ['--transcripts'], says: '--transcripts' }],
    [
      'a folder that does not exist',
      { args: ['--transcripts', 'no/such/folder'], says: 'no/such/folder is not a folder' },
    ],
    [
      'a folder without transcripts',
      { args: ['--transcripts', 'contracts'], says: 'contracts holds no file' },
    ],
    ['a port that is none', { env: { PORT: 'http' }, says: 'PORT must be a port number' }],
    [
      'an address that is none',
      { env: { ZOOM_API_URL: 'zoom' }, says: 'ZOOM_API_URL must be an http or https address' },
    ],
    [
      'a client id without the other secrets',
      { env: { ZOOM_CLIENT_ID: 'an-app' }, says: /needs ZOOM_CLIENT_SECRET, ZOOM_WEBHOOK_SECRET_TOKEN/ },
    ],
    [
      'a database that is none',
      { env: { DATABASE_URL: `mysql://${SECRET}` }, says: 'DATABASE_URL must be a postgres:// address' },
    ],
    [
      'a database that cannot be reached',
      { env: { DATABASE_URL: UNREACHABLE }, says: 'Halo cannot reach its database (DATABASE_URL)' },
    ],
    [
      'a seed that is not there',
      { env: { HALO_SEED: 'no/such/seed.json' }, says: 'HALO_SEED cannot be read' },
    ],
    ['a seed that is not JSON', { env: { HALO_SEED: '.gitignore' }, says: 'HALO_SEED cannot be read' }],
    [
      'a model without its name',
      {
        env: { MODEL_BASE_URL: 'http://127.0.0.1:1', MODEL_API_KEY: SECRET },
        says: 'MODEL_NAME must be set',
      },
    ],
    [
      'a worker without a database',
      { args: [], where: { script: 'worker' }, says: 'DATABASE_URL must be set' },
    ],
  ])('%s', async (_, refusal) => expectRefusal(refusal));

  it('a port that is taken', async () => {
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

  it.each<[string, object, string]>([
    ['a list it does not know', { customers: [] }, 'customers'],
    ['a setting it does not know', { settings: { lookback: 3 } }, 'settings.lookback'],
  ])('a seed with %s', async (_, seed, says) => {
    const HALO_SEED = join(await temporaryFolder(), 'seed.json');
    await writeFile(HALO_SEED, JSON.stringify(seed));
    await expectRefusal({ env: { HALO_SEED, DATABASE_URL: await createTestDatabase() }, says });
  });

  it('a manifest that is not JSON', async () => {
    const root = await checkoutWith('{ "provider":\n  zoom\n}');
    await expectRefusal({ where: { root }, says: 'The plugin manifest cannot be read' });
  });

  it('a manifest that does not fit its contract', async () => {
    const root = await checkoutWith(
      await changedManifest((manifest) => ({ ...manifest, modes: ['listen'] })),
    );
    await expectRefusal({ where: { root }, says: /The plugin manifest is malformed.*modes/ });
  });

  it('a plugin for another Halo', async () => {
    const root = await checkoutWith(
      await changedManifest((manifest) => ({ ...manifest, engines: { halo: '^9.0.0' } })),
    );
    const app = { ZOOM_CLIENT_ID: 'app', ZOOM_CLIENT_SECRET: SECRET, ZOOM_WEBHOOK_SECRET_TOKEN: SECRET };
    await expectRefusal({
      where: { root },
      env: { ...app, DATABASE_URL: UNREACHABLE },
      says: /needs Halo \^9\.0\.0, but this is Halo/,
    });
  });
});
