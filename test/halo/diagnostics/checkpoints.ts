import { PHASE, RUN_STATE, SCOPE, TRIGGER } from '../page/words.ts';
import type { Platform } from '../platform.ts';
import { dateOnly, known, knownReason } from './known.ts';

const RUNS = 10;

export interface Checkpoints {
  readonly connectedAt: Date;
  readonly lastSyncAt: Date | null;
  /** Every meeting that started before this has been listed. */
  readonly listedThrough: Date | null;
  readonly webhookSeenAt: Date | null;
  readonly relinkedAt: Date | null;
  readonly purgeAt: Date | null;
  /** Since when Zoom has not answered. */
  readonly lostAt: Date | null;
}

export interface Run {
  readonly scope: string;
  readonly trigger: string;
  readonly state: string;
  readonly phase: string;
  readonly listingDone: boolean;
  readonly startedAt: Date;
  /** The last sign of life of its listing. */
  readonly beatAt: Date | null;
  readonly finishedAt: Date | null;
  /** The window that was listed last. */
  readonly walkedTo: string | null;
  readonly error: string | null;
}

/** How far the connection has come, and its newest runs. */
export async function readCheckpoints({ halo }: Platform, orgId: string) {
  const [connection] = await halo.query<Checkpoints>(
    `select connected_at as "connectedAt", last_sync_at as "lastSyncAt", listed_through as "listedThrough",
       webhook_seen_at as "webhookSeenAt", relinked_at as "relinkedAt", purge_at as "purgeAt", lost_at as "lostAt"
     from overview_checkpoints where org_id = $1`,
    [orgId],
  );
  const runs = await halo.query<Run>(
    `select scope, trigger, state, phase, listing_done as "listingDone", started_at as "startedAt",
       beat_at as "beatAt", finished_at as "finishedAt", walked_to as "walkedTo", error_code as error
     from overview_run_checkpoints where org_id = $1 order by started_at desc limit $2`,
    [orgId, RUNS],
  );
  return { connection: connection ?? null, runs: runs.map(shownRun) };
}

function shownRun(run: Run): Run {
  return {
    ...run,
    scope: known(run.scope, SCOPE),
    trigger: known(run.trigger, TRIGGER),
    state: known(run.state, RUN_STATE),
    phase: known(run.phase, { ...PHASE, done: true }),
    walkedTo: dateOnly(run.walkedTo),
    error: knownReason(run.error),
  };
}
