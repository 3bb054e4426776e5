import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { PlainError } from '../../test/halo/plain-error.ts';

const PEAK_MEMORY = pathToFileURL(join(import.meta.dirname, 'peak-memory.js')).href;
const KIB_PER_MIB = 1024;

export interface WorkerProcess {
  readonly pid: number;
  /** Rejects if it ends before it is told to. */
  readonly crash: Promise<never>;
  /** Resolves with the most memory it took, in MiB. */
  stop(): Promise<number>;
}

/** Starts `npm run worker`'s program, without npm, and waits until it takes jobs. */
export async function startWorkerProcess(env: Readonly<Record<string, string>>): Promise<WorkerProcess> {
  const { PATH = '', TMPDIR } = process.env;
  const child = spawn(
    process.execPath,
    ['--import', PEAK_MEMORY, join(import.meta.dirname, '../worker.js')],
    { env: { PATH, ...(TMPDIR ? { TMPDIR } : {}), ...env }, stdio: ['ignore', 'pipe', 'inherit', 'pipe'] },
  );
  const {
    pid,
    stdio: [, stdout, , peak],
  } = child;
  if (!pid || !stdout || !peak || !('readable' in peak)) throw new Error('The worker process has no output.');
  const peakKib = text(peak);
  const ended = once(child, 'exit');
  const crash = ended.then(([code]) => {
    throw new PlainError(`A worker process ended with ${code} in the middle of the bench.`);
  });
  // It rejects at every stop too, when nobody listens any more.
  crash.catch(() => undefined);
  await Promise.race([once(stdout, 'data'), crash]);
  return {
    pid,
    crash,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      return Number(await peakKib) / KIB_PER_MIB;
    },
  };
}
