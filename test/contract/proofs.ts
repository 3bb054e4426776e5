import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Link, linksIn } from '../docs/documents.ts';
import { packageRoot } from '../package-root.ts';

/** A document whose tables name, in their last column, the tests that prove each line. */
export interface ProvenDocument {
  /** The lines of its tables as their cells, without the heads. */
  readonly rows: readonly (readonly string[])[];
}

const docs = join(packageRoot, 'docs');

export async function readProven(name: string): Promise<ProvenDocument> {
  const text = await readFile(join(docs, name), 'utf8');
  const lines = text.split('\n');
  const rows = lines.filter(
    (line, index) => line.startsWith('|') && !isRuler(line) && !isRuler(lines[index + 1]),
  );
  return { rows: rows.map(cellsOf) };
}

/** Declares what holds of every such document, and that it has no fewer lines than it once had. */
export function itIsProven({ rows }: ProvenDocument, fewest: number): void {
  const proofs = rows.flatMap((cells) => proofsIn(cells));

  it('names a proof in every line of its tables', () => {
    expect(rows.length).toBeGreaterThanOrEqual(fewest);
    expect(rows.filter((cells) => proofsIn(cells).length === 0)).toEqual([]);
  });

  it.each(proofs)('tells of a test that there is: $label', async ({ path, label }) => {
    expect(runs(await readFile(join(docs, path), 'utf8'), label)).toBe(true);
  });
}

function proofsIn(cells: readonly string[]): Link[] {
  return linksIn(cells.at(-1) ?? '').filter(({ path }) => path.endsWith('.test.ts'));
}

/** What stands between a table's head and its lines. */
function isRuler(line = ''): boolean {
  return /^\|[\s|:-]+\|$/.test(line);
}

function cellsOf(row: string): string[] {
  return row
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
}

/** Whether a test of this title runs there: the title, and then what the test does. */
function runs(source: string, title: string): boolean {
  const literally = title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const test = new RegExp(String.raw`(.*)\(\s*(['"\`])${literally}\2,\s*(?:async )?(?:\(|[a-z]+ =>)`, 'g');
  return [...source.matchAll(test)].some(([, before = '']) => !/\.(?:skip|todo|fails)\b/.test(before));
}
