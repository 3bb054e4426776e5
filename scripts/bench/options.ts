import { parseArgs } from 'node:util';
import { messageOf, PlainError } from '../../test/halo/plain-error.ts';

export interface BenchOptions<B> {
  readonly bench: B;
  readonly quick: boolean;
  readonly json: boolean;
}

/** Reads `<name> [--quick] [--json]`; the name is one of `benches`. */
export function readBenchOptions<B>(
  args: readonly string[],
  benches: Readonly<Record<string, B>>,
): BenchOptions<B> {
  const { values, positionals } = parse(args);
  const [name, ...others] = positionals;
  const known = `known: ${Object.keys(benches).join(', ')}`;
  if (name === undefined) throw new PlainError(`Name the bench to run (${known}).`);
  if (others.length > 0) throw new PlainError(`One bench runs at a time, not ${positionals.join(' and ')}.`);
  const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (bench === undefined) throw new PlainError(`There is no bench named ${name} (${known}).`);
  return { bench, quick: values.quick ?? false, json: values.json ?? false };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { quick: { type: 'boolean' }, json: { type: 'boolean' } },
    });
  } catch (error) {
    // Node's message goes on with advice for programs that take file names.
    const [problem] = messageOf(error).split('. ');
    throw new PlainError(`${problem} (known: --quick, --json).`);
  }
}
