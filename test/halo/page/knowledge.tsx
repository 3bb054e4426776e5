import type { Customer } from '../customer-directory.ts';
import type { Answer, NamedAsker, Question, ShownHit } from '../knowledge/ask.ts';
import { kindOf } from '../knowledge/sources.ts';
import { KNOWLEDGE_PAGE } from '../paths.ts';
import { CustomerField } from './customer-field.tsx';
import { Badge, Card, Empty } from './parts.tsx';
import { SourceTitle } from './source-title.tsx';
import { offset, Time } from './time.tsx';
import { SOURCE_KIND } from './words.ts';

/** Where a question begins; the answer is on the page of the knowledge base. */
export function QuestionCard() {
  return (
    <Card id="knowledge" title="Search what was said">
      <form method="get" action={`${KNOWLEDGE_PAGE}#ask`} class="search">
        <QuestionField text="" />
        <input type="hidden" name="as" value="staff" />
        <button type="submit" class="primary">
          Search
        </button>
      </form>
    </Card>
  );
}

interface AskPanelProps {
  readonly question: Question;
  readonly answer: Answer | undefined;
  readonly offered: readonly Customer[];
  readonly provider: string;
}

/** Ask what was said, as whoever would be answered. */
export function AskPanel({ question: { text, as }, answer, offered, provider }: AskPanelProps) {
  return (
    <Card id="ask" title="Ask as" note="who would be answered from what">
      <form method="get" action={`${KNOWLEDGE_PAGE}#ask`} class="ask">
        <QuestionField text={text} />
        <div class="asker">
          <label for="as" class="note">
            As
          </label>
          <CustomerField
            {...{ name: 'as', label: 'Ask as', value: as, offered, others: ['Staff', 'The public'] }}
            placeholder="staff, or a name or e-mail"
          />
          <button type="submit" class="primary">
            Ask
          </button>
        </div>
      </form>
      {answer === undefined ? (
        <Empty>{INVITATION}</Empty>
      ) : (
        <Answered answer={answer} text={text} provider={provider} />
      )}
    </Card>
  );
}

const INVITATION =
  'Staff are answered from everything but what is held back, the public from what is for everyone, and a customer from their own meetings too.';

function QuestionField({ text }: { text: string }) {
  return (
    <input
      type="search"
      name="q"
      value={text}
      placeholder="A question, or words that were said"
      aria-label="Question"
    />
  );
}

function Answered({ answer, text, provider }: { answer: Answer; text: string; provider: string }) {
  if (!answer.ok) {
    return (
      <p class="alert">
        <strong>{answer.text}</strong> {answer.advice}
      </p>
    );
  }
  const { hits, asker } = answer;
  return (
    <div class="answers">
      <p class="note">
        As {named(asker)}, {hits.length === 0 ? 'nothing that may be seen answers it.' : 'best first:'}
      </p>
      {hits.length === 0 ? null : (
        <ol class="rows hits">
          {hits.map((hit) => (
            <AnswerRow hit={hit} provider={provider} />
          ))}
        </ol>
      )}
      <p class="note">
        Ask the same{' '}
        {OTHERS.filter((other) => other !== asker).map((other, place) => (
          <>
            {place > 0 ? ' or ' : ''}
            <a href={`${KNOWLEDGE_PAGE}?${new URLSearchParams({ q: text, as: other })}#ask`}>
              as {named(other)}
            </a>
          </>
        ))}
        .
      </p>
    </div>
  );
}

const OTHERS = ['staff', 'public'] as const;

function named(asker: NamedAsker): string {
  if (asker === 'staff') return 'staff';
  if (asker === 'public') return 'the public';
  return asker.name;
}

function AnswerRow({ hit, provider }: { hit: ShownHit; provider: string }) {
  const kind = kindOf(hit.source);
  return (
    <li class="row">
      <div class="row-head">
        <SourceTitle title={hit.title} meeting={hit.meeting} provider={provider} />
        {kind === 'transcript' ? null : (
          <Badge tone={SOURCE_KIND[kind].tone}>{SOURCE_KIND[kind].label}</Badge>
        )}
      </div>
      <p class="passage">{hit.excerpt.map(({ text, match }) => (match ? <mark>{text}</mark> : text))}</p>
      <p class="note">
        <Time at={hit.occurredAt} />
        {place(hit)}
      </p>
    </li>
  );
}

/** Where in the recording, and who spoke, as far as the passage says so. */
function place({ metadata: { startMs, speakers, speaker } }: ShownHit): string {
  const at = typeof startMs === 'number' ? ` · at ${offset(startMs)}` : '';
  const who = Array.isArray(speakers) ? speakers.filter((one) => typeof one === 'string') : [speaker];
  const named = who.filter(Boolean).join(', ');
  return named === '' ? at : `${at} · ${named}`;
}
