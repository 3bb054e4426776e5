import type { DeadLetter, DeadLetters } from '../jobs/dead-letters.ts';
import { pagePath, recordingHref } from '../paths.ts';
import { Card, Rows } from './parts.tsx';
import { Ago } from './time.tsx';

interface DeadLettersProps {
  readonly provider: string;
  readonly deadLetters: DeadLetters;
  readonly mayChange: boolean;
  readonly now: Date;
}

/** The jobs that were given up, each to be tried again or dropped; nothing while there are none. */
export function DeadLettersPanel({ provider, deadLetters, mayChange, now }: DeadLettersProps) {
  const { total, letters } = deadLetters;
  if (total === 0) return null;
  const rest = total - letters.length;
  return (
    <Card id="dead-letters" title="Given up" note={total === 1 ? 'one job' : `${total} jobs`}>
      <Rows
        entries={letters.map((letter) => (
          <Letter letter={letter} provider={provider} mayChange={mayChange} now={now} />
        ))}
      />
      {rest > 0 ? <p class="note">and {rest} older ones</p> : null}
    </Card>
  );
}

function Letter({
  letter: { id, about, at, recording, error },
  provider,
  mayChange,
  now,
}: Omit<DeadLettersProps, 'deadLetters'> & { readonly letter: DeadLetter }) {
  return (
    <li class="row">
      <strong>{about}</strong>
      <p class="note">
        <Ago at={at} now={now} />
        {recording ? (
          <>
            {' · '}
            <a href={recordingHref(provider, recording.uuid)}>{recording.topic || 'Untitled meeting'}</a>
          </>
        ) : null}
      </p>
      <p class="reason">
        <span class="bad">{error.message}</span> {error.advice}
      </p>
      {mayChange ? (
        <form method="post" action={`${pagePath(provider)}/dead-letters`} class="buttons">
          <input type="hidden" name="id" value={id} />
          <button type="submit" class="small" name="do" value="retry">
            Try again<span class="heard">: {about}</span>
          </button>
          <button type="submit" class="small" name="do" value="drop">
            Drop<span class="heard">: {about}</span>
          </button>
        </form>
      ) : null}
    </li>
  );
}
