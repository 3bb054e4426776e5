import type { CompanyData, CompanyMeetingRow, CompanySuggestionRow, PersonRow } from '../company-data.ts';
import type { CustomerNames, CustomerRef } from '../customer-directory.ts';
import type { Org } from '../orgs.ts';
import { recordingHref } from '../paths.ts';
import { CompanyInsights } from './company-insights.tsx';
import { customerName } from './customer-link.tsx';
import { Card, Empty, Rows } from './parts.tsx';
import { reasonInWords } from './reasons.ts';
import { LinkEvidence, RecordingHead } from './recordings.tsx';
import { Shell } from './shell.tsx';
import { Time } from './time.tsx';
import { counted, partOf } from './words.ts';

export interface CompanyPageData extends CompanyData {
  readonly provider: string;
  readonly providerName: string;
  readonly org: Org;
  readonly names: CustomerNames;
  /** The kind of insights that is shown; empty for all. */
  readonly kind: string;
}

/** One company: its meetings and why they are its, what was distilled of them, and what is still to be decided. */
export function CompanyPage(page: CompanyPageData) {
  const { company, people, meetings, suggestions, names, provider, providerName } = page;
  return (
    <Shell
      title={company.name}
      path={['Companies', company.name]}
      org={page.org.name}
      at={{ section: 'companies', provider, providerName }}
      message={undefined}
    >
      <Head {...page} />
      <div class="columns">
        <div>
          <Card
            id="meetings"
            title="Meetings"
            note={partOf(meetings.length, company.meetings, 'newest') ?? NEWEST(meetings.length)}
          >
            {meetings.length === 0 ? <Empty>No meeting is linked to this company yet.</Empty> : null}
            <Rows
              entries={meetings.map((meeting) => <Meeting meeting={meeting} names={names} ours={provider} />)}
            />
          </Card>
          <CompanyInsights {...page} />
        </div>
        <div>
          <Card
            id="suggestions"
            title="Suggestions"
            note={partOf(suggestions.rows.length, suggestions.total, 'newest')}
          >
            {suggestions.total === 0 ? (
              <Empty>Nothing waits for a decision.</Empty>
            ) : (
              <p class="note lead">{PERHAPS}</p>
            )}
            <Rows
              entries={suggestions.rows.map((suggestion) => (
                <Suggestion suggestion={suggestion} names={names} provider={provider} />
              ))}
            />
          </Card>
          <Card id="people" title="People" note={partOf(people.rows.length, people.total, 'first')}>
            {people.total === 0 ? <Empty>Halo knows nobody of this company.</Empty> : null}
            <Rows entries={people.rows.map((person) => <Person person={person} />)} />
          </Card>
        </div>
      </div>
    </Shell>
  );
}

const NEWEST = (shown: number) => (shown > 1 ? 'newest first' : undefined);
const PERHAPS = 'Perhaps these are meetings of this company. On the recording’s page you decide.';

function Head({ company: { name, domain, meetings, lastMeetingAt }, people }: CompanyPageData) {
  return (
    <section class="card" aria-labelledby="company">
      <h1 id="company">{name}</h1>
      <p class="details">
        <span>{domain || 'no domain'}</span>
        <span>{counted(meetings, 'meeting')}</span>
        {lastMeetingAt ? (
          <span>
            last met on <Time at={lastMeetingAt} />
          </span>
        ) : null}
        <span>
          {people.total === 1 ? '1 person in Halo' : `${people.total.toLocaleString('en')} people in Halo`}
        </span>
      </p>
    </section>
  );
}

function Meeting({
  meeting,
  names,
  ours,
}: {
  meeting: CompanyMeetingRow;
  names: CustomerNames;
  ours: string;
}) {
  const { provider, uuid, links } = meeting;
  return (
    <li class="row">
      <RecordingHead
        recording={meeting}
        {...(provider === ours ? { href: recordingHref(provider, uuid) } : {})}
      />
      <ul class="links">
        {links.map((link) => (
          <li>
            <span class="chip">{nameAtHome(names, link)}</span>
            <LinkEvidence link={link} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function Suggestion({
  suggestion: { uuid, topic, at, reason, evidence, companyId, endUserId },
  names,
  provider,
}: {
  suggestion: CompanySuggestionRow;
  names: CustomerNames;
  provider: string;
}) {
  return (
    <li class="row">
      <strong>
        <a href={recordingHref(provider, uuid)}>{topic || 'Untitled meeting'}</a>
      </strong>
      <p class="note">
        {at ? (
          <>
            <Time at={at} /> ·{' '}
          </>
        ) : null}
        {nameAtHome(names, { companyId, endUserId })}
      </p>
      <p class="reason">
        {evidence}: {reasonInWords(reason)}
      </p>
    </li>
  );
}

/** On the company's own page a person goes without it. */
function nameAtHome(names: CustomerNames, { companyId, endUserId }: CustomerRef): string {
  return customerName(names, endUserId ? { endUserId } : { companyId });
}

function Person({ person: { id, name, email } }: { person: PersonRow }) {
  return (
    <li class="row">
      <strong>{name ?? email ?? id}</strong>
      {name !== null && email !== null ? <p class="note">{email}</p> : null}
    </li>
  );
}
