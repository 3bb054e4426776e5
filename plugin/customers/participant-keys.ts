import { type Address, parseAddress, readableAddress } from './addresses.ts';
import { personName, telling } from './names.ts';
import type { Participant } from './participants.ts';

/** By what a customer may be found to have been in a meeting; `untagged` is an address without its plus-tag. */
export interface ParticipantKey {
  readonly kind: 'email' | 'untagged' | 'domain' | 'name';
  readonly value: string;
}

/** Of everybody, the team too: who belongs to it may change. Machines are never a customer. */
export function participantKeys(participants: readonly Participant[]): ParticipantKey[] {
  const keys = participants.filter(({ kind }) => kind !== 'bot').flatMap(keysOf);
  return [...new Map(keys.map((key) => [`${key.kind} ${key.value}`, key])).values()];
}

function keysOf({ name, addresses }: Participant): ParticipantKey[] {
  const person = telling(personName(name ?? ''));
  return [
    ...addresses.flatMap(({ key }) => keysOfAddress(key)),
    ...(person === '' ? [] : [{ kind: 'name' as const, value: person }]),
  ];
}

function keysOfAddress(email: string): ParticipantKey[] {
  const address = parseAddress(email);
  if (address === null) return [];
  const domain: ParticipantKey[] =
    address.registrable === null ? [] : [{ kind: 'domain', value: address.registrable }];
  if (address.masked) return domain;
  const untagged = parseAddress(email, { foldPlusTags: true }) ?? address;
  return [...spelt('email', address), ...spelt('untagged', untagged), ...domain];
}

/** Halo may hold a domain in ASCII or in its own script. */
function spelt(kind: ParticipantKey['kind'], address: Address): ParticipantKey[] {
  return [address.key, readableAddress(address)].map((value) => ({ kind, value }));
}
