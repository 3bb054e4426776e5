/** Measures one thing this package promises in figures. stdout holds the figures; everything else goes to stderr. */
import process from 'node:process';
import { startEmbeddedPostgres } from '../test/halo/postgres/embedded.ts';
import type { Bench, Figures } from './bench/bench.ts';
import { readBenchOptions } from './bench/options.ts';
import { pacing } from './bench/pacing.ts';
import { requests } from './bench/requests.ts';
import { table } from './bench/table.ts';
import { runProgram } from './start/program.ts';

const BENCHES: Readonly<Record<string, (bench: Bench) => Promise<Figures>>> = { pacing, requests };

await runProgram(async ({ stopping, atEnd }) => {
  const { bench, quick, json } = readBenchOptions(process.argv.slice(2), BENCHES);
  const postgres = await startEmbeddedPostgres();
  atEnd(() => postgres.stop());
  const figures = await bench({
    quick,
    stopping,
    postgresUrl: postgres.url,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(json ? `${JSON.stringify(figures)}\n` : table(figures));
  return 0;
});
