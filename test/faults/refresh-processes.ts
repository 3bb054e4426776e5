import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { Deployment, HookFailure } from '../../contracts/host.ts';
import { packageRoot } from '../package-root.ts';
import { childEnvironment } from '../start/child-environment.ts';

/** What a process needs to know. */
export interface Errand {
  readonly databaseUrl: string;
  readonly deployment: Omit<Deployment, 'publicUrl'>;
  /** By how much its clock is ahead of the real one. */
  readonly aheadMs: number;
}

export type Outcome = { readonly accountId: string } | Pick<HookFailure, 'code' | 'retry' | 'advice'>;

/** A process that has started and waits to be told. */
export interface Waiting {
  go(): void;
  outcome(): Promise<Outcome>;
  /** Ends it as a power cut would: it can finish and tell nothing. */
  kill(): Promise<void>;
}

/** Starts `refresh-once` as a process of its own. */
export async function launch(errand: Errand): Promise<Waiting> {
  const program = join(packageRoot, 'dist/test/faults/refresh-once.js');
  const child = spawn(process.execPath, [program, JSON.stringify(errand)], {
    env: childEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaints += chunk;
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`The process ended: ${complaints}`);
    return value;
  };

  await nextLine();
  return {
    go: () => child.stdin.write('go\n'),
    outcome: async () => JSON.parse(await nextLine()),
    kill,
  };
}
