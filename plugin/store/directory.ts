import { inject, injectable } from 'tsyringe';
import type { Queryable } from '../../contracts/host.ts';
import type { Company, EndUser, Found } from '../customers/directory-index.ts';
import { ORG_ID } from '../injection.ts';

/** Reads Halo's customers and team. Nothing here writes: the plugin's role may not either. */
@injectable()
export class Directory {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  /**
   * End users with one of these addresses, and companies whose domain may be one of these. `companies.domain` is
   * free text (a URL, upper case, a port), so it is only narrowed here; matching decides.
   */
  async find(
    db: Queryable,
    lookups: { emails: readonly string[]; domains: readonly string[] },
  ): Promise<Found> {
    const endUsers = await db.query<EndUser>(
      `select id, email, name, company_id as "companyId" from end_users
       where org_id = $1 and lower(normalize(email, nfkc)) = any($2) order by id`,
      [this.org, lookups.emails],
    );
    const companies = await db.query<Company>(
      `select id, name, domain from companies
       where org_id = $1 and lower(domain) like any(select '%' || d || '%' from unnest($2::text[]) d) order by id`,
      [this.org, lookups.domains],
    );
    return { endUsers, companies };
  }

  async teamEmails(db: Queryable): Promise<string[]> {
    const rows = await db.query<{ email: string }>(
      'select email from team_members where org_id = $1 order by email',
      [this.org],
    );
    return rows.map((row) => row.email);
  }
}
