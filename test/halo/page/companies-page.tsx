import type { CompanyList, CompanyRow } from '../company-list.ts';
import type { Org } from '../orgs.ts';
import { COMPANIES_PAGE, companyPath } from '../paths.ts';
import { FindForm } from './find-form.tsx';
import { Pager } from './pager.tsx';
import { Badge, Empty } from './parts.tsx';
import { Shell } from './shell.tsx';
import { Time } from './time.tsx';
import { counted } from './words.ts';

export interface CompaniesPageData extends CompanyList {
  readonly provider: string;
  readonly providerName: string;
  readonly org: Org;
  readonly find: string;
}

/** Companies: whom Halo knows, and how much was said with them. */
export function CompaniesPage(page: CompaniesPageData) {
  const { provider, providerName, org, companies, find } = page;
  return (
    <Shell
      title="Companies"
      path={['Companies']}
      org={org.name}
      at={{ section: 'companies', provider, providerName }}
      message={undefined}
    >
      <section class="card" aria-labelledby="companies">
        <header class="card-head">
          <h1 id="companies">Companies</h1>
        </header>
        <FindForm
          {...{ path: COMPANIES_PAGE, find, label: 'Find a company' }}
          placeholder="A company’s name or domain"
        />
        {companies.length === 0 ? <Empty>{find === '' ? NONE : NOT_FOUND}</Empty> : null}
        <ul class="rows">
          {companies.map((company) => (
            <Company company={company} />
          ))}
        </ul>
        <Pager {...page} path={COMPANIES_PAGE} query={find === '' ? {} : { find }} />
      </section>
    </Shell>
  );
}

const NONE = 'Halo knows no company yet. Companies come from your other integrations, or from an import.';
const NOT_FOUND = 'No company has this in its name or its domain.';

function Company({
  company: { id, name, domain, meetings, lastMeetingAt, suggestions },
}: {
  company: CompanyRow;
}) {
  return (
    <li class="row">
      <div class="row-head">
        <strong>
          <a href={companyPath(id)}>{name}</a>
        </strong>
        {suggestions > 0 ? <Badge tone="warning">{counted(suggestions, 'suggestion')}</Badge> : null}
      </div>
      <p class="note">
        {domain ? `${domain} · ` : null}
        {meetings === 0 ? 'no meetings yet' : counted(meetings, 'meeting')}
        {lastMeetingAt ? (
          <>
            {meetings === 1 ? ', on ' : ', the last on '}
            <Time at={lastMeetingAt} />
          </>
        ) : null}
      </p>
    </li>
  );
}
