import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { onTestFinished } from 'vitest';
import { packageRoot } from '../package-root.ts';
import { childEnvironment } from './child-environment.ts';

export type Env = Readonly<Record<string, string>>;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  /** The first line of stdout. */
  readonly readyLine: string;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<Ended>;
}

export interface Where {
  readonly script?: 'start' | 'worker' | 'bench' | 'record';
  /** A checkout other than this one. */
  readonly root?: string;
}

/** Runs a command to its end. */
export async function run(args: readonly string[], env: Env, where: Where = {}): Promise<Ended> {
  return launch(args, env, where).end;
}

/** Starts a command that goes on until it is told to stop, and waits for its first line. */
export async function start(args: readonly string[], env: Env, where: Where = {}): Promise<Running> {
  const { child, end, firstLine } = launch(args, env, where);
  const readyLine = await Promise.race([
    firstLine,
    end.then(({ code, stderr }) => Promise.reject(new Error(`It ended with ${code}: ${stderr}`))),
  ]);
  return {
    readyLine,
    stop: () => {
      child.kill('SIGTERM');
      return end;
    },
  };
}

/** Nothing of the environment the tests run in reaches the command, but where to find programs and put files. */
function launch(args: readonly string[], env: Env, { script = 'start', root = packageRoot }: Where) {
  const child = spawn(process.execPath, [join(root, 'dist/scripts', `${script}.js`), ...args], {
    cwd: root,
    env: { ...childEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => endNow(child));
  const output = { stdout: '', stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output.stderr += chunk;
  });
  const firstLine = new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output.stdout += chunk;
      const [line, ...rest] = output.stdout.split('\n');
      if (line !== undefined && rest.length > 0) resolve(line);
    });
  });
  const end = once(child, 'close').then((): Ended => ({ code: child.exitCode, ...output }));
  return { child, end, firstLine };
}

async function endNow(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
