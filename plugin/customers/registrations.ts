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
  const owners = new Map([...byId].map(([id, ofId]) => [id, ownerOf(ofId)]));
  return ({ registrantId, address }) =>
    address === null || address.masked || owners.get(registrantId) === address.key;
}

/** The one address that came by an id, else the one that was registered with it; null where there is no such one. */
function ownerOf(lines: readonly Registered[]): string | null {
  const named = lines.filter(({ address }) => address?.masked === false);
  return only(named) ?? only(named.filter(({ isRegistration }) => isRegistration));
}

function only(lines: readonly Registered[]): string | null {
  const [key, ...more] = new Set(lines.flatMap(({ address }) => address?.key ?? []));
  return key !== undefined && more.length === 0 ? key : null;
}
