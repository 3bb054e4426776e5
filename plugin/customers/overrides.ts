import { ADMIN_CONFIDENCE, bestPerCustomer, customerKey, inOrder, type Link } from './links.ts';

/** An admin's word about one customer of one meeting. With an end user it is about that person only. */
export interface Override {
  readonly companyId?: string;
  readonly endUserId?: string;
  readonly decision: 'confirmed' | 'removed' | 'added';
}

/**
 * Lays the admins' decisions over what matching found, on every run anew, so that they stick.
 *
 * Confirmed and added customers are linked whether or not evidence is found again; evidence that is there is kept
 * and shown. A removed person leaves the company linked, for which others in the call may stand: a meeting must not
 * fall into general knowledge because one person was wrong. A removed company goes with every link that names it,
 * except to a person an admin pinned, who stays without the company. If both were said of one customer, removal wins.
 */
export function applyOverrides(links: readonly Link[], overrides: readonly Override[]): Link[] {
  const removed = new Set(overrides.filter(({ decision }) => decision === 'removed').map(customerKey));
  const pins = overrides.filter((one) => one.decision !== 'removed' && !removed.has(customerKey(one)));
  const pinned = new Set(pins.map(customerKey));

  const remaining = links
    .map((link) => (removed.has(customerKey(link)) ? withoutPerson(link) : link))
    .filter((link) => pinned.has(customerKey(link)) || !namesRemovedCompany(link, removed))
    .filter(namesCustomer);
  const found = new Set(remaining.map(customerKey));
  const missing = pins.filter((pin) => !found.has(customerKey(pin))).map(adminLink);
  const sure = [...remaining, ...missing].map((link) => {
    const kept = namesRemovedCompany(link, removed) ? withoutCompany(link) : link;
    return pinned.has(customerKey(kept)) ? { ...kept, confidence: ADMIN_CONFIDENCE } : kept;
  });
  return inOrder(bestPerCustomer(sure));
}

/** Nobody needs to have been seen for an admin to know better. */
function adminLink({ companyId, endUserId }: Override): Link {
  return {
    ...(companyId === undefined ? {} : { companyId }),
    ...(endUserId === undefined ? {} : { endUserId }),
    source: 'admin',
    method: 'admin',
    confidence: ADMIN_CONFIDENCE,
    attended: false,
  };
}

function namesRemovedCompany({ companyId }: Link, removed: ReadonlySet<string>): boolean {
  return companyId !== undefined && removed.has(customerKey({ companyId }));
}

function namesCustomer({ companyId, endUserId }: Link): boolean {
  return companyId !== undefined || endUserId !== undefined;
}

function withoutPerson({ endUserId: _person, ...rest }: Link): Link {
  return rest;
}

function withoutCompany({ companyId: _company, ...rest }: Link): Link {
  return rest;
}
