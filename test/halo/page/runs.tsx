import type { RunRow } from '../overview.ts';
import { Badge, Card, Empty } from './parts.tsx';
import { Ago } from './time.tsx';
import { RUN_STATE, readable, reasonInWords, SCOPE, TRIGGER } from './words.ts';

export function Runs({ runs, now }: { runs: readonly RunRow[]; now: Date }) {
  return (
    <Card id="runs" title="Syncs">
      {runs.length === 0 ? <Empty>No sync has run yet.</Empty> : null}
      <ul class="rows">
        {runs.map((run) => (
          <Run run={run} now={now} />
        ))}
      </ul>
    </Card>
  );
}

const COUNTS = ['ingested', 'unchanged', 'skipped', 'failed'] as const;

/** A deletion is in the history too: it proves that it was done. */
const DELETION = 'purge';

function Run({ run, now }: { run: RunRow; now: Date }) {
  const { label, tone } = RUN_STATE[run.state] ?? { label: readable(run.state), tone: 'quiet' };
  const told = run.scope === DELETION ? `${run.removed} meetings deleted` : countsInWords(run);
  const reasons = Object.entries(run.reasons ?? {});
  return (
    <li class="row">
      <div class="row-head">
        <strong>{SCOPE[run.scope] ?? readable(run.scope)}</strong>
        <Badge tone={tone}>{label}</Badge>
      </div>
      <p class="note">
        <Ago at={run.startedAt} now={now} />, {TRIGGER[run.trigger] ?? readable(run.trigger)}
        {run.state === 'running' ? ` · ${run.done} of ${run.found}` : ''}
      </p>
      <p class="note">{told}</p>
      {run.error ? <p class="reason bad">{readable(run.error)}</p> : null}
      {reasons.map(([reason, count]) => (
        <p class="reason">
          {count} × {reasonInWords(reason)}
        </p>
      ))}
    </li>
  );
}

function countsInWords(run: RunRow): string {
  const counts = COUNTS.filter((count) => run[count] > 0).map((count) => `${run[count]} ${count}`);
  return counts.length > 0 ? counts.join(', ') : `${run.found} found, nothing new`;
}
