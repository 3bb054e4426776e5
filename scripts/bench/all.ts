import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Bench, Figures } from './bench.ts';
import type { Measured } from './markdown.ts';

const figuresLine: z.ZodType<Figures> = z.record(
  z.string(),
  z.union([z.number(), z.string(), z.lazy(() => figuresLine)]),
);

/**
 * Runs every bench as a command of its own, one after the other: no bench finds the heap, the compiled code or the
 * PostgreSQL of another.
 */
export async function runAll(
  benches: readonly string[],
  { quick, say, fail, stopping }: Pick<Bench, 'quick' | 'say' | 'fail' | 'stopping'>,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const bench of benches) {
    stopping.throwIfAborted();
    const begin = performance.now();
    const { code, figures } = await run(bench, quick, stopping);
    const seconds = Math.round((performance.now() - begin) / 1000);
    say(`${bench}: ${seconds} s`);
    if (code !== 0) fail(`The bench ${bench} ended with ${code}.`);
    measured.push({ bench, figures });
  }
  return measured;
}

async function run(bench: string, quick: boolean, stopping: AbortSignal) {
  const [, program = ''] = process.argv;
  const child = spawn(process.execPath, [program, bench, '--json', ...(quick ? ['--quick'] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  stopping.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { code, figures: printed === '' ? undefined : figuresLine.parse(JSON.parse(printed)) };
}
