import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { npm, pack } from '../../scripts/package/pack.ts';
import { packageRoot } from '../package-root.ts';

const NAME = 'halo-zoom-plugin';

/** An empty folder far from the checkout, with the plugin's tarball installed, as a deployment of Halo has it. */
export interface Installed {
  readonly folder: string;
  /** Where npm has put the plugin. */
  readonly plugin: string;
  remove(): Promise<void>;
}

/** From whatever registry and cache npm is set up with: `npm ci` has just asked there for the same packages. */
export async function installTarball(): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'halo-package-'));
  const packed = join(folder, 'packed');
  await mkdir(packed);
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'a-halo', private: true, type: 'module' }),
  );
  const tarball = await pack(packageRoot, packed);
  await npm(['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], folder);
  return {
    folder,
    plugin: join(folder, 'node_modules', NAME),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Another copy of the plugin beside it, which finds the same dependencies, without one of its files. */
export async function copyWithout({ plugin }: Installed, file: string): Promise<string> {
  const copy = `${plugin}-without-${file.replaceAll(/\W+/g, '-')}`;
  await cp(plugin, copy, { recursive: true });
  await rm(join(copy, file));
  return copy;
}

/** The paths of all files below a folder, with `/`, in order. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted();
}
