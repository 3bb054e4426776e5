import type { SyncOutput } from '../../contracts/generated/sync-output.ts';
import type { Queryable } from '../../contracts/host.ts';

/** What other settings would make of the newest recordings, as an admin is told before saving them. */
export interface SettingsPreview {
  readonly considered: number;
  readonly skippedNow: number;
  readonly skippedNext: number;
  /** How many they would leave out for each reason. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Of what would be another than it is, newest first. */
  readonly changed: readonly ChangedVerdict[];
}

export interface ChangedVerdict {
  readonly uuid: string;
  readonly topic: string | null;
  readonly startTime: Date | null;
  /** `kept`, or the reason it is left out. */
  readonly now: string;
  readonly next: string;
}

type Verdict = NonNullable<SyncOutput['verdicts']>[number];

const isSkipped = (verdict: string) => verdict !== 'kept';

/** Adds up the plugin's verdicts, and names the recordings that they change: a job's output must not. */
export async function settingsPreview(
  db: Queryable,
  orgId: string,
  verdicts: readonly Verdict[],
): Promise<SettingsPreview> {
  const changed = verdicts.filter(({ now, next }) => now !== next);
  const named = await namesOf(
    db,
    orgId,
    changed.map(({ uuid }) => uuid),
  );
  const skipped = verdicts.map(({ next }) => next).filter(isSkipped);
  const byReason = Map.groupBy(skipped, (reason) => reason);
  return {
    considered: verdicts.length,
    skippedNow: verdicts.filter(({ now }) => isSkipped(now)).length,
    skippedNext: skipped.length,
    reasons: Object.fromEntries([...byReason].map(([reason, each]) => [reason, each.length])),
    changed: changed.map((verdict) => ({
      ...(named.get(verdict.uuid) ?? { topic: null, startTime: null }),
      ...verdict,
    })),
  };
}

async function namesOf(db: Queryable, orgId: string, uuids: readonly string[]) {
  const rows = await db.query<Pick<ChangedVerdict, 'uuid' | 'topic' | 'startTime'>>(
    `select uuid, topic, start_time as "startTime" from overview_recordings where org_id = $1 and uuid = any($2)`,
    [orgId, uuids],
  );
  return new Map(rows.map((row) => [row.uuid, row]));
}
