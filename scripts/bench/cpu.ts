import { readdir, readFile } from 'node:fs/promises';
import type { Queryable } from '../../contracts/host.ts';

/** What Linux counts a process's time in, on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;

interface ProcessTimes {
  readonly parent: number;
  /** Seconds of processor time: its own, and that of its children which have ended. */
  readonly own: number;
  readonly ended: number;
}

/** The processor time that these processes have taken so far; NaN where there is no /proc to tell. */
export async function cpuSeconds(pids: readonly number[]): Promise<number> {
  const times = await Promise.all(pids.map(timesOf));
  return times.reduce((sum, each) => sum + (each?.own ?? Number.NaN), 0);
}

/** The same of a whole PostgreSQL on this machine: its backends that run, those that have ended, and what it does beside. */
export async function postgresCpuSeconds(db: Queryable): Promise<number> {
  const [backend] = await db.query<{ pid: number }>('select pg_backend_pid() as pid');
  const postmaster = backend && (await timesOf(backend.pid))?.parent;
  const server = postmaster && (await timesOf(postmaster));
  if (!server) return Number.NaN;
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const times = await Promise.all(all.map((pid) => timesOf(Number(pid))));
  const children = times.filter((each) => each?.parent === postmaster);
  return children.reduce((sum, each) => sum + (each?.own ?? 0), server.own + server.ended);
}

async function timesOf(pid: number): Promise<ProcessTimes | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // The name comes second, in parentheses, and may hold blanks: state and parent follow it.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const at = (index: number) => fields[index] ?? 0;
  return {
    parent: at(1),
    own: (at(11) + at(12)) / TICKS_PER_SECOND,
    ended: (at(13) + at(14)) / TICKS_PER_SECOND,
  };
}
