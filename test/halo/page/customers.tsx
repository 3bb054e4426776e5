import type { CustomerNames, Customer as KnownCustomer } from '../customer-directory.ts';
import type { LinkRow } from '../overview.ts';
import { recordingPath } from '../paths.ts';
import type { DecisionRow, RecordingData, SuggestionRow } from '../recording-data.ts';
import { CustomerField } from './customer-field.tsx';
import { CustomerLink, customerName } from './customer-link.tsx';
import { Badge, Card, Empty } from './parts.tsx';
import { reasonInWords } from './reasons.ts';
import { LinkEvidence } from './recordings.tsx';

interface CustomersProps extends Pick<RecordingData, 'recording' | 'suggestions' | 'decisions'> {
  readonly provider: string;
  readonly names: CustomerNames;
  readonly offered: readonly KnownCustomer[];
  readonly entered: string;
  readonly mayChange: boolean;
}

/** Whose meeting it is, why Halo thinks so, and what an admin says. */
export function Customers(page: CustomersProps) {
  const { recording, suggestions, decisions, names, mayChange } = page;
  const { links } = recording;
  const removed = decisions.filter(({ decision }) => decision === 'removed');
  return (
    <Card id="customers" title="Customers" note="what you decide here holds against every later sync">
      {links.length === 0 ? <Empty>No address ties this meeting to a customer.</Empty> : null}
      <ul class="rows">
        {links.map((link) => (
          <LinkedCustomer link={link} {...page} />
        ))}
        {suggestions.map((suggestion) => (
          <Suggestion suggestion={suggestion} {...page} />
        ))}
        {removed.map((decision) => (
          <li class="row">
            <div class="row-head">
              <strong>
                <CustomerLink names={names} customer={decision} />
              </strong>
              <Badge tone="quiet">Removed by hand</Badge>
            </div>
            <Decide {...page} customer={decision} choices={[['undecided', 'Take back']]} />
          </li>
        ))}
      </ul>
      {mayChange && recording.state === 'ingested' ? <AddCustomer {...page} /> : null}
    </Card>
  );
}

function LinkedCustomer({ link, decisions, ...page }: CustomersProps & { link: LinkRow }) {
  const customer = { companyId: link.companyId ?? null, endUserId: link.endUserId ?? null };
  const confirmed = decisions.some((each) => each.decision === 'confirmed' && isSame(each, customer));
  return (
    <li class="row">
      <div class="row-head">
        <strong>
          <CustomerLink names={page.names} customer={customer} />
        </strong>
        {confirmed ? <Badge tone="good">Confirmed</Badge> : null}
      </div>
      <LinkEvidence link={link} />
      <Decide
        {...{ ...page, decisions, customer }}
        choices={[
          ...(confirmed ? [] : ([['confirmed', 'Confirm']] as const)),
          ['removed', 'Remove'] as const,
        ]}
      />
    </li>
  );
}

function Suggestion({ suggestion, ...page }: CustomersProps & { suggestion: SuggestionRow }) {
  return (
    <li class="row">
      <div class="row-head">
        <strong>
          <CustomerLink names={page.names} customer={suggestion} />
        </strong>
        <Badge tone="warning">Perhaps</Badge>
      </div>
      <p class="note">
        {suggestion.evidence}: {reasonInWords(suggestion.reason)}
      </p>
      <Decide {...page} customer={suggestion} choices={[['added', 'Link']]} />
    </li>
  );
}

type Customer = Pick<DecisionRow, 'companyId' | 'endUserId'>;
type Choice = readonly [decision: 'confirmed' | 'removed' | 'added' | 'undecided', label: string];

function Decide({
  provider,
  recording,
  names,
  mayChange,
  customer,
  choices,
}: CustomersProps & { customer: Customer; choices: readonly Choice[] }) {
  if (!mayChange) return null;
  // An end user stands for their company: the link names both, the decision the person.
  const [kind, id] =
    customer.endUserId === null ? ['companyId', customer.companyId] : ['endUserId', customer.endUserId];
  return (
    <form method="post" action={recordingPath(provider)} class="buttons">
      <input type="hidden" name="uuid" value={recording.uuid} />
      <input type="hidden" name="customer" value={`${kind}:${id}`} />
      {choices.map(([decision, label]) => (
        <button type="submit" name="decision" value={decision}>
          {label}
          <span class="heard"> {customerName(names, customer)}</span>
        </button>
      ))}
    </form>
  );
}

function AddCustomer({ provider, recording, offered, entered }: CustomersProps) {
  return (
    <form method="post" action={`${recordingPath(provider)}/add`} class="add">
      <input type="hidden" name="uuid" value={recording.uuid} />
      <CustomerField
        {...{ name: 'who', label: 'Another customer', value: entered, offered, required: true }}
        placeholder="Name or e-mail address"
      />
      <button type="submit">Add</button>
    </form>
  );
}

function isSame(one: Customer, other: Customer): boolean {
  return one.endUserId === null
    ? one.companyId === other.companyId && other.endUserId === null
    : one.endUserId === other.endUserId;
}
