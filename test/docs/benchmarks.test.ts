import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readDocuments } from './documents.ts';

const page = (await readDocuments()).find(({ path }) => path === 'docs/benchmarks.md')?.text ?? '';

/** All figures of each bench, as its run printed them. */
const printed = new Map(
  [...page.matchAll(/^`([a-z-]+)`\n\n```json\n(.*?)\n```$/gms)].map(([, bench = '', json = '']) => [
    bench,
    JSON.parse(json),
  ]),
);

/** A line of the table: a figure by its path. The name of a bench stands in its first line alone. */
const figures = [...page.matchAll(/^\| (?:`([a-z-]+)`)? *\| `([\w.]+)` \| (\S+) \|/gm)].reduce<
  { bench: string; figure: string; value: string }[]
>((above, [, bench = above.at(-1)?.bench ?? '', figure = '', value = '']) => {
  above.push({ bench, figure, value });
  return above;
}, []);

describe('the page of benchmarks', () => {
  it('says in its table what the runs below it have printed', () => {
    expect(figures.length).toBeGreaterThan(25);
    expect(new Set(figures.map(({ bench }) => bench))).toEqual(new Set(printed.keys()));
    const told = figures.map(({ bench, figure, value }) => `${bench} ${figure}: ${value}`);
    expect(told).toEqual(
      figures.map(({ bench, figure }) => `${bench} ${figure}: ${at(printed.get(bench), figure)}`),
    );
  });
});

function at(value: unknown, path: string): unknown {
  const fields = z.record(z.string(), z.unknown());
  return path.split('.').reduce((inner, name) => fields.parse(inner)[name], value);
}
