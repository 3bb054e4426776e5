import type { Queryable } from '../../contracts/host.ts';

/** One sync as the page lists it: a row of the plugin's view overview_runs. */
export interface RunRow {
  readonly id: string;
  readonly scope: string;
  readonly trigger: string;
  readonly state: string;
  readonly phase: string | null;
  readonly found: number;
  readonly done: number;
  readonly listed: number;
  readonly ingested: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
  readonly reasons: Readonly<Record<string, number>> | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Halo's user who pressed the button. */
  readonly startedBy: string | null;
  readonly error: string | null;
  /** What to do about the error. */
  readonly advice: string | null;
  /** Meetings that it took out of Halo. */
  readonly removed: number;
  /** Some of the recordings that failed. */
  readonly failures: readonly FailureRow[];
}

export interface FailureRow {
  readonly uuid: string;
  readonly topic: string | null;
  readonly reason: string | null;
  readonly advice: string | null;
}

export interface LinkRow {
  readonly companyId?: string;
  readonly endUserId?: string;
  readonly email?: string;
  readonly source: string;
  readonly method: string;
  readonly confidence: number;
}

/** A row of overview_recordings. */
export interface RecordingRow {
  readonly uuid: string;
  readonly topic: string | null;
  readonly startTime: Date | null;
  readonly durationMinutes: number | null;
  readonly hostEmail: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly audience: string | null;
  readonly links: readonly LinkRow[];
}

/** A row of overview_insights. */
export interface InsightRow {
  readonly uuid: string;
  readonly kind: string;
  readonly text: string;
  readonly quote: string;
  readonly speaker: string | null;
  readonly startMs: number;
  /** The transcript's source. */
  readonly sourceId: string;
  /** The meeting's. */
  readonly topic: string | null;
}

/** What the insights of many recordings have cost together, by overview_distillations. */
export interface DistillingCost {
  readonly recordings: number;
  /** Of these, those that the model had a part in. */
  readonly byModel: number;
  /** Of these, those of which the built-in extractor read pieces in the model's place. */
  readonly fallenBack: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Of overview_recordings, a row of which is a RecordingRow. */
export const RECORDING_COLUMNS = `uuid, topic, start_time as "startTime", duration_minutes as "durationMinutes",
  host_email as "hostEmail", state, reason, audience, coalesce(links, '[]') as links`;
/** The columns of an insight, of the view as `i`; its topic is the meeting's. */
export const INSIGHT = `i.uuid, i.kind, i.text, i.quote, i.speaker, i.start_ms as "startMs", i.source_id as "sourceId"`;
const INSIGHTS = `select ${INSIGHT}, r.topic
  from overview_insights i left join overview_recordings r on r.org_id = i.org_id and r.uuid = i.uuid`;

/** Meetings whose insights may be among the newest. */
const LOOKED_INTO = 500;

export function readRuns(db: Queryable, orgId: string, limit = 20): Promise<RunRow[]> {
  return db.query<RunRow>(
    `select id, scope, trigger, state, phase, found, done, listed, ingested, unchanged, skipped, failed, reasons,
       started_at as "startedAt", finished_at as "finishedAt", started_by as "startedBy", error, advice, removed,
       (select coalesce(jsonb_agg(failure || jsonb_build_object('topic', (
                  select topic from overview_recordings r where r.org_id = $1 and r.uuid = failure ->> 'uuid'
                )) order by position), '[]')
        from jsonb_array_elements(failures) with ordinality as f(failure, position)) as failures
     from overview_runs where org_id = $1 order by started_at desc limit $2`,
    [orgId, limit],
  );
}

export async function isRunning(db: Queryable, orgId: string, runId: string): Promise<boolean> {
  const rows = await db.query(
    `select from overview_runs where org_id = $1 and id = $2 and state = 'running'`,
    [orgId, runId],
  );
  return rows.length > 0;
}

/** The newest; those without a start come last. In two parts, each of which an index finds however many there are. */
export function readRecordings(db: Queryable, orgId: string, limit: number): Promise<RecordingRow[]> {
  const part = (started: 'is not null' | 'is null') =>
    `(select ${RECORDING_COLUMNS} from overview_recordings
      where org_id = $1 and start_time ${started} order by start_time desc limit $2)`;
  return db.query<RecordingRow>(
    `select * from (${part('is not null')} union all ${part('is null')}) newest
     order by "startTime" desc nulls last limit $2`,
    [orgId, limit],
  );
}

export async function readRecording(
  db: Queryable,
  orgId: string,
  uuid: string,
): Promise<RecordingRow | undefined> {
  const [row] = await db.query<RecordingRow>(
    `select ${RECORDING_COLUMNS} from overview_recordings where org_id = $1 and uuid = $2`,
    [orgId, uuid],
  );
  return row;
}

export function readInsightsOf(db: Queryable, orgId: string, uuid: string): Promise<InsightRow[]> {
  return db.query<InsightRow>(`${INSIGHTS} where i.org_id = $1 and i.uuid = $2 order by i.position`, [
    orgId,
    uuid,
  ]);
}

/** Of the newest meetings. A look into all of them would take the longer the more there are. */
export function readInsights(db: Queryable, orgId: string, limit: number): Promise<InsightRow[]> {
  return db.query<InsightRow>(
    `select ${INSIGHT}, r.topic
     from (select org_id, uuid, topic, start_time from overview_recordings
           where org_id = $1 and state = 'ingested' order by start_time desc limit ${LOOKED_INTO}) r
     join overview_insights i on i.org_id = r.org_id and i.uuid = r.uuid
     order by r.start_time desc nulls last, i.position limit $2`,
    [orgId, limit],
  );
}

/** Of what was distilled since. A recording that was distilled anew counts once, with what its insights rest on now. */
export async function readDistillingCost(db: Queryable, orgId: string, since: Date): Promise<DistillingCost> {
  const [row] = await db.query<DistillingCost>(
    `select count(*)::int as recordings, count(*) filter (where extractor = 'model')::int as "byModel",
       count(*) filter (where extractor = 'model' and builtin_pieces > 0)::int as "fallenBack",
       coalesce(sum(input_tokens), 0)::float8 as "inputTokens",
       coalesce(sum(output_tokens), 0)::float8 as "outputTokens"
     from overview_distillations where org_id = $1 and distilled_at >= $2`,
    [orgId, since],
  );
  return row ?? { recordings: 0, byModel: 0, fallenBack: 0, inputTokens: 0, outputTokens: 0 };
}
