import type { Queryable } from '../../contracts/host.ts';
import { type InsightRow, type RecordingRow, readInsightsOf, readRecording } from './overview.ts';

/** A row of zoom.overview_participants. */
export interface ParticipantRow {
  readonly name: string | null;
  readonly kind: string;
  readonly side: string;
  readonly attended: boolean;
  readonly waitingOnly: boolean;
  readonly addresses: readonly { readonly email: string; readonly sources: readonly string[] }[];
}

/** What only a person can decide: a row of zoom.overview_suggestions. */
export interface SuggestionRow {
  readonly reason: string;
  readonly evidence: string;
  readonly companyId: string | null;
  readonly endUserId: string | null;
}

/** A row of zoom.overview_link_decisions. */
export interface DecisionRow {
  readonly decision: 'confirmed' | 'removed' | 'added';
  readonly companyId: string | null;
  readonly endUserId: string | null;
}

export interface PassageRow {
  readonly text: string;
  readonly startMs: number | null;
  readonly link: string | null;
}

/** Everything that is known of one recording. */
export interface RecordingData {
  readonly recording: RecordingRow;
  readonly participants: readonly ParticipantRow[];
  readonly suggestions: readonly SuggestionRow[];
  readonly decisions: readonly DecisionRow[];
  readonly insights: readonly InsightRow[];
  readonly passages: readonly PassageRow[];
}

/** Undefined if the org has no such recording. */
export async function readRecordingData(
  db: Queryable,
  orgId: string,
  uuid: string,
): Promise<RecordingData | undefined> {
  const recording = await readRecording(db, orgId, uuid);
  if (!recording) return undefined;
  const customer = 'company_id as "companyId", end_user_id as "endUserId"';
  return {
    recording,
    participants: await db.query<ParticipantRow>(
      `select name, kind, side, attended, waiting_only as "waitingOnly", addresses from zoom.overview_participants
       where org_id = $1 and uuid = $2 order by attended desc, side desc, name`,
      [orgId, uuid],
    ),
    suggestions: await db.query<SuggestionRow>(
      `select reason, evidence, ${customer} from zoom.overview_suggestions
       where org_id = $1 and uuid = $2 order by 1, 2, 3, 4`,
      [orgId, uuid],
    ),
    decisions: await db.query<DecisionRow>(
      `select decision, ${customer} from zoom.overview_link_decisions where org_id = $1 and uuid = $2 order by 1, 2, 3`,
      [orgId, uuid],
    ),
    insights: await readInsightsOf(db, orgId, uuid),
    passages: await db.query<PassageRow>(
      `select p.text, (p.metadata -> 'startMs')::int as "startMs", p.metadata ->> 'link' as link
       from knowledge_passages p
       join meetings m on m.org_id = p.org_id and m.source_id = p.source_id and m.external_id = $2
       where p.org_id = $1 order by p.position`,
      [orgId, uuid],
    ),
  };
}
