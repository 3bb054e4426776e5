import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fixtureFiles } from './fixtures/fixture-files.ts';

/** Writes `fixtures/` anew: `node scripts/fixtures.ts`. Nothing in there is edited by hand. */
const folder = join(import.meta.dirname, '..', 'fixtures');
const files = await fixtureFiles();
await rm(folder, { recursive: true, force: true });
for (const [name, content] of files) {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
process.stdout.write(`${files.size} files in fixtures/\n`);
