import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PlainError } from '../../test/halo/plain-error.ts';

/** Before anything is recorded: a recording is never mixed with another. */
export async function refuseExisting(folder: string): Promise<void> {
  if (await stat(folder).catch(() => undefined)) {
    throw new PlainError(`${folder} is there already. Name another folder with --out, or remove it.`);
  }
}

/** Writes all of the files or none: they lie beside the folder until the last one is complete. */
export async function writeFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
  try {
    for (const [name, content] of files) {
      const path = join(unfinished, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
    await refuseExisting(folder);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}
