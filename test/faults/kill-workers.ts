import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { packageRoot } from '../package-root.ts';
import { childEnvironment } from '../start/child-environment.ts';

export interface WorkersOptions {
  /** What each process needs to know; `place` is its own, and its successor's once it is killed. */
  readonly env: (place: number) => Readonly<Record<string, string>>;
  /** Below `dist/`; `npm run worker`'s unless told. */
  readonly program?: string;
  /** One that could not start is started again, so often at most. What keeps processes alive does so. */
  readonly restarts?: number;
}

/** Worker processes of one Halo, of which any can be killed at any moment and is replaced at once. */
export class Workers {
  /** Everything that any of them has written. */
  output = '';
  readonly #options: WorkersOptions;
  /** Those that have begun to take jobs, with their places. */
  readonly #working = new Map<ChildProcess, number>();
  readonly #starting = new Set<ChildProcess>();
  #restarts = 0;
  #stopping = false;
  #arrival = Promise.withResolvers<void>();
  readonly #death = Promise.withResolvers<never>();
  /** Rejects when anything but a kill of ours ends one. */
  readonly crash = this.#death.promise;

  constructor(options: WorkersOptions) {
    this.#options = options;
    // It may come when nobody listens any more.
    this.crash.catch(() => undefined);
  }

  /** Starts one more, without waiting until it is ready. */
  start(place: number): void {
    const { env, program = 'scripts/worker.js' } = this.#options;
    const child = spawn(process.execPath, [join(packageRoot, 'dist', program)], {
      env: { ...childEnvironment(), ...env(place) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const { stdout, stderr } = child;
    if (!stdout || !stderr) throw new Error('A worker process has no output.');
    this.#starting.add(child);
    let said = '';
    const hear = (chunk: string) => {
      said += chunk;
      this.output += chunk;
    };
    stderr.setEncoding('utf8').on('data', hear);
    stdout.setEncoding('utf8').on('data', hear);
    // It may die while it is told something.
    child.on('error', () => undefined);
    stdout.once('data', () => {
      this.#starting.delete(child);
      this.#working.set(child, place);
      this.#arrival.resolve();
    });
    child.once('exit', (code, signal) => {
      const began = this.#working.delete(child);
      this.#starting.delete(child);
      if (signal === 'SIGKILL') return;
      if (!began && this.#restarts < (this.#options.restarts ?? 0)) {
        this.#restarts += 1;
        if (!this.#stopping) this.start(place);
      } else this.#death.reject(new Error(`A worker process ended with ${code ?? signal}: ${said}`));
    });
  }

  /** Resolves when so many take jobs. */
  async ready(count = 1): Promise<void> {
    while (this.#working.size < count) {
      this.#arrival = Promise.withResolvers();
      await this.#arrival.promise;
    }
  }

  /** Says something to all of them. */
  tell(message: number): void {
    for (const child of [...this.#working.keys(), ...this.#starting]) child.send(message, () => undefined);
  }

  /** Kills one that works, by SIGKILL. `choose` gets how many there are, and says which. Starts another in its place. */
  async kill(choose: (count: number) => number): Promise<void> {
    const [victim, place] = await this.#pick(choose);
    await end(victim);
    this.start(place);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all([...this.#working.keys(), ...this.#starting].map(end));
  }

  async #pick(choose: (count: number) => number): Promise<[ChildProcess, number]> {
    for (;;) {
      await this.ready();
      const working = [...this.#working];
      const victim = working[choose(working.length)];
      if (victim) return victim;
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
