/**
 * Hands damaged input to all that is handed what others have made. stdout holds the figures in one JSON line; everything
 * else goes to stderr. What is not coped with becomes a fixture, which the tests try from then on.
 */
import process from 'node:process';
import { storeInput } from '../test/fuzz/fixtures.ts';
import { casesOf, type FuzzResult, fuzz, inWords } from '../test/fuzz/fuzz.ts';
import type { Target } from '../test/fuzz/target.ts';
import { TARGETS } from '../test/fuzz/targets.ts';
import { rounded } from './bench/bench.ts';
import { runProgram } from './command/program.ts';
import { readFuzzOptions } from './fuzz/options.ts';

const TELL_EVERY_MS = 5_000;

const say = (line: string) => process.stderr.write(`${line}\n`);

await runProgram(async ({ stopping }) => {
  const { targets, cases, seed } = readFuzzOptions(process.argv.slice(2), TARGETS);
  say(`fuzz: ${cases} cases, seed ${seed}`);
  const results: [string, FuzzResult][] = [];
  for (const target of targets) {
    const own = { cases: casesOf(target, cases, targets), seed, stopping };
    const result = await fuzz(target, { ...own, progress: teller(target.name, own.cases) });
    results.push([target.name, result]);
    await tell(target, result);
  }
  process.stdout.write(`${JSON.stringify(figures(results, seed))}\n`);
  return results.some(([, { failure }]) => failure) ? 1 : 0;
});

async function tell(target: Target, { cases, seconds, failure, slowest }: FuzzResult): Promise<void> {
  say(
    `${target.name}: ${cases} cases in ${seconds.toFixed(1)} s, the slowest in ${slowest.ms.toFixed(0)} ms (seed ${slowest.seed})`,
  );
  if (!failure) return;
  say(inWords(failure));
  say(`It is kept as ${await storeInput(target, failure.input)}: name it after what is wrong with it.`);
}

/** Says now and then how far it is. */
function teller(name: string, cases: number): (done: number) => void {
  let told = performance.now();
  return (done) => {
    if (performance.now() - told < TELL_EVERY_MS) return;
    told = performance.now();
    say(`${name}: ${done} of ${cases}`);
  };
}

function figures(results: readonly [string, FuzzResult][], seed: number) {
  const sum = (of: (result: FuzzResult) => number) =>
    results.reduce((all, [, result]) => all + of(result), 0);
  const failures = ({ failure }: FuzzResult) => (failure ? 1 : 0);
  return {
    cases: sum(({ cases }) => cases),
    seconds: rounded(sum(({ seconds }) => seconds)),
    failures: sum(failures),
    perTarget: Object.fromEntries(
      results.map(([name, result]) => {
        const { cases, seconds, slowest } = result;
        return [
          name,
          { cases, seconds: rounded(seconds), failures: failures(result), slowestMs: Math.round(slowest.ms) },
        ];
      }),
    ),
    seed,
  };
}
