import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { fixturesFolder } from '../zoom/index.ts';
import type { Target } from './target.ts';

/** An input that something of ours did not cope with once. */
export interface StoredInput {
  readonly name: string;
  readonly input: Uint8Array;
}

/** Longer ones say one thing thousands of times: nobody reads them, and packed they are small. */
const LONGEST_PLAIN = 40_000;
const PACKED = '.gz';

const folderOf = ({ name }: Target): string => join(fixturesFolder(), 'fuzz', name);

/** Those of a target that lie in `fixtures/fuzz/`, by name. */
export async function storedInputs(target: Target): Promise<StoredInput[]> {
  const folder = folderOf(target);
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names
      .toSorted()
      .map(async (name) => ({ name, input: unpacked(name, await readFile(join(folder, name))) })),
  );
}

/** Keeps an input, to be tried from now on whenever the tests are run. Returns where it lies. */
export async function storeInput(target: Target, input: Uint8Array): Promise<string> {
  const folder = folderOf(target);
  const digest = createHash('sha256').update(input).digest('hex').slice(0, 12);
  const isLong = input.length > LONGEST_PLAIN;
  const path = join(folder, `${digest}.${target.ending}${isLong ? PACKED : ''}`);
  await mkdir(folder, { recursive: true });
  await writeFile(path, isLong ? gzipSync(input) : input);
  return path;
}

function unpacked(name: string, content: Uint8Array): Uint8Array {
  return name.endsWith(PACKED) ? gunzipSync(content) : content;
}
