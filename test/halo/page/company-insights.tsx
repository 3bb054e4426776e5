import type { CompanyData } from '../company-data.ts';
import { companyPath, recordingHref } from '../paths.ts';
import { Insight } from './insights.tsx';
import { Card, Empty, Rows } from './parts.tsx';
import { Time } from './time.tsx';
import { INSIGHT_KIND, partOf, readable } from './words.ts';

interface CompanyInsightsProps extends Pick<CompanyData, 'company' | 'kinds' | 'insights'> {
  readonly provider: string;
  readonly kind: string;
}

/** What was distilled of a company's meetings, newest first: all of it, or what is of one kind. */
export function CompanyInsights({ company, kinds, insights, kind, provider }: CompanyInsightsProps) {
  const all = Object.values(kinds).reduce((sum, n) => sum + n, 0);
  const total = kind === '' ? all : (kinds[kind] ?? 0);
  return (
    <Card id="insights" title="Insights" note={partOf(insights.length, total, 'newest')}>
      {all === 0 ? <Empty>Nothing has been distilled of its meetings.</Empty> : null}
      {Object.keys(kinds).length > 1 || (kind !== '' && all > 0) ? (
        <nav aria-label="Kinds of insights" class="choices">
          <Choice href={`${companyPath(company.id)}#insights`} chosen={kind === ''} label="All" n={all} />
          {Object.entries(kinds).map(([each, n]) => (
            <Choice
              href={`${companyPath(company.id)}?${new URLSearchParams({ kind: each })}#insights`}
              chosen={kind === each}
              label={INSIGHT_KIND[each]?.label ?? readable(each)}
              n={n}
            />
          ))}
        </nav>
      ) : null}
      {all > 0 && insights.length === 0 ? <Empty>None is of this kind.</Empty> : null}
      <Rows
        entries={insights.map((insight) => (
          <Insight
            insight={insight}
            topic={
              <>
                <a href={recordingHref(provider, insight.uuid)}>{insight.topic || 'Untitled meeting'}</a> ·{' '}
                <Time at={insight.at} />
              </>
            }
          />
        ))}
      />
    </Card>
  );
}

function Choice({ href, chosen, label, n }: { href: string; chosen: boolean; label: string; n: number }) {
  return (
    <a href={href} class="choice" aria-current={chosen ? 'true' : undefined}>
      {label} <span class="note">{n.toLocaleString('en')}</span>
    </a>
  );
}
