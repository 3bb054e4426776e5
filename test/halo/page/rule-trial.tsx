import type { DistillOutput } from '../../../contracts/generated/distill-output.ts';
import type { Rule } from '../learning-rules.ts';
import { RULES_PAGE } from '../paths.ts';
import { Badge, Card, Empty, Rows } from './parts.tsx';
import { Time } from './time.tsx';
import { INSIGHT_KIND, readable, type Tone } from './words.ts';

type Verdict = NonNullable<DistillOutput['verdicts']>[number];

/** One of the last meetings, as it is now and as it would be. */
export interface TriedMeeting {
  readonly title: string;
  readonly at: Date;
  readonly now: Verdict;
  readonly next: Verdict;
}

export interface Trial {
  readonly rule: Rule;
  readonly meetings: readonly TriedMeeting[];
  /** What cannot be followed without a language model. */
  readonly notUnderstood: readonly string[];
}

const VERDICT: Readonly<Record<Verdict['verdict'], { readonly label: string; readonly tone: Tone }>> = {
  distilled: { label: 'Distilled', tone: 'good' },
  skipped: { label: 'Not distilled', tone: 'quiet' },
  removed: { label: 'Removed', tone: 'bad' },
  missing: { label: 'Gone', tone: 'quiet' },
};

/** What a rule would do, before it is saved: what it changes first. */
export function TrialPanel({ trial, mayChange }: { trial: Trial; mayChange: boolean }) {
  const { rule, meetings, notUnderstood } = trial;
  const changed = meetings.filter(({ now, next }) => told(now) !== told(next));
  const same = meetings.filter((meeting) => !changed.includes(meeting));
  return (
    <Card id="trial" title={`What “${rule.text}” would do`} note={`on your last ${meetings.length} meetings`}>
      {meetings.length === 0 ? <Empty>There are no meetings yet to try it on.</Empty> : null}
      {notUnderstood.length > 0 ? (
        <p class="alert">
          Halo has no language model here and cannot follow:{' '}
          {notUnderstood.map((part) => `“${part}”`).join(', ')}.
        </p>
      ) : null}
      <p>
        {changed.length === 0
          ? 'It would change nothing about them.'
          : `It would change ${changed.length} of ${meetings.length}.`}
      </p>
      <Rows entries={changed.map((meeting) => <Meeting meeting={meeting} />)} />
      {same.length > 0 ? (
        <details class="more">
          <summary>
            {same.length} would stay as {same.length === 1 ? 'it is' : 'they are'}
          </summary>
          <ul class="rows">
            {same.map((meeting) => (
              <Meeting meeting={meeting} />
            ))}
          </ul>
        </details>
      ) : null}
      {mayChange ? (
        <form method="post" action={RULES_PAGE} class="buttons">
          <input type="hidden" name="type" value={rule.type} />
          <input type="hidden" name="text" value={rule.text} />
          <button type="submit" class="primary">
            Save this rule
          </button>
        </form>
      ) : null}
    </Card>
  );
}

function Meeting({ meeting: { title, at, now, next } }: { meeting: TriedMeeting }) {
  const before = told(now);
  const after = told(next);
  return (
    <li class="row">
      <div class="row-head">
        <strong>{title}</strong>
        <Badge tone={VERDICT[next.verdict].tone}>{VERDICT[next.verdict].label}</Badge>
      </div>
      <p class="note">
        <Time at={at} /> · {before === after ? after : `${after}; now: ${before}`}
      </p>
    </li>
  );
}

function told({ verdict, insights }: Verdict): string {
  if (verdict !== 'distilled') return VERDICT[verdict].label.toLowerCase();
  const counts = Object.entries(insights).map(([kind, count]) => {
    const { label } = INSIGHT_KIND[kind] ?? { label: readable(kind) };
    return count === 1 ? label.toLowerCase() : `${label.toLowerCase()} × ${count}`;
  });
  return counts.length === 0 ? 'nothing found' : counts.toSorted().join(', ');
}
