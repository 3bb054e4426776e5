import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../package-root.ts';

const folder = join(packageRoot, 'contracts/hooks');
const ENDING = '.schema.json';

/** The hooks that have a schema of their input, or of their output. */
export async function hookSchemas(of: 'input' | 'output'): Promise<string[]> {
  const ending = `.${of}${ENDING}`;
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending));
  return names.map((name) => name.slice(0, -ending.length)).toSorted();
}

/** The schema that types and validators are generated from, such as `sync.input`. */
export async function hookSchema(name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, `${name}${ENDING}`), 'utf8'));
}
