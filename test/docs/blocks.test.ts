import { execFile } from 'node:child_process';
import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { plugin } from '../../plugin/index.ts';
import { openHaloDatabase } from '../halo/postgres/database.ts';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import { migrate } from '../halo/schema.ts';
import { packageRoot } from '../package-root.ts';
import { type Block, readDocuments } from './documents.ts';
import { pathsIn, readFlowchart } from './flowchart.ts';

const blocks = (await readDocuments()).flatMap((document) => document.blocks);
const written = (language: string) => blocks.filter((block) => block.language === language);

/** What each language is tried by; `sh` by ./commands.test.ts. */
const TRIED = ['sh', 'json', 'sql', 'ts', 'mermaid', 'text'];

describe('the blocks of code in the documentation', () => {
  it('are in a language that is tried', () => {
    const untried = blocks.filter(({ language }) => !TRIED.includes(language));
    const advice = `Name one of ${TRIED.join(', ')} behind the fence, or say in test/docs/blocks.test.ts how it is tried.`;
    expect(untried.map(({ at, language }) => `${at}: ${language || 'no language'}. ${advice}`)).toEqual([]);
  });

  it('are JSON where they say so', () => {
    expect(written('json').flatMap(({ at, text }) => refusalOf(at, () => JSON.parse(text)))).toEqual([]);
  });

  it('are SQL that a migrated database takes', async () => {
    const halo = openHaloDatabase(await createTestDatabase());
    onTestFinished(() => halo.end());
    await migrate(halo, plugin.manifest.provider, plugin.migrations);
    for (const { at, text } of written('sql'))
      await expect(halo.query(text), `${at}: ${text}`).resolves.toBeDefined();
  });

  it('are TypeScript that fits the types of this package', async () => {
    if (written('ts').length > 0) expect(await typeErrors(written('ts'))).toBe('');
  });

  it('are a diagram whose arrows lead to boxes, and whose boxes name folders that there are', async () => {
    for (const { at, text } of written('mermaid')) {
      const { labels, unknown, unread } = readFlowchart(text);
      const paths = labels.flatMap(pathsIn);
      expect({ at, unknown, unread, lost: await lost(paths) }).toEqual({
        at,
        unknown: [],
        unread: [],
        lost: [],
      });
      expect(paths.length).toBeGreaterThan(5);
    }
  });

  it('are a list of files and folders that there are', async () => {
    for (const { at, text } of written('text')) {
      const first = text.split('\n').map((line) => line.split(/ {2,}/)[0] ?? '');
      expect({ at, lost: await lost(first.flatMap((cell) => cell.split(', '))) }).toEqual({ at, lost: [] });
    }
  });
});

function refusalOf(at: string, read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    return [`${at}: ${error instanceof Error ? error.message : error}`];
  }
}

/** Those that are neither below the package's root nor below `plugin/`. */
async function lost(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map((path) =>
      Promise.any([path, join('plugin', path)].map((each) => access(join(packageRoot, each)))).then(
        () => true,
        () => false,
      ),
    ),
  );
  return paths.filter((_, index) => !found[index]);
}

/** What the compiler has to say of blocks that import as a file in the package's root would. */
async function typeErrors(of: readonly Block[]): Promise<string> {
  const folder = join(packageRoot, 'dist/docs');
  await mkdir(folder, { recursive: true });
  onTestFinished(() => rm(folder, { recursive: true }));
  const names = of.map((_, index) => `block-${index}.ts`);
  for (const [index, { at, text }] of of.entries())
    await writeFile(
      join(folder, names[index] ?? ''),
      `// ${at}\n${text.replaceAll("from './", "from '../../")}\n`,
    );
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions: { noEmit: true, rootDir: '../..' },
    files: names,
    // Instead of the whole house: what a block imports, and what vitest is told to hand to tests.
    include: ['../../test/halo/postgres/vitest-setup.ts'],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(packageRoot, 'node_modules/typescript/bin/tsc');
  const compiled = promisify(execFile)(process.execPath, [tsc, '-p', folder]);
  return compiled.then(
    () => '',
    (failure: { stdout: string }) => failure.stdout,
  );
}
