import { inspect } from 'node:util';
import fc from 'fast-check';
import { drawing } from './drawing.ts';
import type { Target } from './target.ts';

/** An input that something of ours did not cope with, as small as it could be made. */
export interface Failure {
  readonly target: string;
  /** With it the first cases of the same target fail again. */
  readonly seed: number;
  readonly input: Uint8Array;
  readonly error: unknown;
}

export interface FuzzResult {
  readonly cases: number;
  readonly seconds: number;
  readonly failure: Failure | undefined;
  /** Of all cases the one that took longest. */
  readonly slowest: { readonly ms: number; readonly seed: number };
}

export interface FuzzOptions {
  readonly cases: number;
  readonly seed: number;
  readonly stopping?: AbortSignal;
  /** Told after every round how many cases are done. */
  readonly progress?: (cases: number) => void;
}

/** So many cases have one seed; the next ones have the next. */
const ROUND = 500;

/** Tries one target, until something fails: what comes after would mostly be the same fault again. */
export async function fuzz(target: Target, options: FuzzOptions): Promise<FuzzResult> {
  const begun = performance.now();
  const inputs = drawing((random) => target.make(random));
  const slowest = { ms: 0, seed: options.seed };
  let cases = 0;
  let failure: Failure | undefined;
  for (let seed = options.seed; cases < options.cases && !failure && !options.stopping?.aborted; seed++) {
    const property = fc.asyncProperty(inputs, async ({ made }) => {
      const from = performance.now();
      await target.check(made);
      const ms = performance.now() - from;
      if (ms > slowest.ms) Object.assign(slowest, { ms, seed });
    });
    const numRuns = Math.min(ROUND, options.cases - cases);
    const run = await fc.check(property, { seed, numRuns });
    cases += run.numRuns;
    const [input] = run.counterexample ?? [];
    if (input) failure = { target: target.name, seed, input: input.made, error: run.errorInstance };
    options.progress?.(cases);
  }
  return { cases, seconds: (performance.now() - begun) / 1000, failure, slowest };
}

/** A target's part of all cases. */
export function casesOf({ share }: Target, cases: number, targets: readonly Target[]): number {
  const shares = targets.reduce((sum, each) => sum + each.share, 0);
  return Math.ceil((cases * share) / shares);
}

const MOST_SHOWN = 2_000;

/** What failed, with what and how to see it again. */
export function inWords({ target, seed, input, error }: Failure): string {
  const text = JSON.stringify(Buffer.from(input).toString());
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}… (${input.length} bytes)` : text;
  return `${target} did not cope with ${shown}: ${inspect(error)}
To see it again, and keep it in fixtures/fuzz: npm run fuzz -- --target ${target} --seed ${seed}`;
}
