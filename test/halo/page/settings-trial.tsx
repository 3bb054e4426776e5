import { recordingHref, recordingsPath } from '../paths.ts';
import type { ChangedVerdict, SettingsPreview } from '../settings-preview.ts';
import { Badge, Card, Rows } from './parts.tsx';
import { reasonInWords } from './reasons.ts';
import { Time } from './time.tsx';

interface TrialProps {
  readonly provider: string;
  readonly preview: SettingsPreview;
}

/** What the settings as they are filled in would leave out of the newest recordings, before they are saved. */
export function SettingsTrial({ provider, preview }: TrialProps) {
  const { considered, skippedNow, reasons, changed } = preview;
  return (
    <Card id="trial" title={sumOf(preview)} note={`now: ${skippedNow}`}>
      <ul class="rows">
        {Object.entries(reasons).map(([reason, count]) => (
          <li class="reason">
            {count} × {reasonInWords(reason)}
          </li>
        ))}
      </ul>
      <p class="trial-changes">
        {changed.length === 0
          ? 'It is the same by the settings that are saved.'
          : `${changed.length} of ${considered} would change:`}
      </p>
      <Rows entries={changed.map((each) => <Changed provider={provider} verdict={each} />)} />
      <p class="note after">
        Saved settings count from the next sync on. <a href={recordingsPath(provider)}>All recordings</a>
      </p>
    </Card>
  );
}

function sumOf({ considered, skippedNext }: SettingsPreview): string {
  if (considered === 0) return 'There are no recordings yet to try it on';
  return `${skippedNext} of your last ${considered} recordings would be left out`;
}

function Changed({ provider, verdict }: { provider: string; verdict: ChangedVerdict }) {
  const { uuid, topic, startTime, next } = verdict;
  const kept = next === 'kept';
  return (
    <li class="row">
      <div class="row-head">
        <strong>
          <a href={recordingHref(provider, uuid)}>{topic || 'Untitled meeting'}</a>
        </strong>
        <Badge tone={kept ? 'good' : 'quiet'}>{kept ? 'Would come in' : 'Would be left out'}</Badge>
      </div>
      <p class="note">
        {startTime ? <Time at={startTime} /> : 'Time not known'}
        {kept ? '' : ` · ${reasonInWords(next)}`}
      </p>
    </li>
  );
}
