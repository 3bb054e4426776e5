import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PlainError } from '../../../test/halo/plain-error.ts';
import type { Har } from '../../../test/zoom/har.ts';
import { fixturesFolder, readHar } from '../../../test/zoom/index.ts';
import { type Difference, differencesOf } from './differences.ts';

/** Compares an archive's folder with the fixtures and the schemas. */
export async function driftOf(folder: string): Promise<Difference[]> {
  const archives = await archivesIn(folder);
  if (archives.length === 0) throw new PlainError(`${folder} holds no .har file to compare.`);
  return differencesOf(archives, await archivesIn(fixturesFolder()));
}

async function archivesIn(folder: string): Promise<Har[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => {
    throw new PlainError(`${folder} is not a folder that can be read.`);
  });
  const hars = names.filter((name) => name.endsWith('.har')).toSorted();
  return Promise.all(hars.map((name) => readHar(join(folder, name))));
}

export function driftInWords(differences: readonly Difference[]): string {
  if (differences.length === 0) return 'No drift: what Zoom sent is as the fixtures have it.\n';
  const rows = differences.map(({ endpoint, field, what, breaks }) => [
    breaks ? 'BREAKS' : '',
    endpoint,
    field || '(the answer)',
    what,
  ]);
  const breaking = differences.filter(({ breaks }) => breaks).length;
  const summary =
    breaking === 0
      ? `${differences.length} differences; the plugin can read all of it.`
      : `${differences.length} differences; ${breaking} that the plugin cannot read: mend plugin/zoom/wire.ts.`;
  return `${table([['', 'asked', 'field', 'difference'], ...rows])}\n${summary}\n`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
