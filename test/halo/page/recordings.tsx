import type { CustomerNames } from '../customer-directory.ts';
import type { LinkRow, RecordingRow } from '../overview.ts';
import { recordingHref, recordingsPath } from '../paths.ts';
import { customerName } from './customer-link.tsx';
import { Badge, Card, Empty } from './parts.tsx';
import { reasonInWords } from './reasons.ts';
import { Time } from './time.tsx';
import { AUDIENCE, METHOD, RECORDING_STATE, readable, SOURCE } from './words.ts';

interface RecordingsProps {
  readonly provider: string;
  readonly recordings: readonly RecordingRow[];
  readonly names: CustomerNames;
}

/** The newest recordings; all of them have a page of their own. */
export function Recordings({ provider, recordings, names }: RecordingsProps) {
  const all = <a href={recordingsPath(provider)}>All recordings</a>;
  return (
    <Card id="recordings" title="Recordings" note={recordings.length > 0 ? all : undefined}>
      {recordings.length === 0 ? <Empty>No recorded meeting has been found yet.</Empty> : null}
      <ul class="rows">
        {recordings.map((recording) => (
          <RecordingEntry provider={provider} recording={recording} names={names} />
        ))}
      </ul>
    </Card>
  );
}

/** One of a list: it opens the recording's page. */
export function RecordingEntry({
  provider,
  recording,
  names,
}: Omit<RecordingsProps, 'recordings'> & { readonly recording: RecordingRow }) {
  const href = recordingHref(provider, recording.uuid);
  return (
    <li class="row">
      <RecordingHead recording={recording} href={href} />
      {recording.links.length > 0 ? (
        <ul class="links">
          {recording.links.map((link) => (
            <li>
              <span class="chip">{customerName(names, link)}</span>
              <LinkEvidence link={link} />
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

interface RecordingHeadProps {
  readonly recording: RecordingRow;
  readonly href?: string;
  /** The page is about this recording: its title is the page's. */
  readonly main?: boolean;
}

/** What it is, when it was, how it stands and why. */
export function RecordingHead({ recording, href, main = false }: RecordingHeadProps) {
  const { topic, startTime, durationMinutes, hostEmail, state, reason, audience } = recording;
  const { label, tone } = RECORDING_STATE[state] ?? { label: readable(state), tone: 'quiet' };
  const title = topic || 'Untitled meeting';
  const name = href === undefined ? title : <a href={href}>{title}</a>;
  return (
    <>
      <div class="row-head">
        {main ? <h1>{name}</h1> : <strong>{name}</strong>}
        <Badge tone={tone}>{label}</Badge>
      </div>
      <p class="note">
        {startTime ? <Time at={startTime} /> : 'Time not known'}
        {durationMinutes === null ? '' : ` · ${durationMinutes} min`}
        {hostEmail ? ` · hosted by ${hostEmail}` : ''}
        {audience ? ` · answers ${(AUDIENCE[audience] ?? readable(audience)).toLowerCase()}` : ''}
      </p>
      {reason ? <p class="reason">{reasonInWords(reason)}</p> : null}
    </>
  );
}

/** Why Halo thinks so. */
export function LinkEvidence({ link: { email, source, method, confidence } }: { link: LinkRow }) {
  const evidence = [email, SOURCE[source] ?? readable(source), METHOD[method] ?? readable(method)];
  return (
    <span class="note">
      {evidence.filter(Boolean).join(', ')} ({Math.round(confidence * 100)} %)
    </span>
  );
}
