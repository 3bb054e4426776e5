import type { CustomerNames } from '../customer-directory.ts';
import type { Org } from '../orgs.ts';
import { recordingsPath } from '../paths.ts';
import type { FoundRecordings, RecordingFilter } from '../recording-filter.ts';
import { Pager } from './pager.tsx';
import { Card, Empty } from './parts.tsx';
import { reasonInWords } from './reasons.ts';
import { RecordingEntry } from './recordings.tsx';
import { Sections } from './sections.tsx';
import { Shell } from './shell.tsx';
import { counted, RECORDING_STATE, readable } from './words.ts';

export interface RecordingsPageData {
  readonly provider: string;
  readonly providerName: string;
  readonly org: Org;
  readonly names: CustomerNames;
  readonly filter: RecordingFilter;
  readonly found: FoundRecordings;
}

/** Every recording that Halo knows of, to be looked through. */
export function RecordingsPage(page: RecordingsPageData) {
  const { provider, providerName, org, found, names, filter } = page;
  const chosen = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
  return (
    <Shell
      title={`Recordings · ${providerName}`}
      path={['Integrations', providerName, 'Recordings']}
      org={org.name}
      at={{ section: 'integration', provider, providerName }}
      message={undefined}
    >
      <h1 class="title">{providerName}</h1>
      <Sections provider={provider} providerName={providerName} current="recordings" />
      <Filters {...page} />
      <Card id="found" title={counted(found.page.total, 'recording')} note="newest first">
        {found.recordings.length === 0 ? <Empty>No recording is like that.</Empty> : null}
        <ul class="rows">
          {found.recordings.map((recording) => (
            <RecordingEntry provider={provider} recording={recording} names={names} />
          ))}
        </ul>
        <Pager {...found.page} path={recordingsPath(provider)} query={chosen} />
      </Card>
    </Shell>
  );
}

/** Without a script the button does it; with one the list follows what is chosen. */
function Filters({ provider, filter, found }: RecordingsPageData) {
  const path = recordingsPath(provider);
  const follow = {
    'hx-get': path,
    'hx-trigger': 'submit, input delay:300ms',
    'hx-target': 'section[aria-labelledby=found]',
    'hx-select': 'section[aria-labelledby=found]',
    'hx-swap': 'outerHTML',
    'hx-replace-url': 'true',
  };
  return (
    <form method="get" action={path} class="card filters" aria-label="Filter" {...follow}>
      <label>
        Topic
        <input type="search" name="text" value={filter.text} />
      </label>
      <label>
        Host
        <input type="search" name="host" value={filter.host} placeholder="a part of the address" />
      </label>
      <label>
        State
        <select name="state">
          <Option value="" label="Any" chosen={filter.state} />
          {found.states.map((state) => (
            <Option
              value={state}
              label={RECORDING_STATE[state]?.label ?? readable(state)}
              chosen={filter.state}
            />
          ))}
        </select>
      </label>
      <label>
        Reason
        <select name="reason">
          <Option value="" label="Any" chosen={filter.reason} />
          {found.reasons.map((reason) => (
            <Option value={reason} label={reasonInWords(reason)} chosen={filter.reason} />
          ))}
        </select>
      </label>
      <label>
        Customer
        <select name="linked">
          <Option value="" label="Any or none" chosen={filter.linked} />
          <Option value="yes" label="Linked to one" chosen={filter.linked} />
          <Option value="no" label="Linked to none" chosen={filter.linked} />
        </select>
      </label>
      <button type="submit">Filter</button>
    </form>
  );
}

function Option({ value, label, chosen }: { value: string; label: string; chosen: string }) {
  return (
    <option value={value} selected={value === chosen}>
      {label}
    </option>
  );
}
