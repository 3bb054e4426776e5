import type { ChatMessage } from '../transcript/chat.ts';
import { nextCut, piecesOf } from '../transcript/cuts.ts';

const MAX_CHARACTERS = 2_000;
/** What is quoted in front of a reply tells which message it answers; it need not say it again. */
const MAX_QUOTE = 100;

/** Messages that are indexed as one: lines `Name: text`, without time codes. */
export interface ChatPassage {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly speakers: readonly string[];
}

/** A message, or a piece of one that is too long for a passage. */
interface Line {
  readonly text: string;
  readonly atMs: number;
  readonly from: string;
}

/**
 * A chat as passages of up to 2,000 characters: whole messages as long as they fit; a longer one is cut after a
 * sentence, else after a word. Reactions are left out.
 */
export function chatPassages(messages: readonly ChatMessage[]): ChatPassage[] {
  const groups: Line[][] = [];
  let room = 0;
  for (const line of worded(messages).flatMap(toLines)) {
    if (line.text.length > room) {
      groups.push([]);
      room = MAX_CHARACTERS;
    }
    groups.at(-1)?.push(line);
    room -= line.text.length + 1;
  }
  return groups.map((lines) => ({
    text: lines.map(({ text }) => text).join('\n'),
    startMs: Math.min(...lines.map(({ atMs }) => atMs)),
    endMs: Math.max(...lines.map(({ atMs }) => atMs)),
    speakers: [...new Set(lines.map(({ from }) => from))],
  }));
}

/** Words that somebody wrote: an emoji on somebody else's message is none. */
export function worded(messages: readonly ChatMessage[]): ChatMessage[] {
  return messages.filter(({ kind, text }) => kind !== 'reaction' && text !== '');
}

function toLines(
  { from, text, atMs, about }: ChatMessage,
  index: number,
  all: readonly ChatMessage[],
): Line[] {
  const label = `${from}${about === undefined ? '' : answering(about, all[index - 1])}: `;
  return piecesOf(text, MAX_CHARACTERS - label.length).map((piece) => ({ text: label + piece, atMs, from }));
}

/** Which message a reply answers, unless it is the one above it. The words are not the sender's, so they are quoted. */
function answering(about: string, before: ChatMessage | undefined): string {
  const quote = about
    .replace(/(?:\.{3}|…)$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (quote === '' || before?.text.replace(/\s+/g, ' ').startsWith(quote)) return '';
  return ` (replying to "${quote.slice(0, nextCut(quote, 0, MAX_QUOTE)).trim()}")`;
}
