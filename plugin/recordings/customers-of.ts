import { inject, injectable } from 'tsyringe';
import type { Host, Queryable } from '../../contracts/host.ts';
import { companyDomain, isFreeMail, parseAddress } from '../customers/addresses.ts';
import { type Audience, audienceOf } from '../customers/audience.ts';
import type { Link } from '../customers/links.ts';
import { type Conflict, lookups, matchCustomers, type Suggestion } from '../customers/matching.ts';
import { applyOverrides, type Override } from '../customers/overrides.ts';
import { mergeSightings, type Participant, seenAgain } from '../customers/participants.ts';
import type { Sighting } from '../customers/sightings.ts';
import type { TeamKnowledge } from '../customers/team.ts';
import { HOST } from '../injection.ts';
import { readSettings, type Settings } from '../settings.ts';
import { Directory } from '../store/directory.ts';

export interface CustomersOfRecording {
  readonly participants: readonly Participant[];
  readonly links: readonly Link[];
  readonly audience: Audience;
  readonly suggestions: readonly Suggestion[];
  readonly conflicts: readonly Conflict[];
}

/** Joins what the sources saw with what Halo knows: participants, links to customers, and who may be answered. */
@injectable()
export class CustomersOf {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly directory: Directory,
  ) {}

  async find(
    sightings: readonly Sighting[],
    connectedEmail: string | null,
    decisions: readonly Override[],
  ): Promise<CustomersOfRecording> {
    const { db } = this.host;
    const settings = readSettings(this.host.settings);
    const hosts = sightings.flatMap(({ source, email }) => (email && source === 'host' ? [email] : []));
    const team = await this.#team(settings, db, connectedEmail, hosts);
    return this.#counted(await this.#match(settings, db, mergeSightings(sightings, team), decisions));
  }

  /** The same for who was seen before, as Halo knows customers and team now. Zoom is asked nothing. */
  async again(
    db: Queryable,
    participants: readonly Participant[],
    connectedEmail: string | null,
    decisions: readonly Override[],
  ): Promise<CustomersOfRecording> {
    const settings = readSettings(this.host.settings);
    return this.#counted(await this.asIf(settings, db, participants, connectedEmail, decisions));
  }

  /** The same by other settings than those in force. Nothing has happened, so nothing is counted. */
  async asIf(
    settings: Settings,
    db: Queryable,
    participants: readonly Participant[],
    connectedEmail: string | null,
    decisions: readonly Override[],
  ): Promise<CustomersOfRecording> {
    const hosts = participants.flatMap(({ addresses }) =>
      addresses.flatMap(({ email, sources }) => (sources.includes('host') ? [email] : [])),
    );
    const team = await this.#team(settings, db, connectedEmail, hosts);
    return this.#match(
      settings,
      db,
      participants.map((participant) => seenAgain(participant, team)),
      decisions,
    );
  }

  #counted(customers: CustomersOfRecording): CustomersOfRecording {
    const conflicts = customers.conflicts.length;
    if (conflicts > 0) this.host.metrics.count('zoom_match_conflicts_total', conflicts);
    return customers;
  }

  async #match(
    settings: Settings,
    db: Queryable,
    participants: readonly Participant[],
    decisions: readonly Override[],
  ): Promise<CustomersOfRecording> {
    const options = { foldPlusTags: settings.foldPlusTags, freeMail: settings.freeMailDomains };
    const found = await this.directory.find(db, lookups(participants, options));
    const matching = matchCustomers(participants, found, options);
    const { suggestions, conflicts } = matching;
    const links = applyOverrides(matching.links, decisions);
    const policy = {
      internalOnly: settings.internalOnlyMeetings,
      unmatchedExternal: settings.unmatchedMeetings,
    };
    const audience = audienceOf({ links, participants, policy });
    return { participants, links, audience, suggestions, conflicts };
  }

  /**
   * Who is of the team: Halo's members, the Zoom user who connected, the host, and everybody at their employers. Of other
   * users of the Zoom account only they themselves: a freelancer with a seat may be of a customer's company. A private
   * address makes neither gmail.com nor everybody there part of it.
   */
  async #team(
    settings: Settings,
    db: Queryable,
    connectedEmail: string | null,
    hosts: readonly string[],
  ): Promise<TeamKnowledge> {
    const emails = [...(await this.directory.teamEmails(db)), ...(connectedEmail ? [connectedEmail] : [])];
    return {
      domains: new Set([
        ...ownDomains([...emails, ...hosts], settings),
        ...settings.ownDomains.flatMap(asDomain),
      ]),
      emails: new Set(emails.flatMap((email) => parseAddress(email)?.key ?? [])),
    };
  }
}

/** The employers of these people, by their addresses. */
export function ownDomains(emails: readonly string[], settings: Pick<Settings, 'freeMailDomains'>): string[] {
  return emails.flatMap((email) => {
    const address = parseAddress(email);
    return address?.registrable && !isFreeMail(address.domain, settings.freeMailDomains)
      ? [address.registrable]
      : [];
  });
}

const asDomain = (domain: string): string[] => {
  const registrable = companyDomain(domain);
  return registrable === null ? [] : [registrable];
};
