import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { PlainError } from '../../test/halo/plain-error.ts';

export interface WorkerProcess {
  /** Rejects if it ends before it is told to. */
  readonly crash: Promise<never>;
  stop(): Promise<void>;
}

/** Starts `npm run worker`'s program, without npm, and waits until it takes jobs. */
export async function startWorkerProcess(env: Readonly<Record<string, string>>): Promise<WorkerProcess> {
  const { PATH = '', TMPDIR } = process.env;
  const child = spawn(process.execPath, [join(import.meta.dirname, '../worker.js')], {
    env: { PATH, ...(TMPDIR ? { TMPDIR } : {}), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const crash = ended.then(([code]) => {
    throw new PlainError(`A worker process ended with ${code} in the middle of the bench.`);
  });
  // It rejects at every stop too, when nobody listens any more.
  crash.catch(() => undefined);
  await Promise.race([once(child.stdout, 'data'), crash]);
  return {
    crash,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
