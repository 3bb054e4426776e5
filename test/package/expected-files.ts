import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { filesIn } from './installed.ts';

const ALONGSIDE = ['README.md', 'LICENSE', 'CHANGELOG.md', 'docs/versioning.md', 'docs/runbook.md'];
const ENTRY = 'plugin/index.ts';

/** What the package is to hold, from what the checkout has: each source with its build, and nothing that has no source. */
export async function expectedFiles(): Promise<string[]> {
  const contracts = await sourcesIn('contracts');
  const sources = [...(await sourcesIn('plugin')), ...contracts];
  return [
    ...['package.json', 'plugin.manifest.json', 'dist/plugin.manifest.json'],
    ...ALONGSIDE,
    ...contracts,
    ...sources.flatMap(builtFrom),
  ].toSorted();
}

async function sourcesIn(folder: string): Promise<string[]> {
  return (await filesIn(join(packageRoot, folder))).map((path) => `${folder}/${path}`);
}

/** Of the plugin, the entry alone has types: nobody imports the rest. */
function builtFrom(source: string): string[] {
  if (source.endsWith('.json')) return [`dist/${source}`];
  if (!source.endsWith('.ts')) return [];
  const module = `dist/${source.slice(0, -'.ts'.length)}`;
  const isTyped = source.startsWith('contracts/') || source === ENTRY;
  return [`${module}.js`, `${module}.js.map`, ...(isTyped ? [`${module}.d.ts`] : [])];
}
