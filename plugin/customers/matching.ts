import { domainToUnicode } from 'node:url';
import { type DirectoryIndex, type EndUser, type Found, indexDirectory } from './directory-index.ts';
import {
  type Evidence,
  employerDomain,
  evidenceOf,
  type MatchingOptions,
  mayBeCustomer,
  spellingsOf,
  untaggedKey,
} from './evidence.ts';
import { bestPerCustomer, confidenceOf, type FoundBy, inOrder, type Link } from './links.ts';
import { personName } from './names.ts';
import type { Participant } from './participants.ts';

/** What to ask Halo's directory for. Everything is lower-cased, NFKC, sorted and without repeats. */
export interface Lookups {
  readonly emails: string[];
  readonly domains: string[];
  /** Of people without a usable address; an answer can only become a suggestion. */
  readonly names: string[];
}

/** A person whose display name equals an end user's name. For staff to confirm: it links nothing. */
export interface Suggestion {
  readonly participantKey: string;
  readonly name: string;
  readonly endUserId: string;
  readonly companyId?: string;
}

/** A domain that several companies claim, so that none of them was linked by it. */
export interface Conflict {
  readonly reason: 'shared_domain';
  readonly domain: string;
  readonly companies: readonly { readonly id: string; readonly name: string }[];
  readonly emails: readonly string[];
}

export interface Matching {
  readonly links: Link[];
  readonly suggestions: Suggestion[];
  readonly conflicts: Conflict[];
}

/** What one address led to: customers, or a domain with too many of them. */
type Step = { readonly links: Link[]; readonly conflict?: Conflict };

export function lookups(participants: readonly Participant[], options: MatchingOptions): Lookups {
  const evidence = participants.flatMap(evidenceOf);
  const domains = evidence.flatMap(({ address }) => employerDomain(address, options) ?? []);
  return {
    emails: sorted(evidence.flatMap(({ address }) => (address.masked ? [] : spellingsOf(address, options)))),
    domains: sorted(domains.flatMap((domain) => [domain, domainToUnicode(domain)])),
    names: sorted(participants.flatMap(namedOnly).map(({ person }) => person)),
  };
}

/** Ties a recording's participants to customers. Names suggest; only addresses and domains link. */
export function matchCustomers(
  participants: readonly Participant[],
  found: Found,
  options: MatchingOptions,
): Matching {
  const directory = indexDirectory(found);
  const steps = participants.flatMap(evidenceOf).map((one) => climb(one, directory, options));
  const links = inOrder(bestPerCustomer(steps.flatMap((step) => step.links)));
  return {
    links,
    suggestions: suggest(participants, found.endUsers, links),
    conflicts: joined(steps.flatMap(({ conflict }) => conflict ?? [])),
  };
}

/**
 * The ladder for one address: the first rung that names a company ends it. An end user without a company still
 * gets one from the domain; an end user of another company than the domain's keeps the one Halo has on record.
 */
function climb(evidence: Evidence, directory: DirectoryIndex, options: MatchingOptions): Step {
  const { address } = evidence;
  const people = endUsersAt(evidence, directory, options);
  const links = people.map(({ id, companyId }) =>
    linkTo({ endUserId: id, ...(companyId ? { companyId } : {}) }, 'email', evidence),
  );
  if (links.some(({ companyId }) => companyId !== undefined)) return { links };

  const domain = employerDomain(address, options);
  if (domain === null) return { links };
  const companies = directory.byDomain.get(domain) ?? [];
  const [company, ...more] = companies;
  if (company === undefined) return { links };
  if (more.length > 0) {
    const claimants = companies.map(({ id, name }) => ({ id, name }));
    return {
      links,
      conflict: { reason: 'shared_domain', domain, companies: claimants, emails: [evidence.email] },
    };
  }
  const method = address.masked ? 'masked_domain' : 'domain';
  return { links: [...links, linkTo({ companyId: company.id }, method, evidence)] };
}

/**
 * Two end users with one address are one person entered twice: both are linked, and so are both companies. Only the
 * address that was seen loses its tag: end users under a tag are not asked for by the untagged address, so whether one
 * is at hand depends on what else was asked.
 */
function endUsersAt(
  { address }: Evidence,
  directory: DirectoryIndex,
  options: MatchingOptions,
): readonly EndUser[] {
  const exact = directory.byEmail.get(address.key);
  if (exact !== undefined) return exact;
  const untagged = untaggedKey(address, options);
  return (untagged === null ? undefined : directory.byEmail.get(untagged)) ?? [];
}

function linkTo(customer: Pick<Link, 'companyId' | 'endUserId'>, method: FoundBy, evidence: Evidence): Link {
  const { email, source, attended } = evidence;
  return {
    ...customer,
    email,
    source,
    method,
    confidence: confidenceOf(method, source, attended),
    attended,
  };
}

function suggest(
  participants: readonly Participant[],
  endUsers: readonly EndUser[],
  links: readonly Link[],
): Suggestion[] {
  const linked = new Set(links.map(({ endUserId }) => endUserId));
  const unlinked = endUsers.filter(({ id }) => !linked.has(id));
  const namesakes = Map.groupBy(unlinked, ({ name }) => personName(name ?? ''));
  const suggestions = participants.flatMap(namedOnly).flatMap(({ key, name, person }) =>
    (namesakes.get(person) ?? []).map(({ id, companyId }) => ({
      participantKey: key,
      name,
      endUserId: id,
      ...(companyId ? { companyId } : {}),
    })),
  );
  return grouped(suggestions, ({ participantKey, endUserId }) => `${participantKey}\n${endUserId}`).flatMap(
    (same) => same.slice(0, 1),
  );
}

/** Somebody who came, whom a name is all we have of. */
function namedOnly(participant: Participant): { key: string; name: string; person: string }[] {
  const { key, kind, name, attended } = participant;
  if (name === null || kind !== 'person' || !attended || !mayBeCustomer(participant)) return [];
  const person = personName(name);
  return person === '' || evidenceOf(participant).length > 0 ? [] : [{ key, name, person }];
}

function joined(conflicts: readonly Conflict[]): Conflict[] {
  return grouped(conflicts, ({ domain }) => domain).flatMap((same) =>
    same.slice(0, 1).map((one) => ({ ...one, emails: sorted(same.flatMap(({ emails }) => emails)) })),
  );
}

/** Those of one key together, in the order of the keys. */
function grouped<T>(values: readonly T[], keyOf: (value: T) => string): T[][] {
  const byKey = Map.groupBy(values, keyOf);
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, same]) => same);
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
