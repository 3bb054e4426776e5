import { type Bench, type Figures, rounded } from './bench.ts';
import { type Measured, measureBackfill } from './measured-backfill.ts';
import { median } from './median.ts';
import type { RowsWritten } from './rows-written.ts';

/** The smallest comes again between the others: the machine may grow slower too. */
const SIZES = [1_000, 10_000, 1_000, 50_000, 1_000];
const QUICK_SIZES = [100, 400];

/** Written by every sync, whatever it finds: its own history, when it was, and when Zoom may be asked next. */
const BOOKKEEPING = new Set(['zoom.runs', 'zoom.connections', 'zoom.request_budgets']);

/**
 * What a first sync costs as the account grows: seconds per thousand recordings and the worker's peak memory, each of
 * the largest account as a multiple of the smallest; what a second sync asks and writes when nothing has changed; and
 * how long another org waits for its webhooks meanwhile. One worker process; a Zoom that answers at once and knows no
 * limits; no distilling.
 */
export async function backfill(bench: Bench): Promise<Figures> {
  const measured: Measured[] = [];
  for (const recordings of bench.quick ? QUICK_SIZES : SIZES) {
    bench.say(`backfill: ${recordings} recordings, one worker process`);
    const next = await measureBackfill(bench, recordings);
    bench.say(
      `backfill: ${rounded(next.secondsPerThousand)} s per thousand, ${Math.round(next.peakMemory)} MiB`,
    );
    measured.push(next);
  }
  const sizes = [...Map.groupBy(measured, ({ recordings }) => recordings)].toSorted(([a], [b]) => a - b);
  const bySize = sizes.map(([recordings, runs]) => figuresOf(recordings, runs));
  const [smallest, largest] = [bySize.at(0), bySize.at(-1)];
  const last = measured.findLast(({ recordings }) => recordings === largest?.recordings);
  if (!smallest || !largest || !last) throw new Error('Nothing was measured.');
  return {
    growth: rounded(largest.secondsPerThousand / smallest.secondsPerThousand),
    memoryGrowth: rounded(largest.peakMemoryMib / smallest.peakMemoryMib),
    secondRun: secondRunOf(last),
    otherOrg: waitsOf(last.otherOrg),
    bySize: Object.fromEntries(bySize.map((figures) => [figures.recordings, figures])),
  };
}

function figuresOf(recordings: number, runs: readonly Measured[]) {
  return {
    recordings,
    secondsPerThousand: rounded(median(runs.map(({ secondsPerThousand }) => secondsPerThousand))),
    peakMemoryMib: Math.round(median(runs.map(({ peakMemory }) => peakMemory))),
    runs: runs.length,
  };
}

function secondRunOf({ secondRun: { requests, seconds, written } }: Measured) {
  const content = Object.entries(written).filter(([table]) => !BOOKKEEPING.has(table));
  return {
    requests,
    rowsWritten: content.reduce((sum, [, rows]) => sum + rows, 0),
    seconds: rounded(seconds),
    // Named, so that a table that should not be among them shows.
    byTable: written satisfies RowsWritten,
  };
}

function waitsOf(seconds: readonly number[]) {
  return {
    medianSeconds: rounded(median(seconds)),
    maxSeconds: rounded(Math.max(...seconds)),
    webhooks: seconds.length,
  };
}
