import { PlainError } from '../../test/halo/plain-error.ts';
import { readFlags } from '../command/flags.ts';

export interface FuzzOptions<T> {
  /** All of them, or the one that is named. */
  readonly targets: readonly T[];
  readonly cases: number;
  readonly seed: number;
}

const CASES = 100_000;
const SEEDS = 1_000_000_000;
const OPTIONS = { cases: { type: 'string' }, target: { type: 'string' }, seed: { type: 'string' } } as const;
const KNOWN = 'known: --cases N, --target NAME, --seed S';

/** Reads `[--cases N] [--target NAME] [--seed S]`. Without a seed there are other cases every time. */
export function readFuzzOptions<T extends { readonly name: string }>(
  args: readonly string[],
  all: readonly T[],
): FuzzOptions<T> {
  const { cases, target, seed } = readFlags(args, { options: OPTIONS }, KNOWN).values;
  const targets = target === undefined ? all : all.filter(({ name }) => name === target);
  if (targets.length === 0) {
    const known = all.map(({ name }) => name).join(', ');
    throw new PlainError(`There is nothing named ${target} to try (known: ${known}).`);
  }
  return {
    targets,
    cases: wholeNumber('--cases', cases) ?? CASES,
    seed: wholeNumber('--seed', seed) ?? Math.floor(Math.random() * SEEDS),
  };
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw new PlainError(`${name} takes a whole number, not ${text}.`);
}
