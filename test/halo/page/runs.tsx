import type { PluginManifest } from '../../../contracts/generated/manifest.ts';
import type { FailureRow, RunRow } from '../overview.ts';
import { pagePath } from '../paths.ts';
import { Badge, Card, Empty } from './parts.tsx';
import { reasonInWords } from './reasons.ts';
import { Ago, duration } from './time.tsx';
import { counted, PHASE, RUN_STATE, readable, SCOPE, TRIGGER, worded } from './words.ts';

interface RunsProps {
  readonly manifest: PluginManifest;
  readonly runs: readonly RunRow[];
  readonly mayChange: boolean;
  readonly paused: boolean;
  readonly now: Date;
}

export function Runs({ manifest, runs, mayChange, paused, now }: RunsProps) {
  const page = pagePath(manifest.provider);
  return (
    <Card id="runs" title="Syncs" note={<Following paused={paused} page={page} />}>
      {runs.length === 0 ? <Empty>No sync has run yet.</Empty> : null}
      <ul class="rows">
        {runs.map((run) => (
          <Run manifest={manifest} run={run} cancelAt={mayChange ? `${page}/cancel` : undefined} now={now} />
        ))}
      </ul>
    </Card>
  );
}

/** What moves by itself can be held still. */
function Following({ paused, page }: { paused: boolean; page: string }) {
  return paused ? (
    <>
      Paused. <a href={`${page}#runs`}>Follow again</a>
    </>
  ) : (
    <>
      Updates by itself. <a href={`${page}?updates=off#runs`}>Pause</a>
    </>
  );
}

/** A deletion is in the history too: it proves that it was done. */
const DELETION = 'purge';

interface RunProps {
  readonly manifest: PluginManifest;
  readonly run: RunRow;
  readonly cancelAt: string | undefined;
  readonly now: Date;
}

function Run({ manifest, run, cancelAt, now }: RunProps) {
  const { label, tone } = RUN_STATE[run.state] ?? { label: readable(run.state), tone: 'quiet' };
  const { startedAt, finishedAt, startedBy } = run;
  const counts = countsInWords(run);
  const took = finishedAt ? ` · took ${duration(finishedAt.getTime() - startedAt.getTime())}` : '';
  return (
    <li class="row">
      <div class="row-head">
        <strong>{SCOPE[run.scope] ?? readable(run.scope)}</strong>
        <Badge tone={tone}>{label}</Badge>
      </div>
      <p class="note">
        <Ago at={startedAt} now={now} />,{' '}
        {startedBy ? `by ${startedBy}` : worded(TRIGGER[run.trigger] ?? readable(run.trigger), manifest)}
        {took}
      </p>
      {run.state === 'running' ? (
        <Progress manifest={manifest} run={run} cancelAt={cancelAt} now={now} />
      ) : null}
      {counts === '' ? null : <p class="note">{counts}</p>}
      {run.error ? (
        <p class="reason">
          <span class="bad">{readable(run.error)}</span> {run.advice}
        </p>
      ) : null}
      {Object.entries(run.reasons ?? {}).map(([reason, count]) => (
        <Reason
          reason={reason}
          count={count}
          failures={run.failures.filter((failure) => (failure.reason ?? 'failed') === reason)}
        />
      ))}
    </li>
  );
}

/** While Zoom is still being asked what there is, nobody knows of how many. */
function Progress({ manifest, run, cancelAt, now }: RunProps) {
  const listing = run.phase === 'listing';
  const phase = run.phase === null ? 'Running' : worded(PHASE[run.phase] ?? readable(run.phase), manifest);
  const count = listing ? `${run.found} found so far, ${run.done} done` : `${run.done} of ${run.found}`;
  const left = listing ? undefined : timeLeftMs(run, now);
  return (
    <div class="progress">
      <progress aria-label={phase} {...(listing ? {} : { value: run.done, max: Math.max(1, run.found) })} />
      <p class="note">
        {phase}: {count}
        {left === undefined ? '' : `, about ${duration(left)} left`}
      </p>
      {cancelAt === undefined ? null : (
        <form method="post" action={cancelAt}>
          <input type="hidden" name="runId" value={run.id} />
          <button type="submit" class="small">
            Cancel
          </button>
        </form>
      )}
    </div>
  );
}

/** Too few say nothing of the rest. */
const ENOUGH_DONE = 5;

/** How long the rest takes if it goes on like this; undefined while nobody can tell. */
function timeLeftMs({ found, done, startedAt }: RunRow, now: Date): number | undefined {
  if (done < ENOUGH_DONE || found <= done) return undefined;
  return ((now.getTime() - startedAt.getTime()) / done) * (found - done);
}

/** Why so many were not brought in; of failures, what to do, and some of those it happened to. */
function Reason({
  reason,
  count,
  failures,
}: {
  reason: string;
  count: number;
  failures: readonly FailureRow[];
}) {
  const told = `${count} × ${reasonInWords(reason)}`;
  if (failures.length === 0) return <p class="reason">{told}</p>;
  const others = count - failures.length;
  return (
    <details class="reason">
      <summary class="reason-title">{told}</summary>
      <p>{failures[0]?.advice}</p>
      <ul class="note">
        {failures.map(({ topic }) => (
          <li>{topic || 'Untitled meeting'}</li>
        ))}
        {others > 0 ? <li>and {others} more</li> : null}
      </ul>
    </details>
  );
}

function countsInWords(run: RunRow): string {
  const meetings = `${counted(run.removed, 'meeting')} deleted`;
  if (run.scope === DELETION) return meetings;
  const counts = [
    [run.ingested, `${run.ingested} brought in`],
    [run.unchanged, `${run.unchanged} unchanged`],
    [run.skipped, `${run.skipped} not brought in`],
    [run.failed, `${run.failed} failed`],
    [run.removed, meetings],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([, words]) => words);
  return told.length === 0 && run.state === 'done' ? 'Nothing new' : told.join(', ');
}
