import { describe, expect, it } from 'vitest';
import { benchmarksMarkdown, type Measured } from '../../../scripts/bench/markdown.ts';

const machine = { processor: 'A processor', cores: '2', Node: '24.0.0' };
const page = (measured: readonly Measured[], quick = false) =>
  benchmarksMarkdown(measured, { machine, date: new Date('2026-11-25T18:00:00Z'), quick });

describe('the page of benchmarks', () => {
  it('begins with the day, the command and the machine', () => {
    expect(page([]).split('\n').slice(0, 9)).toEqual([
      '# Benchmarks',
      '',
      'Measured on 2026-11-25 by `npm run bench -- all --markdown`, which writes this page.',
      '',
      '| machine |  |',
      '| --- | --- |',
      '| processor | A processor |',
      '| cores | 2 |',
      '| Node | 24.0.0 |',
    ]);
  });

  it('says that it was the quick form', () => {
    expect(page([], true)).toContain('`npm run bench -- all --quick --markdown`');
  });

  it('holds each figure against its target', () => {
    const scale = { speedup4: 1.8, duplicates: 1, perSecond: { 1: 30 } };
    const text = page([
      { bench: 'stats', figures: { growth: 1.04 } },
      { bench: 'scale', figures: scale },
    ]);
    expect(text).toContain('| `stats` | `growth` | 1.04 | at most 2 | met |');
    expect(text).toContain('| `scale` | `speedup4` | 1.8 |  |  |');
    expect(text).toContain('|  | `duplicates` | 1 | 0 | **missed** |');
    expect(text).toContain('|  | `cpuGrowth4` | not told |  |  |');
    expect(text).toContain(JSON.stringify(scale, null, 2));
  });

  it('finds figures within figures', () => {
    const figures = { growth: 1, memoryGrowth: 1, secondRun: { requests: 3, rowsWritten: 0 } };
    expect(page([{ bench: 'backfill', figures }])).toContain('|  | `secondRun.rowsWritten` | 0 | 0 | met |');
  });

  it('shows the figures of a bench that nothing is said of, and names one that did not end', () => {
    const text = page([
      { bench: 'brand-new', figures: { ratio: 3, detail: { ms: 4 } } },
      { bench: 'stats', figures: undefined },
    ]);
    expect(text).toContain('| `brand-new` | `ratio` | 3 |  |  |');
    expect(text).toContain('| `stats` |  | did not come to an end |  |  |');
  });
});
