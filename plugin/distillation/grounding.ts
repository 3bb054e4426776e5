import { z } from 'zod';
import { type Turn, timeAt } from '../transcript/turns.ts';
import { type FoldedText, fold, foldWithOffsets } from './folding.ts';
import type { Draft, Insight, SidedTurn } from './insights.ts';
import { type Located, mergeDuplicates } from './near-duplicates.ts';
import { wordsOf } from './words.ts';

const day = z.iso.date();

/** Fewer words than this are found in any transcript and prove nothing. */
const SHORTEST_QUOTE_WORDS = 3;

/** Why a draft is not an insight. */
export type DropReason = 'quote_not_found' | 'quote_too_short';

export interface Grounding {
  insights: Insight[];
  dropped: { draft: Draft; reason: DropReason }[];
}

/**
 * Keeps the drafts whose quote was said, word for word within one turn, and takes quote, speaker, side and times from
 * there. White space, case and typography are set aside; of several places the first counts.
 *
 * Every extractor's drafts pass here, so that neither a model's invention nor an order hidden in a transcript becomes
 * knowledge.
 */
export function ground(drafts: readonly Draft[], sided: readonly SidedTurn[]): Grounding {
  const places = sided.map((sidedTurn) => ({ sidedTurn, text: foldWithOffsets(sidedTurn.turn.text) }));
  const transcript = places
    .flatMap(({ text, sidedTurn }) => [fold(sidedTurn.turn.speaker ?? ''), text.folded])
    .join('\n');
  const dropped: Grounding['dropped'] = [];
  const located: Located[] = [];
  for (const draft of drafts) {
    const quote = fold(draft.quote);
    if (wordsOf(quote).length < SHORTEST_QUOTE_WORDS) {
      dropped.push({ draft, reason: 'quote_too_short' });
      continue;
    }
    const place =
      firstPlace(quote, places, draft, transcript) ?? firstPlace(bareQuote(quote), places, draft, transcript);
    if (place) located.push(place);
    else dropped.push({ draft, reason: 'quote_not_found' });
  }
  return { insights: mergeDuplicates(located.sort((a, b) => a.turn - b.turn || a.start - b.start)), dropped };
}

/** Models put quotation marks and ellipses around what they quote; those are not the speaker's. */
function bareQuote(quote: string): string {
  return quote.replace(/^["'.\s]+|["'.\s]+$/g, '');
}

function firstPlace(
  quote: string,
  places: readonly { sidedTurn: SidedTurn; text: FoldedText }[],
  draft: Draft,
  transcript: string,
): Located | undefined {
  for (const [index, { sidedTurn, text }] of places.entries()) {
    const at = findWords(text.folded, quote);
    if (at === undefined) continue;
    const start = text.starts[at] ?? 0;
    const end = text.ends[at + quote.length - 1] ?? sidedTurn.turn.text.length;
    const owner = draft.owner === undefined ? undefined : ownerSaid(draft.owner, sidedTurn, places);
    const due = day.safeParse(draft.due);
    const words = sidedTurn.turn.text.slice(start, end);
    const insight: Insight = {
      kind: draft.kind,
      text: linksNothing(draft.text, transcript) ? draft.text : words,
      quote: words,
      speaker: sidedTurn.turn.speaker,
      side: sidedTurn.side,
      startMs: timeAt(sidedTurn.turn, start),
      endMs: timeBehind(sidedTurn.turn, end),
      ...(owner === undefined ? {} : { owner }),
      ...(due.success ? { due: due.data } : {}),
    };
    return { insight, turn: index, start, end };
  }
  return undefined;
}

/** The quote is over when the next cue begins. */
function timeBehind(turn: Turn, end: number): number {
  return turn.cueStarts.find((cue) => cue.offset >= end)?.startMs ?? turn.endMs;
}

/** Scripts written without spaces have no word border to respect. */
const SPACED_LETTER = /[\p{L}\p{N}]/u;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Where the quote stands as whole words: "art with us" was not said by who says "start with us". */
function findWords(text: string, quote: string): number | undefined {
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    const end = at + quote.length;
    const cutsBefore = joins(text.charAt(at - 1), text.charAt(at));
    const cutsBehind = joins(text.charAt(end - 1), text.charAt(end));
    if (!cutsBefore && !cutsBehind) return at;
  }
  return undefined;
}

function joins(left: string, right: string): boolean {
  return [left, right].every((character) => SPACED_LETTER.test(character) && !UNSPACED.test(character));
}

/** An owner is a speaker of this meeting, by full or first name, or a name said in the same turn; anybody else is made up. */
function ownerSaid(
  owner: string,
  { turn }: SidedTurn,
  places: readonly { sidedTurn: SidedTurn }[],
): string | undefined {
  const wanted = fold(owner);
  if (wanted === '') return undefined;
  for (const { sidedTurn } of places) {
    const speaker = sidedTurn.turn.speaker;
    if (speaker !== null && (fold(speaker) === wanted || fold(speaker).startsWith(`${wanted} `)))
      return speaker;
  }
  return findWords(fold(turn.text), wanted) === undefined ? undefined : owner.trim();
}

/** An address in the text that nobody said is a trap for whoever reads the insight. */
function linksNothing(text: string, transcript: string): boolean {
  const addresses = fold(text).match(/\S+@\S+|\bhttps?:\/\/\S+|\bwww\.\S+/g) ?? [];
  return addresses.every((address) => transcript.includes(address.replace(/^[("'<]+|[.,;:!?)"'>]+$/g, '')));
}
