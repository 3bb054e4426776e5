import { setTimeout as sleep } from 'node:timers/promises';
import { PlainError } from '../../test/halo/plain-error.ts';
import { consent } from '../start/consent.ts';
import { type AccountOrder, hostOf } from './made-up-account.ts';
import type { Place } from './place.ts';
import type { ZoomBeside } from './zoom-beside.ts';

const LOOK_EVERY_MS = 200;

/** The admin allows Halo into the account; its first sync is a job from then on. */
export async function connect({ halo }: Place, { name }: AccountOrder, zoom: ZoomBeside): Promise<void> {
  await zoom.signIn(hostOf(name).email);
  await consent(halo);
}

/** When a sync began, and when the last recording of it was in. */
export interface Run {
  readonly startedAt: Date;
  readonly finishedAt: Date;
}

/** Waits for the first sync. It must have brought in every recording. */
export async function firstSync(place: Place, { recordings }: AccountOrder): Promise<Run> {
  const { halo, orgId } = place;
  const run = await endOfRun(place, 'connect');
  const [row] = await halo.halo.query<{ ingested: number }>(
    `select count(*)::int as ingested from zoom.recordings where org_id = $1 and state = 'ingested'`,
    [orgId],
  );
  if (row?.ingested === recordings) return run;
  throw new PlainError(
    `Of ${recordings} recordings ${row?.ingested ?? 0} came in, so there is nothing to measure.`,
  );
}

/** Waits for the only catch-up that this has set off. */
export async function endOfRun({ halo, orgId }: Place, trigger: 'connect' | 'manual'): Promise<Run> {
  for (;;) {
    const [run] = await halo.halo.query<Run & { state: string }>(
      `select state, started_at as "startedAt", finished_at as "finishedAt" from zoom.runs
       where org_id = $1 and scope = 'catch_up' and trigger = $2 and state <> 'running'`,
      [orgId, trigger],
    );
    if (run?.state === 'done') return run;
    if (run) throw new PlainError(`A sync ended as ${run.state}, so there is nothing to measure.`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Seconds from the start of the first to the end of the last. */
export function secondsOf(runs: readonly Run[]): number {
  const from = Math.min(...runs.map(({ startedAt }) => startedAt.getTime()));
  return (Math.max(...runs.map(({ finishedAt }) => finishedAt.getTime())) - from) / 1000;
}
