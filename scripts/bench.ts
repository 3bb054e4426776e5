/** Measures what this package promises in figures. stdout holds the figures; everything else goes to stderr. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { startEmbeddedPostgres } from '../test/halo/postgres/embedded.ts';
import { packageRoot } from '../test/package-root.ts';
import { runAll } from './bench/all.ts';
import { backfill } from './bench/backfill.ts';
import type { Bench, Figures } from './bench/bench.ts';
import { distill } from './bench/distill.ts';
import { describeMachine } from './bench/machine.ts';
import { benchmarksMarkdown } from './bench/markdown.ts';
import { matching } from './bench/matching.ts';
import { ALL, readBenchOptions } from './bench/options.ts';
import { pacing } from './bench/pacing.ts';
import { requests } from './bench/requests.ts';
import { scale } from './bench/scale.ts';
import { search } from './bench/search.ts';
import { stats } from './bench/stats.ts';
import { table } from './bench/table.ts';
import { tenants } from './bench/tenants.ts';
import { vtt } from './bench/vtt.ts';
import { webhook } from './bench/webhook.ts';
import { webhookFuzz } from './bench/webhook-fuzz.ts';
import { runProgram } from './command/program.ts';

const BENCHES: Readonly<Record<string, (bench: Bench) => Promise<Figures>>> = {
  pacing,
  requests,
  backfill,
  webhook,
  'webhook-fuzz': webhookFuzz,
  vtt,
  search,
  matching,
  distill,
  tenants,
  stats,
  scale,
};

await runProgram(async ({ stopping, atEnd }) => {
  const { name, quick, json, markdown } = readBenchOptions(process.argv.slice(2), Object.keys(BENCHES));
  const postgres = await startEmbeddedPostgres();
  atEnd(() => postgres.stop());
  const faults: string[] = [];
  const bench: Bench = {
    ...{ quick, stopping, postgresUrl: postgres.url },
    say: (line) => void process.stderr.write(`${line}\n`),
    fail: (sentence) => void faults.push(sentence),
  };
  const figures = name === ALL ? await all(bench, markdown) : await BENCHES[name]?.(bench);
  if (!figures) throw new Error(`There is no bench named ${name}.`);
  process.stdout.write(json ? `${JSON.stringify(figures)}\n` : table(figures));
  for (const fault of faults) bench.say(fault);
  return faults.length === 0 ? 0 : 1;
});

/** Every bench's figures by its name. */
async function all(bench: Bench, markdown: boolean): Promise<Figures> {
  const machine = await describeMachine(bench.postgresUrl);
  const measured = await runAll(Object.keys(BENCHES), bench);
  if (markdown) {
    const page = benchmarksMarkdown(measured, { machine, date: new Date(), quick: bench.quick });
    await writeFile(join(packageRoot, 'docs/benchmarks.md'), page);
  }
  return Object.fromEntries(measured.flatMap(({ bench: of, figures }) => (figures ? [[of, figures]] : [])));
}
