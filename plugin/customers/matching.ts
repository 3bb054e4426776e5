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
  const names = participants.filter((one) => isNamedOnly(one)).map(({ name }) => personName(name ?? ''));
  return {
    emails: sorted(evidence.flatMap(({ address }) => (address.masked ? [] : spellingsOf(address, options)))),
    domains: sorted(domains.flatMap((domain) => [domain, domainToUnicode(domain)])),
    names: sorted(names.filter((name) => name !== '')),
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
  const companies = domain === null ? [] : (directory.byDomain.get(domain) ?? []);
  const [company, ...more] = companies;
  if (domain === null || company === undefined) return { links };
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
  const suggestions = participants.filter(isNamedOnly).flatMap(({ key, name }) => {
    const person = personName(name ?? '');
    return (person === '' ? [] : (namesakes.get(person) ?? [])).map(({ id, companyId }) => ({
      participantKey: key,
      name: name ?? '',
      endUserId: id,
      ...(companyId ? { companyId } : {}),
    }));
  });
  return distinctBy(suggestions, ({ participantKey, endUserId }) => `${participantKey}\n${endUserId}`);
}

/** Somebody who came, whom a name is all we have of. */
function isNamedOnly(participant: Participant): boolean {
  const { kind, name, attended } = participant;
  return (
    kind === 'person' &&
    name !== null &&
    attended &&
    mayBeCustomer(participant) &&
    evidenceOf(participant).length === 0
  );
}

function joined(conflicts: readonly Conflict[]): Conflict[] {
  const byDomain = Map.groupBy(conflicts, ({ domain }) => domain);
  return distinctBy(conflicts, ({ domain }) => domain).map((one) => ({
    ...one,
    emails: sorted((byDomain.get(one.domain) ?? []).flatMap(({ emails }) => emails)),
  }));
}

function distinctBy<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  const byKey = new Map(values.map((value) => [keyOf(value), value]));
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
