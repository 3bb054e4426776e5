import { inject, injectable } from 'tsyringe';
import type { Database, Queryable, Transaction } from '../../contracts/host.ts';
import type { KeptAnswer } from '../distillation/questions.ts';
import { ORG_ID } from '../injection.ts';

/** How the insights of a meeting were found, and what they have cost. */
export interface DistillationRecord {
  readonly extractor: 'model' | 'builtin';
  /** Of all the model's answers that they rest on. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly builtinPieces: number;
  readonly dropped: number;
  readonly distilledAt: Date;
}

/** What the host's model has said about the org's meetings, and what distilling each has cost. */
@injectable()
export class Distillations {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  async answers(db: Queryable, uuid: string): Promise<Map<string, KeptAnswer>> {
    const rows = await db.query<KeptAnswer & { question: string }>(
      `select question, answer, input_tokens as "inputTokens", output_tokens as "outputTokens"
       from zoom.model_answers where org_id = $1 and uuid = $2`,
      [this.org, uuid],
    );
    return new Map(rows.map(({ question, ...kept }) => [question, kept]));
  }

  /** Nothing is kept of a meeting that has gone, or is held back, since the model was asked. */
  async keepAnswer(db: Database, uuid: string, question: string, kept: KeptAnswer): Promise<void> {
    await db.query(
      `insert into zoom.model_answers (org_id, uuid, question, answer, input_tokens, output_tokens)
       select $1, uuid, $3, $4, $5, $6 from zoom.recordings
       where org_id = $1 and uuid = $2 and state = 'ingested' for update
       on conflict (org_id, uuid, question) do update set
         answer = excluded.answer, input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens`,
      [this.org, uuid, question, JSON.stringify(kept.answer), kept.inputTokens, kept.outputTokens],
    );
  }

  /** Forgets what was said to other questions than these: the meeting has changed, or the rules have. */
  async save(
    tx: Transaction,
    uuid: string,
    record: DistillationRecord,
    questions: ReadonlySet<string>,
  ): Promise<void> {
    await tx.query('delete from zoom.model_answers where org_id = $1 and uuid = $2 and question <> all($3)', [
      this.org,
      uuid,
      [...questions],
    ]);
    await tx.query(
      `insert into zoom.distillations (org_id, uuid, extractor, input_tokens, output_tokens, builtin_pieces, dropped,
                                       distilled_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (org_id, uuid) do update set
         extractor = excluded.extractor, input_tokens = excluded.input_tokens, output_tokens = excluded.output_tokens,
         builtin_pieces = excluded.builtin_pieces, dropped = excluded.dropped, distilled_at = excluded.distilled_at`,
      [
        this.org,
        uuid,
        record.extractor,
        record.inputTokens,
        record.outputTokens,
        record.builtinPieces,
        record.dropped,
        record.distilledAt,
      ],
    );
  }

  async remove(tx: Transaction, uuids: readonly string[]): Promise<void> {
    for (const table of ['model_answers', 'distillations'] as const) {
      await tx.query(`delete from zoom.${table} where org_id = $1 and uuid = any($2)`, [this.org, uuids]);
    }
  }
}
