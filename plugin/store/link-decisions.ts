import { inject, injectable } from 'tsyringe';
import type { Queryable, Transaction } from '../../contracts/host.ts';
import type { Override } from '../customers/overrides.ts';
import { ORG_ID } from '../injection.ts';

/** What admins have decided of the org's links: `zoom.link_decisions`. */
@injectable()
export class LinkDecisions {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  async find(db: Queryable, uuid: string): Promise<Override[]> {
    const rows = await db.query<{
      companyId: string | null;
      endUserId: string | null;
      decision: Override['decision'];
    }>(
      `select company_id as "companyId", end_user_id as "endUserId", decision from zoom.link_decisions
       where org_id = $1 and uuid = $2 order by decided_at, company_id, end_user_id`,
      [this.org, uuid],
    );
    return rows.map(({ companyId, endUserId, decision }) => ({
      ...(companyId === null ? {} : { companyId }),
      ...(endUserId === null ? {} : { endUserId }),
      decision,
    }));
  }

  /** The newest word on a customer counts; `undecided` takes back what was said. */
  async decide(
    tx: Transaction,
    uuid: string,
    { companyId, endUserId }: Pick<Override, 'companyId' | 'endUserId'>,
    { decision, by, at }: { decision: Override['decision'] | 'undecided'; by: string | null; at: Date },
  ): Promise<void> {
    const customer = [this.org, uuid, companyId ?? null, endUserId ?? null];
    // A person's company may have changed since the last word on the person.
    await tx.query(
      `delete from zoom.link_decisions where org_id = $1 and uuid = $2
         and case when $4::text is null then end_user_id is null and company_id = $3 else end_user_id = $4 end`,
      customer,
    );
    if (decision === 'undecided') return;
    await tx.query(
      `insert into zoom.link_decisions (org_id, uuid, company_id, end_user_id, decision, decided_by, decided_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [...customer, decision, by, at],
    );
  }
}
