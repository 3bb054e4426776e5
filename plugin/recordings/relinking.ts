import { inject, injectable } from 'tsyringe';
import type { Host, SourceAudience, Transaction } from '../../contracts/host.ts';
import { companyDomain, parseAddress } from '../customers/addresses.ts';
import type { Link } from '../customers/links.ts';
import { participantKeys } from '../customers/participant-keys.ts';
import { HOST } from '../injection.ts';
import { readSettings, type Settings } from '../settings.ts';
import { Connections } from '../store/connections.ts';
import { DirectoryChanges } from '../store/directory-changes.ts';
import { LinkDecisions } from '../store/link-decisions.ts';
import { Meetings } from '../store/meetings.ts';
import { Participants } from '../store/participants.ts';
import type { RecordingRow } from '../store/recording-row.ts';
import { Recordings } from '../store/recordings.ts';
import { CustomersOf, type CustomersOfRecording, ownDomains } from './customers-of.ts';
import { sourceAudience } from './knowledge.ts';
import { PARTS, storedParts } from './parts.ts';
import { Removal } from './removal.ts';
import { distilledSourceId, transcriptSourceId } from './source-ids.ts';
import { suggestionsOf } from './suggestions.ts';

const BATCH = 200;

/**
 * Makes the links of past meetings again, by who took part as it is stored: after customers, the team or the matching
 * settings have changed, or an admin has decided. Zoom is asked nothing.
 */
@injectable()
export class Relinking {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly connections: Connections,
    private readonly recordings: Recordings,
    private readonly meetings: Meetings,
    private readonly participants: Participants,
    private readonly decisions: LinkDecisions,
    private readonly customersOf: CustomersOf,
    private readonly changes: DirectoryChanges,
    private readonly removal: Removal,
  ) {}

  /** Finds what has changed since the last time, and brings the meetings that it concerns up to date. */
  async catchUp(): Promise<void> {
    const { db, signal } = this.host;
    const settings = matchingSettings(readSettings(this.host.settings));
    const { changed, marked } = await this.changes.pending(db, settings);
    if (changed) await db.transaction((tx) => this.#mark(tx, settings));
    if (!changed && !marked) return;
    const connectedEmail = (await this.connections.read(db))?.userEmail ?? null;
    for (;;) {
      const uuids = await this.changes.marked(db, BATCH);
      for (const uuid of uuids) {
        signal.throwIfAborted();
        await db.transaction(async (tx) => {
          const row = await this.recordings.lock(tx, uuid);
          if (row) await this.relink(tx, row, connectedEmail);
          await this.changes.done(tx, uuid);
        });
      }
      if (uuids.length < BATCH) return;
    }
  }

  /** The row is locked by the transaction. Writes what differs, and nothing else; returns whether anything did. */
  async relink(tx: Transaction, row: RecordingRow, connectedEmail: string | null): Promise<boolean> {
    const { uuid } = row;
    const meeting = row.state === 'ingested' ? await this.meetings.find(tx, uuid) : null;
    if (!meeting) return false;
    const before = await this.participants.find(tx, uuid);
    const decisions = await this.decisions.find(tx, uuid);
    const customers = await this.customersOf.again(tx, before, connectedEmail, decisions);
    const { audience, links, participants } = customers;
    if (audience === 'skip') {
      await this.removal.leaveOut(tx, uuid, 'audience_policy');
      return true;
    }
    if (!isSame(participants, before))
      await this.participants.save(tx, uuid, participants, participantKeys(participants));
    await this.participants.suggest(tx, uuid, suggestionsOf(customers));
    if (meeting.audience === audience && sameLinks(links, await this.meetings.links(tx, uuid))) return false;
    await this.meetings.relink(tx, uuid, { links, audience }, this.host.clock.now());
    await this.#relabel(tx, row, { links, audience });
    return true;
  }

  async #relabel(
    tx: Transaction,
    row: RecordingRow,
    { links, audience }: { links: CustomersOfRecording['links']; audience: SourceAudience['visibility'] },
  ): Promise<void> {
    const { uuid } = row;
    const parts = storedParts(row).map((part) => PARTS[part].sourceId(uuid));
    for (const source of [transcriptSourceId(uuid), distilledSourceId(uuid), ...parts])
      await this.host.knowledge.setAudience(tx, source, sourceAudience(audience, links));
  }

  async #mark(tx: Transaction, settings: string): Promise<void> {
    const { freeMailDomains } = readSettings(this.host.settings);
    const companies = await this.changes.companies(tx);
    const domains = companies.flatMap(({ before, after }) =>
      [before, after].flatMap((domain) => companyDomain(domain ?? '') ?? []),
    );
    await this.changes.markByCompanies(tx, companies, domains);
    await this.changes.markByEndUsers(tx);
    const team = await this.changes.team(tx);
    const emails = team.map(({ id }) => id);
    await this.changes.markByTeam(tx, team, {
      emails: emails.flatMap((email) => parseAddress(email)?.key ?? []),
      domains: ownDomains(emails, { freeMailDomains }),
    });
    await this.changes.markBySettings(tx, settings);
    await this.changes.noteChange(tx, this.host.clock.now());
  }
}

/** The settings that links and audiences rest on, as text to compare. */
function matchingSettings(settings: Settings): string {
  const {
    ownDomains: own,
    freeMailDomains,
    foldPlusTags,
    internalOnlyMeetings,
    unmatchedMeetings,
  } = settings;
  return JSON.stringify([own, freeMailDomains, foldPlusTags, internalOnlyMeetings, unmatchedMeetings]);
}

function isSame(some: readonly object[], others: readonly object[]): boolean {
  const text = (values: readonly object[]) => values.map((value) => JSON.stringify(sorted(value))).toSorted();
  return JSON.stringify(text(some)) === JSON.stringify(text(others));
}

const sorted = (value: object) =>
  Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Confidence is stored with fewer digits than it is reckoned with. */
function sameLinks(some: readonly Link[], others: readonly Link[]): boolean {
  const rounded = (links: readonly Link[]) =>
    links.map((link) => ({ ...link, confidence: Math.round(link.confidence * 100) }));
  return isSame(rounded(some), rounded(others));
}
