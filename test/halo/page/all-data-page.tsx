import type { Customer, CustomerNames } from '../customer-directory.ts';
import type { Answer, Question } from '../knowledge/ask.ts';
import { kindOf, type SourceList, type SourceRow } from '../knowledge/sources.ts';
import type { Org } from '../orgs.ts';
import { KNOWLEDGE_PAGE } from '../paths.ts';
import { CustomerLink } from './customer-link.tsx';
import { FindForm } from './find-form.tsx';
import { AskPanel } from './knowledge.tsx';
import { Pager } from './pager.tsx';
import { Badge, Empty } from './parts.tsx';
import { Shell } from './shell.tsx';
import { SourceTitle } from './source-title.tsx';
import { Ago } from './time.tsx';
import { AUDIENCE, counted, readable, SOURCE_KIND } from './words.ts';

export interface AllDataPageData extends SourceList {
  readonly provider: string;
  readonly providerName: string;
  readonly org: Org;
  readonly find: string;
  readonly names: CustomerNames;
  readonly question: Question;
  readonly answer: Answer | undefined;
  readonly offered: readonly Customer[];
  readonly now: Date;
}

/** Knowledge > All Data: what answers rest on, source by source, and who is answered from it. */
export function AllDataPage(page: AllDataPageData) {
  const { provider, providerName, org, sources, find } = page;
  return (
    <Shell
      title="All Data · Knowledge"
      path={['Knowledge', 'All Data']}
      org={org.name}
      at={{ section: 'knowledge', provider, providerName }}
      message={undefined}
    >
      <div class="columns halves">
        <div>
          <section class="card" aria-labelledby="all-data">
            <header class="card-head">
              <h1 id="all-data">All Data</h1>
              {page.total > 0 ? (
                <span class="note">{counted(page.total, 'source')}, newest update first</span>
              ) : null}
            </header>
            <FindForm
              {...{ path: KNOWLEDGE_PAGE, find, label: 'Find a source' }}
              placeholder="Words, e-mail or company"
            />
            {sources.length === 0 ? <Empty>{find === '' ? NONE : NOT_FOUND}</Empty> : null}
            <ul class="rows">
              {sources.map((source) => (
                <Source source={source} {...page} />
              ))}
            </ul>
            <Pager {...page} path={KNOWLEDGE_PAGE} query={find === '' ? {} : { find }} />
          </section>
        </div>
        <div>
          <AskPanel {...page} />
        </div>
      </div>
    </Shell>
  );
}

const NONE =
  'Nothing has come in yet. Connect an integration, and what was said in its meetings is listed here.';
const NOT_FOUND = 'No source has this in its words, and none belongs to such a person or company.';

/** A webinar has hundreds. */
const CUSTOMERS_SHOWN = 4;

interface SourceProps extends Pick<AllDataPageData, 'names' | 'now' | 'provider'> {
  readonly source: SourceRow;
}

function Source({ source, names, now, provider }: SourceProps) {
  const { id, title, visibility, updatedAt, chunks, customers, meeting } = source;
  const { label, tone } = SOURCE_KIND[kindOf(id)];
  const more = customers.length - CUSTOMERS_SHOWN;
  return (
    <li class="row">
      <div class="row-head">
        <SourceTitle title={title} meeting={meeting} provider={provider} />
        <Badge tone={tone}>{label}</Badge>
      </div>
      <p class="note">
        {counted(chunks, 'chunk')} · updated <Ago at={updatedAt} now={now} /> · answers{' '}
        {(AUDIENCE[visibility] ?? readable(visibility)).toLowerCase()}
      </p>
      {customers.length > 0 ? (
        <p class="chips">
          {customers.slice(0, CUSTOMERS_SHOWN).map((customer) => (
            <span class="chip">
              <CustomerLink names={names} customer={customer} />
            </span>
          ))}
          {more > 0 ? <span class="note">and {more.toLocaleString('en')} more</span> : null}
        </p>
      ) : null}
    </li>
  );
}
