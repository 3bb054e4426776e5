import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { packageRoot } from '../halo/package-root.ts';

/** Worker processes of one Halo, of which any can be killed at any moment and is replaced at once. */
export class Workers {
  readonly #env: Readonly<Record<string, string>>;
  /** Those that have begun to take jobs. */
  readonly #working = new Set<ChildProcess>();
  readonly #starting = new Set<ChildProcess>();
  #arrival = Promise.withResolvers<void>();
  readonly #death = Promise.withResolvers<never>();
  /** Rejects when anything but a kill of ours ends one. */
  readonly crash = this.#death.promise;

  constructor(env: Readonly<Record<string, string>>) {
    this.#env = env;
    // It may come when nobody listens any more.
    this.crash.catch(() => undefined);
  }

  /** Starts one more, without waiting until it is ready. */
  start(): void {
    const { PATH = '', TMPDIR } = process.env;
    const child = spawn(process.execPath, [join(packageRoot, 'dist/scripts/worker.js')], {
      env: { PATH, ...(TMPDIR ? { TMPDIR } : {}), ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#starting.add(child);
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
    child.stdout.once('data', () => {
      this.#starting.delete(child);
      this.#working.add(child);
      this.#arrival.resolve();
    });
    child.once('exit', (code, signal) => {
      this.#starting.delete(child);
      this.#working.delete(child);
      if (signal !== 'SIGKILL')
        this.#death.reject(new Error(`A worker process ended with ${code ?? signal}: ${said}`));
    });
  }

  /** Kills one that works, by SIGKILL. `choose` gets how many there are, and says which. Starts another in its place. */
  async kill(choose: (count: number) => number): Promise<void> {
    const victim = await this.#pick(choose);
    await end(victim);
    this.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#working, ...this.#starting].map(end));
  }

  async #pick(choose: (count: number) => number): Promise<ChildProcess> {
    for (;;) {
      const working = [...this.#working];
      const victim = working.length > 0 ? working[choose(working.length)] : undefined;
      if (victim) return victim;
      this.#arrival = Promise.withResolvers();
      await this.#arrival.promise;
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
