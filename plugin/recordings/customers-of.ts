import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { companyDomain, isFreeMail, parseAddress } from '../customers/addresses.ts';
import { type Audience, audienceOf } from '../customers/audience.ts';
import type { Link } from '../customers/links.ts';
import { lookups, matchCustomers } from '../customers/matching.ts';
import {
  mergeSightings,
  type Participant,
  type Sighting,
  type TeamKnowledge,
} from '../customers/participants.ts';
import { HOST } from '../injection.ts';
import { readSettings, type Settings } from '../settings.ts';
import { Directory } from '../store/directory.ts';

export interface CustomersOfRecording {
  readonly participants: readonly Participant[];
  readonly links: readonly Link[];
  readonly audience: Audience;
}

/** Joins what the sources saw with what Halo knows: participants, links to customers, and who may be answered. */
@injectable()
export class CustomersOf {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly directory: Directory,
  ) {}

  async find(sightings: readonly Sighting[], connectedEmail: string | null): Promise<CustomersOfRecording> {
    const settings = readSettings(this.host.settings);
    const team = await this.#team(settings, connectedEmail);
    const participants = mergeSightings(sightings, team);
    const options = { foldPlusTags: settings.foldPlusTags, freeMail: settings.freeMailDomains };
    const found = await this.directory.find(this.host.db, lookups(participants, options));
    const { links, conflicts } = matchCustomers(participants, found, options);
    if (conflicts.length > 0) this.host.metrics.count('zoom_match_conflicts_total', conflicts.length);
    const policy = {
      internalOnly: settings.internalOnlyMeetings,
      unmatchedExternal: settings.unmatchedMeetings,
    };
    return { participants, links, audience: audienceOf({ links, participants, policy }) };
  }

  async #team(settings: Settings, connectedEmail: string | null): Promise<TeamKnowledge> {
    const emails = await this.directory.teamEmails(this.host.db);
    const addresses = [...emails, ...(connectedEmail ? [connectedEmail] : [])].flatMap(
      (email) => parseAddress(email) ?? [],
    );
    // A team member with a private address makes neither gmail.com nor everybody there part of the team.
    const domains = addresses.flatMap(({ domain, registrable }) =>
      registrable && !isFreeMail(domain, settings.freeMailDomains) ? [registrable] : [],
    );
    return {
      domains: new Set([...domains, ...settings.ownDomains.flatMap((domain) => companyDomain(domain) ?? [])]),
      emails: new Set(addresses.map(({ key }) => key)),
    };
  }
}
