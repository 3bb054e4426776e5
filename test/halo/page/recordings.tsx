import type { LinkRow, RecordingRow } from '../overview.ts';
import { Badge, Card, Empty, Rows } from './parts.tsx';
import { reasonInWords } from './reasons.ts';
import { Time } from './time.tsx';
import { AUDIENCE, METHOD, RECORDING_STATE, readable, SOURCE } from './words.ts';

/** Names of the org's customers by `company:<id>` and `user:<id>`. */
export type CustomerNames = ReadonlyMap<string, string>;

export function Recordings({
  recordings,
  names,
}: {
  recordings: readonly RecordingRow[];
  names: CustomerNames;
}) {
  return (
    <Card id="recordings" title="Recordings" note={recordings.length > 0 ? 'newest first' : undefined}>
      {recordings.length === 0 ? <Empty>No recorded meeting has been found yet.</Empty> : null}
      <Rows entries={recordings.map((recording) => <Recording recording={recording} names={names} />)} />
    </Card>
  );
}

function Recording({ recording, names }: { recording: RecordingRow; names: CustomerNames }) {
  const { topic, startTime, durationMinutes, hostEmail, state, reason, audience, links } = recording;
  const { label, tone } = RECORDING_STATE[state] ?? { label: readable(state), tone: 'quiet' };
  return (
    <li class="row">
      <div class="row-head">
        <strong>{topic || 'Untitled meeting'}</strong>
        <Badge tone={tone}>{label}</Badge>
      </div>
      <p class="note">
        {startTime ? <Time at={startTime} /> : 'Time not known'}
        {durationMinutes === null ? '' : ` · ${durationMinutes} min`}
        {hostEmail ? ` · hosted by ${hostEmail}` : ''}
        {audience ? ` · answers ${(AUDIENCE[audience] ?? readable(audience)).toLowerCase()}` : ''}
      </p>
      {reason ? <p class="reason">{reasonInWords(reason)}</p> : null}
      {links.length > 0 ? (
        <ul class="links">
          {links.map((link) => (
            <Link link={link} names={names} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** A customer, and why Halo thinks so. */
function Link({ link, names }: { link: LinkRow; names: CustomerNames }) {
  const { companyId, endUserId, email, source, method, confidence } = link;
  const known = [
    endUserId === undefined ? undefined : (names.get(`user:${endUserId}`) ?? endUserId),
    companyId === undefined ? undefined : (names.get(`company:${companyId}`) ?? companyId),
  ];
  const evidence = [email, SOURCE[source] ?? readable(source), METHOD[method] ?? readable(method)];
  return (
    <li>
      <span class="chip">{known.filter(Boolean).join(' · ')}</span>
      <span class="note">
        {evidence.filter(Boolean).join(', ')} ({Math.round(confidence * 100)} %)
      </span>
    </li>
  );
}
