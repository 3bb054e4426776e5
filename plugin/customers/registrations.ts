import type { Address } from './addresses.ts';

/** What tells whose a registration is. */
export interface Registered {
  readonly registrantId: string | null;
  readonly address: Address | null;
  /** The line is of the registration itself, not of somebody who came by it. */
  readonly isRegistration: boolean;
}

/** Whether a line that carries a registrant id is of the person who registered. */
export type IsRegistrant = (line: Pick<Registered, 'registrantId' | 'address'>) => boolean;

/**
 * A registrant id names a join link, and a link can be passed on: a colleague who opens the customer's comes with the
 * customer's registrant id and an address of their own. The id is then the registered person's alone; where no
 * registration says whose it is, it is nobody's who has an address.
 */
export function registrantsAmong(lines: readonly Registered[]): IsRegistrant {
  const byId = Map.groupBy(lines, ({ registrantId }) => registrantId);
  return ({ registrantId, address }) => {
    if (address === null || address.masked) return true;
    const named = (byId.get(registrantId) ?? []).filter((line) => line.address?.masked === false);
    const users = keysOf(named);
    const owners = keysOf(named.filter(({ isRegistration }) => isRegistration));
    return users.size === 1 || (owners.size === 1 && owners.has(address.key));
  };
}

function keysOf(lines: readonly Registered[]): Set<string> {
  return new Set(lines.flatMap(({ address }) => address?.key ?? []));
}
