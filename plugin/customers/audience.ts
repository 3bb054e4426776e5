import type { Link } from './links.ts';
import type { Participant } from './participants.ts';
import type { AddressSource } from './sightings.ts';

/** Who may be answered from a recording; `skip` keeps it from being stored at all. */
export type Audience = 'customers' | 'general' | 'internal' | 'hold' | 'skip';

/** What becomes of a recording that belongs to no customer. */
export interface AudiencePolicy {
  /** Everybody known was of the team. */
  readonly internalOnly: Exclude<Audience, 'customers'>;
  /** Somebody was from outside, or may have been, and matched nobody. */
  readonly unmatchedExternal: Exclude<Audience, 'customers'>;
}

export interface AudienceInput {
  readonly links: readonly Link[];
  readonly participants: readonly Participant[];
  readonly policy: AudiencePolicy;
}

const ASKED: ReadonlySet<AddressSource> = new Set(['registrants', 'invitees']);

/** Who may be answered from this recording: its customers if it has any, else what the org's policy says. */
export function audienceOf({ links, participants, policy }: AudienceInput): Audience {
  if (links.length > 0) return 'customers';
  return isInternalOnly(participants) ? policy.internalOnly : policy.unmatchedExternal;
}

/**
 * Internal only if everybody who came or was asked is of the team. Knowing nobody proves nothing: Zoom lists no
 * participants for a plan without the report, for a call a year old, or when one person joined, and the host is
 * known even then. Phones, rooms and unnamed rows count as people; a notetaker does not.
 */
function isInternalOnly(participants: readonly Participant[]): boolean {
  const people = participants.filter((one) => one.kind !== 'bot' && (one.attended || wasAsked(one)));
  return people.length > 0 && people.every(({ side }) => side === 'team');
}

function wasAsked({ addresses }: Participant): boolean {
  return addresses.some(({ sources }) => sources.some((source) => ASKED.has(source)));
}
