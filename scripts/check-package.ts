/**
 * Packs the build, and has publint and arethetypeswrong look at the tarball as whoever installs it would. Fails on
 * anything that either complains of, suggestions included.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { checkPackage, createPackageFromTarballData, type Package } from '@arethetypeswrong/core';
import { filterProblems } from '@arethetypeswrong/core/problems';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { pack } from './package/pack.ts';

const folder = await mkdtemp(join(tmpdir(), 'halo-package-'));
try {
  const tarball = Uint8Array.from(await readFile(await pack(process.cwd(), folder)));
  const complaints = [...(await publintOn(tarball)), ...(await attwOn(tarball))];
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
  process.exitCode = complaints.length > 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true });
}

async function publintOn(tarball: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const { messages, pkg } = await publint({ pack: { tarball: tarball.buffer } });
  return messages.map((message) => `publint: ${formatMessage(message, pkg) ?? message.code}`);
}

/** The package is ESM only, and so is Halo: how CommonJS, or TypeScript before it knew of `exports`, would see it is no matter. */
async function attwOn(tarball: Uint8Array): Promise<string[]> {
  const packed = createPackageFromTarballData(tarball);
  const analysis = await checkPackage(packed, { entrypoints: entrypointsOf(packed) });
  if (analysis.types === false) return ['arethetypeswrong: The package has no types.'];
  const problems = (['node16-esm', 'bundler'] as const).flatMap((resolutionKind) =>
    filterProblems(analysis, { resolutionKind }),
  );
  return [...new Set(problems)].map((problem) => `arethetypeswrong: ${JSON.stringify(problem)}`);
}

/** What TypeScript can import of it: by itself, arethetypeswrong passes over the patterns of `exports`. */
function entrypointsOf(packed: Package): string[] {
  const root = `/node_modules/${packed.packageName}`;
  const contracts = packed.listFiles(root).flatMap((file) => {
    const [, module] = /^\/dist(\/contracts\/.+)[.]d[.]ts$/.exec(file.slice(root.length)) ?? [];
    const [, schema] = /^(\/contracts\/.+[.]json)$/.exec(file.slice(root.length)) ?? [];
    return [module, schema].flatMap((found) => (found === undefined ? [] : [`.${found}`]));
  });
  return ['.', './plugin.manifest.json', './package.json', ...contracts];
}
