import { inject, injectable } from 'tsyringe';
import type { Queryable, Transaction } from '../../contracts/host.ts';
import type { Insight, SidedTurn } from '../distillation/insights.ts';
import { ORG_ID } from '../injection.ts';
import type { Moments } from '../recordings/moments.ts';
import type { TranscriptOrigin } from '../recordings/transcript-reader.ts';

export interface NewTranscript {
  readonly turns: readonly SidedTurn[];
  readonly origin: TranscriptOrigin;
  /** ISO 639-1; null where the words do not tell. */
  readonly language: string | null;
  /** Cues that could not be read as they stood. */
  readonly problems: number;
  /** How often something of each kind was redacted. */
  readonly redactions: Readonly<Record<string, number>>;
  /** Where it can be watched; null where Zoom shows no player. */
  readonly moments: Moments | null;
}

/** What of a stored transcript distilling it takes. */
export type StoredTranscript = Pick<NewTranscript, 'turns' | 'language' | 'moments'>;

/** What an ingested recording consists of, apart from its row and who took part: the turns, the insights. */
@injectable()
export class RecordingContent {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  async saveTranscript(
    tx: Transaction,
    uuid: string,
    { turns, origin, language, problems, redactions, moments }: NewTranscript,
  ): Promise<void> {
    await tx.query(
      `insert into zoom.transcripts (org_id, uuid, turns, origin, language, problems, redactions, moments)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (org_id, uuid) do update set
         turns = excluded.turns, origin = excluded.origin, language = excluded.language,
         problems = excluded.problems, redactions = excluded.redactions,
         moments = excluded.moments`,
      [
        this.org,
        uuid,
        JSON.stringify(turns),
        origin,
        language,
        problems,
        JSON.stringify(redactions),
        moments && JSON.stringify(moments),
      ],
    );
  }

  async transcript(db: Queryable, uuid: string): Promise<StoredTranscript | null> {
    const [row] = await db.query<StoredTranscript>(
      'select turns, language, moments from zoom.transcripts where org_id = $1 and uuid = $2',
      [this.org, uuid],
    );
    return row ?? null;
  }

  async saveInsights(tx: Transaction, uuid: string, insights: readonly Insight[]): Promise<void> {
    await this.removeInsights(tx, uuid);
    const rows = insights.map((insight, position) => ({ ...insight, position }));
    await tx.query(
      `insert into zoom.insights (org_id, uuid, position, kind, text, quote, speaker, side, start_ms, end_ms, owner, due)
       select $1, $2, i.position, i.kind, i.text, i.quote, i.speaker, i.side, i."startMs", i."endMs", i.owner, i.due
       from jsonb_to_recordset($3) as i(position integer, kind text, text text, quote text, speaker text, side text,
                                        "startMs" integer, "endMs" integer, owner text, due text)`,
      [this.org, uuid, JSON.stringify(rows)],
    );
  }

  async removeInsights(tx: Transaction, uuid: string): Promise<void> {
    await tx.query('delete from zoom.insights where org_id = $1 and uuid = $2', [this.org, uuid]);
  }

  async remove(tx: Transaction, uuids: readonly string[]): Promise<void> {
    for (const table of ['transcripts', 'insights'] as const) {
      await tx.query(`delete from zoom.${table} where org_id = $1 and uuid = any($2)`, [this.org, uuids]);
    }
  }
}
