import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import pg from 'pg';
import { inject } from 'vitest';
import { packageRoot } from '../package-root.ts';

const SOURCES = ['plugin', 'contracts', 'scripts', 'test', 'plugin.manifest.json', 'tsconfig.json'];
/** As old as the build is: tsc writes every file anew. */
const BUILT = 'dist/scripts/worker.js';
/** Any number will do, as long as nobody else locks it. */
const BUILD_LOCK = 4_400_001;

/** Builds `dist/`, as `npm start` does, unless it is newer than the sources. Test files that start at once build it once. */
export async function build(): Promise<void> {
  const client = new pg.Client({ connectionString: inject('databaseAdminUrl') });
  await client.connect();
  try {
    // The connection's end gives the lock back, however this process ends.
    await client.query('select pg_advisory_lock($1)', [BUILD_LOCK]);
    if ((await builtAt()) > (await changedAt())) return;
    const begun = Date.now();
    const tsc = join(packageRoot, 'node_modules/typescript/bin/tsc');
    const failure = await promisify(execFile)(process.execPath, [tsc, '-p', packageRoot]).catch(String);
    // Types that do not fit are the business of `npm run check`: tsc builds all the same.
    if ((await builtAt()) < begun) throw new Error(`dist/ could not be built: ${failure}`);
  } finally {
    await client.end();
  }
}

function builtAt(): Promise<number> {
  return stat(join(packageRoot, BUILT)).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

async function changedAt(): Promise<number> {
  return Math.max(...(await Promise.all(SOURCES.map(newestIn))));
}

async function newestIn(path: string): Promise<number> {
  const info = await stat(join(packageRoot, path));
  if (!info.isDirectory()) return info.mtimeMs;
  const entries = await readdir(join(packageRoot, path));
  return Math.max(info.mtimeMs, ...(await Promise.all(entries.map((entry) => newestIn(join(path, entry))))));
}
