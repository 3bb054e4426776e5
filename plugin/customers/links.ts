import type { AddressSource } from './sightings.ts';

/** How a link came about: by whole address, by domain, by the domain of a starred-out address, or by an admin. */
export type LinkMethod = 'email' | 'domain' | 'masked_domain' | 'admin';

/** The methods that rest on evidence. */
export type FoundBy = Exclude<LinkMethod, 'admin'>;

/** A meeting's tie to one customer, with the evidence. A link to an end user carries that person's company. */
export interface Link {
  readonly companyId?: string;
  readonly endUserId?: string;
  readonly email?: string;
  readonly source: AddressSource | 'admin';
  readonly method: LinkMethod;
  /** 0 to 1, see `confidenceOf`. */
  readonly confidence: number;
  /** The person of this address was seen in the call; false means asked or signed up only. */
  readonly attended: boolean;
}

// A domain says which company, not which person; a starred-out address was not even seen whole.
const BY_METHOD: Readonly<Record<FoundBy, number>> = {
  email: 1,
  domain: 0.8,
  masked_domain: 0.6,
};

// Participants and join events come from Zoom's own sign-in; registrants typed their address; invitees hang off
// the series, not the occurrence; the timeline is undocumented; hosts are there by role.
const BY_SOURCE: Readonly<Record<AddressSource, number>> = {
  past_participants: 1,
  join_events: 1,
  registrants: 0.95,
  timeline: 0.9,
  invitees: 0.9,
  host: 0.8,
  alternative_hosts: 0.8,
};

const IF_NOT_SEEN = 0.8;

/** What an admin says is certain. */
export const ADMIN_CONFIDENCE = 1;

/**
 * How sure a found link is: method x source x attendance. A scale for ordering and for a threshold, not a measured
 * probability: whole address seen in the call 1, the same person registered but not seen 0.76, invited only 0.72,
 * domain of an attendee 0.8, domain of an invitee 0.58, starred-out attendee 0.6.
 */
export function confidenceOf(method: FoundBy, source: AddressSource, attended: boolean): number {
  const product = BY_METHOD[method] * BY_SOURCE[source] * (attended ? 1 : IF_NOT_SEEN);
  return Math.round(product * 100) / 100;
}

/** The sources of an address by how much they prove, for choosing the one to show. */
export function strongestSource(sources: readonly AddressSource[]): AddressSource | null {
  return [...sources].sort((a, b) => BY_SOURCE[b] - BY_SOURCE[a] || (a < b ? -1 : 1))[0] ?? null;
}

/** The customer a link is to: the end user if it names one, else the company. */
export function customerKey(link: Pick<Link, 'companyId' | 'endUserId'>): string {
  return link.endUserId === undefined ? `company:${link.companyId ?? ''}` : `end_user:${link.endUserId}`;
}

/** Surest first, then by evidence and ids, so that the same evidence always gives the same list. */
export function inOrder(links: readonly Link[]): Link[] {
  return links
    .map((link) => ({ link, rank: rankOf(link) }))
    .sort((a, b) => b.link.confidence - a.link.confidence || (a.rank < b.rank ? -1 : Number(a.rank > b.rank)))
    .map(({ link }) => link);
}

function rankOf(link: Link): string {
  const { attended, method, companyId = '', source, email = '' } = link;
  return [attended ? 0 : 1, method, customerKey(link), companyId, source, email].join('\n');
}

/** One link per customer, the best; and no company by its domain when a person of it is linked by address. */
export function bestPerCustomer(links: readonly Link[]): Link[] {
  const best = new Map<string, Link>();
  for (const link of inOrder(links)) {
    const key = customerKey(link);
    if (!best.has(key)) best.set(key, link);
  }
  const ofPeople = new Set(
    links.flatMap(({ endUserId, companyId }) => (endUserId === undefined ? [] : [companyId])),
  );
  return [...best.values()].filter((link) => link.endUserId !== undefined || !ofPeople.has(link.companyId));
}
