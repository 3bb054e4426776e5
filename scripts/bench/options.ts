import { PlainError } from '../../test/halo/plain-error.ts';
import { readFlags } from '../command/flags.ts';

/** Stands for every bench. */
export const ALL = 'all';

export interface BenchOptions {
  /** One of the benches, or all of them. */
  readonly name: string;
  readonly quick: boolean;
  readonly json: boolean;
  /** Write what all have measured to docs/benchmarks.md. */
  readonly markdown: boolean;
}

/** Reads `<name> [--quick] [--json]` or `all [--quick] [--json] [--markdown]`; the name is one of `benches`. */
export function readBenchOptions(args: readonly string[], benches: readonly string[]): BenchOptions {
  const { values, positionals } = readFlags(args, FLAGS, KNOWN);
  const [name, ...others] = positionals;
  const known = `known: ${[...benches, ALL].join(', ')}`;
  if (name === undefined) throw new PlainError(`Name the bench to run (${known}).`);
  if (others.length > 0) throw new PlainError(`One bench runs at a time, not ${positionals.join(' and ')}.`);
  if (name !== ALL && !benches.includes(name))
    throw new PlainError(`There is no bench named ${name} (${known}).`);
  const { quick = false, json = false, markdown = false } = values;
  if (markdown && name !== ALL)
    throw new PlainError('docs/benchmarks.md tells of all benches: --markdown goes with the name all.');
  return { name, quick, json, markdown };
}

const FLAGS = {
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, markdown: { type: 'boolean' } },
} as const;
const KNOWN = 'known: --quick, --json, --markdown';
