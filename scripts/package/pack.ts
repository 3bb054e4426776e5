import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Packs the build that is there into a folder, and returns the tarball's path. Without npm's scripts: `prepack` would
 * build anew, and whoever runs from `dist/` meanwhile would find half of it.
 */
export async function pack(root: string, folder: string): Promise<string> {
  await npm(['pack', '--ignore-scripts', '--pack-destination', folder], root);
  const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack has left no tarball.');
  return join(folder, tarball);
}

/** Runs the npm on the path, which under `npm run` is driven by the Node of this package. */
export function npm(args: readonly string[], folder: string): Promise<{ readonly stdout: string }> {
  return promisify(execFile)('npm', args, { cwd: folder });
}
