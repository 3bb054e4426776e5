/** Measures one thing this package promises in figures. stdout holds the figures; everything else goes to stderr. */
import process from 'node:process';
import { startEmbeddedPostgres } from '../test/halo/postgres/embedded.ts';
import { backfillGrowth } from './bench/backfill-growth.ts';
import type { Bench, Figures } from './bench/bench.ts';
import { distill } from './bench/distill.ts';
import { matching } from './bench/matching.ts';
import { readBenchOptions } from './bench/options.ts';
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
import { runProgram } from './start/program.ts';

const BENCHES: Readonly<Record<string, (bench: Bench) => Promise<Figures>>> = {
  pacing,
  requests,
  backfill: backfillGrowth,
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
  const { bench, quick, json } = readBenchOptions(process.argv.slice(2), BENCHES);
  const postgres = await startEmbeddedPostgres();
  atEnd(() => postgres.stop());
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const faults: string[] = [];
  const figures = await bench({
    quick,
    stopping,
    postgresUrl: postgres.url,
    say,
    fail: (sentence) => faults.push(sentence),
  });
  process.stdout.write(json ? `${JSON.stringify(figures)}\n` : table(figures));
  for (const fault of faults) say(fault);
  return faults.length === 0 ? 0 : 1;
});
