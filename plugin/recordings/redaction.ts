import type { Settings } from '../settings.ts';
import type { ChatMessage } from '../transcript/chat.ts';
import {
  patternProblem,
  type RedactionKind,
  type Redactor,
  redactor,
} from '../transcript/redaction/redaction.ts';
import type { Turn } from '../transcript/turns.ts';

type Chosen = Pick<
  Settings,
  'redactEmails' | 'redactPhones' | 'redactCards' | 'redactIbans' | 'redactSecrets' | 'redactPatterns'
>;

const KINDS = [
  ['redactEmails', 'email'],
  ['redactPhones', 'phone'],
  ['redactCards', 'card'],
  ['redactIbans', 'iban'],
  ['redactSecrets', 'secret'],
] as const satisfies readonly (readonly [keyof Chosen, RedactionKind])[];

/** What the org's settings have cleared out of one recording before anything of it is stored or shown to a model. */
export function redactorOf(settings: Chosen): Redactor {
  return redactor({ kinds: kindsOf(settings), patterns: settings.redactPatterns });
}

/** The same for the same choice; empty where nothing is redacted. Content that another choice cleared is read again. */
export function redactionChoice(settings: Chosen): readonly object[] {
  const [kinds, patterns] = [kindsOf(settings), settings.redactPatterns];
  return kinds.length > 0 || patterns.length > 0 ? [{ kinds, patterns }] : [];
}

/** The title counts as content. Keyword rules and filters have seen it by then. */
export function withClearedTitle<T extends { readonly topic: string }>(recording: T, settings: Chosen): T {
  return { ...recording, topic: redactorOf(settings).redact(recording.topic) };
}

/** Its words and its speaker, who may be called by a phone number. Who took part is another matter: links rest on it. */
export function clearedTurn(turn: Turn, redactor: Redactor): Turn {
  const { text, offsets } = redactor.redactWithOffsets(
    turn.text,
    turn.cueStarts.map(({ offset }) => offset),
  );
  const cueStarts = turn.cueStarts.map(({ startMs }, index) => ({ startMs, offset: offsets[index] ?? 0 }));
  const speaker = turn.speaker === null ? null : redactor.redact(turn.speaker);
  return { ...turn, speaker, text, cueStarts };
}

/** What was written, by whom, and what it quotes of another message. */
export function clearedMessage(message: ChatMessage, { redact }: Redactor): ChatMessage {
  const { from, text, about } = message;
  return {
    ...message,
    from: redact(from),
    text: redact(text),
    ...(about === undefined ? {} : { about: redact(about) }),
  };
}

/** The org's own patterns that cannot be used, each with what is wrong with it. */
export function unusablePatterns({ redactPatterns }: Chosen): { pattern: string; problem: string }[] {
  return redactPatterns.flatMap((pattern) => {
    const problem = patternProblem(pattern);
    return problem === undefined ? [] : [{ pattern, problem }];
  });
}

function kindsOf(settings: Chosen) {
  return KINDS.flatMap(([setting, kind]) => (settings[setting] ? [kind] : []));
}
