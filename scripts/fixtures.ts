/** Writes `fixtures/` anew. Nothing in there is edited by hand, and what fuzzing has found stays. */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fixtureFiles } from './fixtures/fixture-files.ts';

const folder = join(import.meta.dirname, '..', 'fixtures');
const FOUND = 'fuzz';
const files = await fixtureFiles();
for (const name of await readdir(folder))
  if (name !== FOUND) await rm(join(folder, name), { recursive: true });
for (const [name, content] of files) {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
process.stdout.write(`${files.size} files in fixtures/\n`);
