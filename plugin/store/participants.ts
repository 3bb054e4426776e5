import { inject, injectable } from 'tsyringe';
import type { Queryable, Transaction } from '../../contracts/host.ts';
import type { ParticipantKey } from '../customers/participant-keys.ts';
import type { Participant } from '../customers/participants.ts';
import { ORG_ID } from '../injection.ts';

/** What only a person can decide of a meeting's customers. */
export interface StoredSuggestion {
  readonly reason: 'same_name' | 'shared_domain';
  /** The name, or the domain. */
  readonly evidence: string;
  readonly companyId?: string;
  readonly endUserId?: string;
}

/** Who took part in the org's recordings, and by what they may be customers. */
@injectable()
export class Participants {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  async save(
    tx: Transaction,
    uuid: string,
    participants: readonly Participant[],
    keys: readonly ParticipantKey[],
  ): Promise<void> {
    await tx.query('delete from zoom.participants where org_id = $1 and uuid = $2', [this.org, uuid]);
    await tx.query(
      `insert into zoom.participants
         (org_id, uuid, key, name, kind, side, internal, attended, waiting_only, addresses, seconds)
       select $1, $2, p.key, p.name, p.kind, p.side, p.internal, p.attended, p."waitingOnly", p.addresses, p.seconds
       from jsonb_to_recordset($3) as p(key text, name text, kind text, side text, internal boolean, attended boolean,
                                        "waitingOnly" boolean, addresses jsonb, seconds integer)`,
      [this.org, uuid, JSON.stringify(participants)],
    );
    await tx.query('delete from zoom.participant_keys where org_id = $1 and uuid = $2', [this.org, uuid]);
    await tx.query(
      `insert into zoom.participant_keys (org_id, uuid, kind, value)
       select $1, $2, k.kind, k.value from jsonb_to_recordset($3) as k(kind text, value text)
       on conflict do nothing`,
      [this.org, uuid, JSON.stringify(keys)],
    );
  }

  async find(db: Queryable, uuid: string): Promise<Participant[]> {
    return db.query<Participant>(
      `select key, name, kind, side, internal, attended, waiting_only as "waitingOnly", addresses, seconds
       from zoom.participants where org_id = $1 and uuid = $2 order by key collate "C"`,
      [this.org, uuid],
    );
  }

  /** Writes them if they differ from what is stored. */
  async suggest(tx: Transaction, uuid: string, suggestions: readonly StoredSuggestion[]): Promise<void> {
    const wanted = JSON.stringify(suggestions);
    const [same] = await tx.query(
      `with wanted as (
         select reason, evidence, "companyId", "endUserId"
         from jsonb_to_recordset($3) as s(reason text, evidence text, "companyId" text, "endUserId" text)),
       stored as (
         select reason, evidence, company_id, end_user_id from zoom.suggestions where org_id = $1 and uuid = $2)
       select where not exists ((table wanted except table stored) union all (table stored except table wanted))`,
      [this.org, uuid, wanted],
    );
    if (same) return;
    await tx.query('delete from zoom.suggestions where org_id = $1 and uuid = $2', [this.org, uuid]);
    await tx.query(
      `insert into zoom.suggestions (org_id, uuid, reason, evidence, company_id, end_user_id)
       select $1, $2, s.reason, s.evidence, s."companyId", s."endUserId"
       from jsonb_to_recordset($3) as s(reason text, evidence text, "companyId" text, "endUserId" text)`,
      [this.org, uuid, wanted],
    );
  }

  async remove(tx: Transaction, uuids: readonly string[]): Promise<void> {
    for (const table of ['participants', 'participant_keys', 'suggestions'] as const) {
      await tx.query(`delete from zoom.${table} where org_id = $1 and uuid = any($2)`, [this.org, uuids]);
    }
  }
}
