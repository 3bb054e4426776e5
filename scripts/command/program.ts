import { once } from 'node:events';
import process from 'node:process';
import { PlainError } from '../../test/halo/plain-error.ts';

/** What a command of this package runs in. */
export interface Program {
  /** Aborted by SIGINT or SIGTERM, with a sentence that says so. A second signal ends the process at once. */
  readonly stopping: AbortSignal;
  /** Calls `stop` when the command is over, however it ends; the last one first. */
  atEnd(stop: () => Promise<unknown>): void;
}

/** Runs a command: what it resolves to is the exit code. */
export async function runProgram(command: (program: Program) => Promise<number>): Promise<void> {
  const stops: (() => Promise<unknown>)[] = [];
  const stopping = new AbortController();
  const interrupt = () => stopping.abort(new PlainError('Stopped before the run was over.'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  try {
    process.exitCode = await command({
      stopping: stopping.signal,
      atEnd: (stop) => stops.push(stop),
    });
  } catch (error) {
    process.stderr.write(`${inWords(error)}\n`);
    process.exitCode = 1;
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
}

/** A person reads this: one sentence, no stack. Anything else is a bug, and its stack is wanted. */
export function inWords(error: unknown): string {
  if (!(error instanceof PlainError))
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  // A parser's message may quote several lines of the file it could not read.
  const text = error.message.replaceAll(/\s+/g, ' ').trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Resolves once the signal is aborted. */
export async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

/** Rejects with the signal's reason once it is aborted: raced against what may take long. */
export async function stopped(signal: AbortSignal): Promise<never> {
  await aborted(signal);
  throw signal.reason;
}
