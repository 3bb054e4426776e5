import { inject, injectable } from 'tsyringe';
import type { Queryable } from '../../contracts/host.ts';
import type { Company, EndUser, Found } from '../customers/directory-index.ts';
import { ORG_ID } from '../injection.ts';

/** Reads Halo's customers and team. Nothing here writes: the plugin's role may not either. */
@injectable()
export class Directory {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  /**
   * End users with one of these addresses or names, and companies whose domain may be one of these. `companies.domain`
   * is free text (a URL, upper case, a port), so it is only narrowed here; matching decides.
   */
  async find(
    db: Queryable,
    lookups: { emails: readonly string[]; domains: readonly string[]; names?: readonly string[] },
  ): Promise<Found> {
    const { emails, domains, names = [] } = lookups;
    const endUsers = await db.query<EndUser>(
      `select id, email, name, company_id as "companyId" from end_users where org_id = $1 and email_key = any($2)
       union
       select id, email, name, company_id from end_users where org_id = $1 and name_key = any($3)
       order by id`,
      [this.org, emails, names],
    );
    if (domains.length === 0) return { endUsers, companies: [] };
    const companies = await db.query<Company>(
      // The bounds are reckoned in a part of its own (offset 0): compared with the key directly, reverse() would keep the
      // index from being used under row-level security.
      `select distinct c.id, c.name, c.domain
       from (select reverse(d) || '.' as first, reverse(d) || '/' as beyond from unnest($2::text[]) d offset 0) asked
       join companies c on c.org_id = $1
         and c.domain_key >= first collate "C" and c.domain_key < beyond collate "C"
       order by id`,
      [this.org, domains],
    );
    return { endUsers, companies };
  }

  /** The customer as Halo knows it, an end user with their company; undefined if there is none. */
  async customer(
    db: Queryable,
    { companyId, endUserId }: { readonly companyId?: string; readonly endUserId?: string },
  ): Promise<{ companyId?: string; endUserId?: string } | undefined> {
    const [row] = await db.query<{ companyId: string | null; endUserId: string | null }>(
      endUserId === undefined
        ? `select id as "companyId", null as "endUserId" from companies where org_id = $1 and id = $2`
        : `select company_id as "companyId", id as "endUserId" from end_users where org_id = $1 and id = $2`,
      [this.org, endUserId ?? companyId ?? ''],
    );
    return (
      row && {
        ...(row.companyId === null ? {} : { companyId: row.companyId }),
        ...(row.endUserId === null ? {} : { endUserId: row.endUserId }),
      }
    );
  }

  async teamEmails(db: Queryable): Promise<string[]> {
    const rows = await db.query<{ email: string }>(
      'select email from team_members where org_id = $1 order by email',
      [this.org],
    );
    return rows.map((row) => row.email);
  }
}
