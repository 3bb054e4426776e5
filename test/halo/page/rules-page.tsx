import type { StoredRule } from '../learning-rules.ts';
import type { Message } from '../message.ts';
import type { Org } from '../orgs.ts';
import { RULES_PAGE } from '../paths.ts';
import { Badge, Card, Empty } from './parts.tsx';
import { type Trial, TrialPanel } from './rule-trial.tsx';
import { Shell } from './shell.tsx';
import type { Tone } from './words.ts';

export interface RulesPageData {
  readonly provider: string;
  readonly providerName: string;
  readonly org: Org;
  readonly rules: readonly StoredRule[];
  /** Meetings that are still to be distilled by the rules as they are. */
  readonly left: number;
  readonly trial: Trial | undefined;
  readonly message: Message | undefined;
  readonly mayChange: boolean;
}

const TYPES = [
  {
    type: 'topic',
    label: 'Topic',
    tone: 'good',
    what: 'Distil only meetings about this. Several mean any of them.',
  },
  {
    type: 'keyword',
    label: 'Keyword',
    tone: 'bad',
    what: 'Keep out every meeting in which exactly this is said.',
  },
  {
    type: 'instruction',
    label: 'Instruction',
    tone: 'busy',
    what: 'How to distil, such as: focus on action items, skip small talk.',
  },
] as const satisfies readonly { type: StoredRule['type']; label: string; tone: Tone; what: string }[];

/** Settings > AI Agents > Learning Rules: what they are, what another one would do, and how far a change has come. */
export function RulesPage(page: RulesPageData) {
  const { trial, provider, providerName } = page;
  return (
    <Shell
      title="Learning Rules"
      path={['AI Agents', 'Learning Rules']}
      org={page.org.name}
      at={{ section: 'rules', provider, providerName }}
      message={page.message}
    >
      <h1 class="title">Learning Rules</h1>
      <Rules {...page} />
      {page.mayChange ? <NewRule trial={trial} /> : null}
      {trial ? <TrialPanel trial={trial} mayChange={page.mayChange} /> : null}
    </Shell>
  );
}

function Rules({ rules, left, mayChange }: RulesPageData) {
  const busy =
    left === 1 ? 'one meeting is being distilled anew' : `${left} meetings are being distilled anew`;
  return (
    <Card
      id="rules"
      title="Rules"
      note={left > 0 ? busy : undefined}
      follow={left > 0 ? RULES_PAGE : undefined}
    >
      {rules.length === 0 ? <Empty>There are no rules. Every meeting is distilled.</Empty> : null}
      <ul class="rows">
        {rules.map((rule) => (
          <Rule rule={rule} mayChange={mayChange} />
        ))}
      </ul>
    </Card>
  );
}

function Rule({ rule, mayChange }: { rule: StoredRule; mayChange: boolean }) {
  const type = TYPES.find((each) => each.type === rule.type);
  return (
    <li class="row">
      <div class="row-head">
        <strong>{rule.text}</strong>
        {rule.paused ? <Badge tone="quiet">Paused</Badge> : null}
        <Badge tone={type?.tone ?? 'quiet'}>{type?.label}</Badge>
      </div>
      {mayChange ? (
        <form method="post" action={`${RULES_PAGE}/change`} class="buttons">
          <input type="hidden" name="id" value={rule.id} />
          <button type="submit" name="change" value={rule.paused ? 'resume' : 'pause'}>
            {rule.paused ? 'Resume' : 'Pause'}
            <span class="heard"> the rule “{rule.text}”</span>
          </button>
          <button type="submit" name="change" value="remove" class="danger">
            Remove<span class="heard"> the rule “{rule.text}”</span>
          </button>
        </form>
      ) : null}
    </li>
  );
}

function NewRule({ trial }: { trial: Trial | undefined }) {
  return (
    <Card id="new-rule" title="Another rule" note="try it on your last meetings first">
      <form method="post" action={RULES_PAGE} class="fields">
        <fieldset class="field kinds">
          <legend>Kind</legend>
          {TYPES.map(({ type, label, what }, place) => (
            <p>
              <label>
                <input
                  type="radio"
                  name="type"
                  value={type}
                  checked={trial ? trial.rule.type === type : place === 0}
                  required
                />{' '}
                <strong>{label}</strong> <span class="note">{what}</span>
              </label>
            </p>
          ))}
        </fieldset>
        <div class="field">
          <label for="text">Words</label>
          <input type="text" id="text" name="text" value={trial?.rule.text ?? ''} maxlength={500} required />
        </div>
        <div class="buttons">
          <button type="submit" class="primary" formaction={`${RULES_PAGE}/try`}>
            Try it
          </button>
          <button type="submit">Save without trying</button>
        </div>
      </form>
    </Card>
  );
}
