import { parseAddress } from '../customers/addresses.ts';
import { personName } from '../customers/names.ts';
import type { Participant } from '../customers/participants.ts';
import type { Side } from '../distillation/insights.ts';

/**
 * Which side a transcript's speaker is on. Transcripts carry display names only, and two people may share one: a
 * name that fits both sides is unknown. Names never link a meeting to a customer; here they only colour a turn. Where
 * Zoom's timeline tells the address behind a label, that decides.
 */
export function sidesOf(
  participants: readonly Participant[],
  addressOf: ReadonlyMap<string, string>,
): (speaker: string | null) => Side {
  const sides = new Map<string, Side>();
  for (const { name, side } of participants) {
    if (name === null || side === 'unknown') continue;
    const mine = sideOf(side);
    const folded = personName(name);
    sides.set(folded, sides.has(folded) && sides.get(folded) !== mine ? 'unknown' : mine);
  }
  const byAddress = new Map(
    participants.flatMap(({ addresses, side }) => addresses.map(({ key }) => [key, sideOf(side)] as const)),
  );
  return (speaker) => {
    if (speaker === null) return 'unknown';
    const address = parseAddress(addressOf.get(speaker) ?? '')?.key ?? '';
    return byAddress.get(address) ?? sides.get(personName(speaker)) ?? 'unknown';
  };
}

function sideOf(side: Participant['side']): Side {
  return side === 'outside' ? 'customer' : side;
}
