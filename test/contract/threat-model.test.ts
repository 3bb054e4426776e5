import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../halo/package-root.ts';

const docs = join(packageRoot, 'docs');
const text = await readFile(join(docs, 'threat-model.md'), 'utf8');
const links = [...text.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, label = '', path = '']) => ({
  label,
  path,
}));
const proofs = links.filter(({ path, label }) => path.endsWith('.test.ts') && label !== 'a test of its own');

/** Whether a test of this title runs there: the title, and then what the test does. */
function runs(source: string, title: string): boolean {
  const literally = title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const test = new RegExp(String.raw`(.*)\(\s*(['"\`])${literally}\2,\s*(?:async )?(?:\(|[a-z]+ =>)`, 'g');
  return [...source.matchAll(test)].some(([, before = '']) => !/\.(?:skip|todo|fails)\b/.test(before));
}

describe('the threat model', () => {
  it('names a proof in every line of its tables', () => {
    const lines = text.split('\n').filter((line) => /^\| (?!somebody|---)/.test(line));
    expect(lines.length).toBeGreaterThan(30);
    expect(lines.filter((line) => !/\.test\.ts\)[^|]*\|$/.test(line))).toEqual([]);
  });

  it.each(proofs)('tells of a test that there is: $label', async ({ path, label }) => {
    expect(runs(await readFile(join(docs, path), 'utf8'), label)).toBe(true);
  });

  it('leads to files that there are', async () => {
    for (const { path } of links) await access(join(docs, path));
  });
});
