import type { Participant } from '../customers/participants.ts';
import type { Side } from '../distillation/insights.ts';
import { nameHint } from '../transcript/name-hint.ts';

/**
 * Which side a transcript's speaker is on. Transcripts carry display names only, and two people may share one: a
 * name that fits both sides is unknown. Names never link a meeting to a customer; here they only colour a turn.
 */
export function sidesOf(participants: readonly Participant[]): (speaker: string | null) => Side {
  const sides = new Map<string, Side>();
  for (const { name, side } of participants) {
    if (name === null || side === 'unknown') continue;
    const mine: Side = side === 'team' ? 'team' : 'customer';
    const folded = foldSpeaker(name);
    sides.set(folded, sides.has(folded) && sides.get(folded) !== mine ? 'unknown' : mine);
  }
  return (speaker) => (speaker === null ? 'unknown' : (sides.get(foldSpeaker(speaker)) ?? 'unknown'));
}

function foldSpeaker(label: string): string {
  return nameHint(label).person.normalize('NFKC').toLowerCase().trim();
}
