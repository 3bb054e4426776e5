import { describe, expect, it } from 'vitest';
import { readBenchOptions } from '../../../scripts/bench/options.ts';
import { inWords } from '../../../scripts/command/program.ts';

const BENCHES = ['pacing', 'stats'];

function refusalOf(args: readonly string[]): string {
  try {
    return JSON.stringify(readBenchOptions(args, BENCHES));
  } catch (error) {
    return inWords(error);
  }
}

describe('the words behind npm run bench', () => {
  it('name one bench, or all of them, and how it is to run', () => {
    const told = { json: false, markdown: false, quick: false };
    expect(readBenchOptions(['stats', '--quick'], BENCHES)).toEqual({ ...told, name: 'stats', quick: true });
    expect(readBenchOptions(['all', '--markdown'], BENCHES)).toEqual({
      ...told,
      name: 'all',
      markdown: true,
    });
  });

  it.each([
    [[], 'Name the bench to run (known: pacing, stats, all).'],
    [['parsing'], 'There is no bench named parsing (known: pacing, stats, all).'],
    [['pacing', 'stats'], 'One bench runs at a time, not pacing and stats.'],
    [['stats', '--fast'], "Unknown option '--fast' (known: --quick, --json, --markdown)."],
    [['stats', '--markdown'], 'docs/benchmarks.md tells of all benches: --markdown goes with the name all.'],
  ])('are refused in one sentence: %j', (args, sentence) => {
    expect(refusalOf(args)).toBe(sentence);
  });
});
