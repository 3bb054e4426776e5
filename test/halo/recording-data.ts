import type { Queryable } from '../../contracts/host.ts';
import { type InsightRow, type RecordingRow, readInsightsOf, readRecording } from './overview.ts';

/** A row of overview_participants. */
export interface ParticipantRow {
  readonly name: string | null;
  readonly kind: string;
  readonly side: string;
  readonly attended: boolean;
  readonly waitingOnly: boolean;
  readonly addresses: readonly { readonly email: string; readonly sources: readonly string[] }[];
}

/** What only a person can decide: a row of overview_suggestions. */
export interface SuggestionRow {
  readonly reason: string;
  readonly evidence: string;
  readonly companyId: string | null;
  readonly endUserId: string | null;
}

/** A row of overview_link_decisions. */
export interface DecisionRow {
  readonly decision: 'confirmed' | 'removed' | 'added';
  readonly companyId: string | null;
  readonly endUserId: string | null;
}

/** What the insights of a recording have cost: a row of overview_distillations. */
export interface DistillationRow {
  readonly extractor: 'model' | 'builtin';
  /** Of all the model's answers that they rest on, in its own tokens. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Pieces of the transcript that the built-in extractor read in the model's place: beyond the budget, or unanswered. */
  readonly builtinPieces: number;
  /** Proposals that the transcript does not hold word for word. */
  readonly dropped: number;
  /** Null where it was distilled before this was kept. */
  readonly distilledAt: Date | null;
  /** Why the Learning Rules let nothing be distilled of it. */
  readonly heldBack: string | null;
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
  /** Undefined if nothing was distilled of it yet. */
  readonly distillation: DistillationRow | undefined;
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
      `select name, kind, side, attended, waiting_only as "waitingOnly", addresses from overview_participants
       where org_id = $1 and uuid = $2 order by attended desc, side desc, name`,
      [orgId, uuid],
    ),
    suggestions: await db.query<SuggestionRow>(
      `select reason, evidence, ${customer} from overview_suggestions
       where org_id = $1 and uuid = $2 order by 1, 2, 3, 4`,
      [orgId, uuid],
    ),
    decisions: await db.query<DecisionRow>(
      `select decision, ${customer} from overview_link_decisions where org_id = $1 and uuid = $2 order by 1, 2, 3`,
      [orgId, uuid],
    ),
    insights: await readInsightsOf(db, orgId, uuid),
    distillation: await readDistillation(db, orgId, uuid),
    passages: await db.query<PassageRow>(
      `select p.text, (p.metadata -> 'startMs')::int as "startMs", p.metadata ->> 'link' as link
       from knowledge_passages p
       join meetings m on m.org_id = p.org_id and m.source_id = p.source_id and m.external_id = $2
       where p.org_id = $1 order by p.position`,
      [orgId, uuid],
    ),
  };
}

/** Undefined if nothing was distilled of it yet. */
export async function readDistillation(
  db: Queryable,
  orgId: string,
  uuid: string,
): Promise<DistillationRow | undefined> {
  const [row] = await db.query<DistillationRow>(
    `select extractor, input_tokens as "inputTokens", output_tokens as "outputTokens",
       builtin_pieces as "builtinPieces", dropped, distilled_at as "distilledAt", held_back as "heldBack"
     from overview_distillations where org_id = $1 and uuid = $2`,
    [orgId, uuid],
  );
  return row;
}
