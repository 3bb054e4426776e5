import { type Address, isFreeMail, parseAddress, readableAddress } from './addresses.ts';
import { strongestSource } from './links.ts';
import type { Participant } from './participants.ts';
import { type AddressSource, ATTENDANCE_SOURCES } from './sightings.ts';

export interface MatchingOptions {
  /** Match `jane+zoom@acme.com` with the end user `jane@acme.com` when the tagged address itself is unknown. */
  readonly foldPlusTags: boolean;
  /** The org's own additions to the free-mail list. */
  readonly freeMail: readonly string[];
}

/** One address that may tie a meeting to a customer. */
export interface Evidence {
  readonly address: Address;
  readonly email: string;
  readonly source: AddressSource;
  readonly attended: boolean;
}

/** Whether a participant may be a customer: the team and machines never are. */
export function mayBeCustomer({ side, kind }: Participant): boolean {
  return side !== 'team' && kind !== 'bot';
}

/**
 * The addresses of a participant that count. Somebody who only sat in the waiting room was often early for the
 * host's next call in the same personal room: without an invitation or a registration they prove nothing.
 */
export function evidenceOf(participant: Participant): Evidence[] {
  if (!mayBeCustomer(participant)) return [];
  return participant.addresses.flatMap(({ email, key, sources }) => {
    const counting = participant.waitingOnly
      ? sources.filter((one) => !ATTENDANCE_SOURCES.has(one))
      : sources;
    const source = strongestSource(counting);
    const address = parseAddress(key);
    if (source === null || address === null) return [];
    return [{ address, email, source, attended: participant.attended }];
  });
}

/** The domain by which an address names a company, or null: people of a free-mail domain share no employer. */
export function employerDomain({ domain, registrable }: Address, options: MatchingOptions): string | null {
  return isFreeMail(domain, options.freeMail) ? null : registrable;
}

/** The same mailbox without its plus-tag, when the org wants tags folded. */
export function untaggedKey(address: Address, options: MatchingOptions): string | null {
  return options.foldPlusTags ? (parseAddress(address.key, options)?.key ?? null) : null;
}

/** Every way Halo may hold this address: hosts are stored in ASCII or in their own script, tagged or not. */
export function spellingsOf(address: Address, options: MatchingOptions): string[] {
  const untagged = parseAddress(address.key, options) ?? address;
  return [address, untagged].flatMap((one) => [one.key, readableAddress(one)]);
}
