import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Presets, SingleBar } from 'cli-progress';
import type { Halo } from '../../test/halo/halo.ts';
import { readRuns } from '../../test/halo/overview.ts';

const LOOK_EVERY_MS = 200;

/** Says on stderr how far the newest run is, until `signal` aborts: as a bar on a terminal, else in a line a change. */
export async function showProgress({ halo, orgId }: Halo, signal: AbortSignal): Promise<void> {
  const show = process.stderr.isTTY ? bar() : lines();
  const look = async () => {
    const [run] = await readRuns(halo, orgId, 1);
    if (run) show.update(run.phase ?? run.state, run.done, run.found);
  };
  try {
    while (!signal.aborted) {
      await look();
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
    await look();
  } finally {
    show.stop();
  }
}

function bar() {
  const shown = new SingleBar(
    { format: '{phase} {bar} {value}/{total}', stream: process.stderr, clearOnComplete: true },
    Presets.shades_classic,
  );
  shown.start(0, 0, { phase: 'connecting' });
  return {
    update(phase: string, done: number, found: number) {
      shown.setTotal(found);
      shown.update(done, { phase });
    },
    stop: () => shown.stop(),
  };
}

function lines() {
  let last = '';
  return {
    update(phase: string, done: number, found: number) {
      const line = `${phase}: ${done} of ${found}\n`;
      if (line !== last) process.stderr.write(line);
      last = line;
    },
    stop() {},
  };
}
