import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { parseAddress } from '../customers/addresses.ts';
import type { AddressSource, Sighting } from '../customers/sightings.ts';
import { HOST } from '../injection.ts';
import { JoinedParticipants } from '../store/joined-participants.ts';
import type { RecordingRow } from '../store/recording-row.ts';
import { ZoomClient } from '../zoom/client.ts';
import type { PeoplePage, ZoomPerson } from '../zoom/recording.ts';
import { OptionalSource } from './optional-source.ts';

/** At 300 a page, more people than Zoom lets into one meeting. */
const MAX_PAGES = 20;

type Recording = Pick<RecordingRow, 'uuid' | 'meetingId' | 'kind' | 'hostEmail'>;

/**
 * Who took part, from every source the grant allows. Zoom blanks the address of everybody outside the host's account
 * among participants, but shows it among invitees and registrants.
 */
@injectable()
export class People {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly client: ZoomClient,
    private readonly joined: JoinedParticipants,
    private readonly optional: OptionalSource,
  ) {}

  async find(recording: Recording, scopes: readonly string[]): Promise<Sighting[]> {
    const host: Sighting[] = recording.hostEmail
      ? [{ source: 'host', email: recording.hostEmail, internal: true }]
      : [];
    switch (recording.kind) {
      case 'webinar':
        return [...host, ...(await this.#joined(recording)), ...(await this.#ofWebinar(recording, scopes))];
      case 'upload':
      case 'breakout':
        // Zoom names nobody for these.
        return host;
      default:
        return [...host, ...(await this.#joined(recording)), ...(await this.#ofMeeting(recording, scopes))];
    }
  }

  /** Told by events while the meeting ran, where Zoom sends them. */
  async #joined({ uuid }: Recording): Promise<Sighting[]> {
    const rows = await this.joined.find(this.host.db, uuid);
    return rows.map(({ email, joinTime, name, zoomUserId, registrantId }) => ({
      source: 'join_events',
      email,
      joinTime,
      ...(name === null ? {} : { name }),
      ...(zoomUserId === null ? {} : { zoomUserId }),
      ...(registrantId === null ? {} : { registrantId }),
    }));
  }

  async #ofMeeting({ uuid, meetingId }: Recording, scopes: readonly string[]): Promise<Sighting[]> {
    // Two rate tiers of Zoom's, so neither has to wait for the other.
    const [present, details] = await Promise.all([
      this.optional.ask('pastParticipants', scopes, () =>
        allPages((token) => this.client.participants('pastParticipants', uuid, token)),
      ),
      meetingId ? this.optional.ask('meeting', scopes, () => this.client.meeting(meetingId)) : undefined,
    ]);
    // Where registration is off Zoom answers an error.
    const registered =
      details?.registrationOn && meetingId && !registrantsAreNamed(present)
        ? await this.optional.ask('registrants', scopes, () =>
            allPages((token) => this.client.registrants('registrants', meetingId, token)),
          )
        : undefined;
    const alternativeHosts = (details?.alternativeHosts ?? []).map(
      (email): Sighting => ({ source: 'alternative_hosts', email, internal: true }),
    );
    return [
      ...sightings('past_participants', present),
      ...sightings('invitees', details?.invitees),
      ...alternativeHosts,
      ...sightings('registrants', registered),
    ];
  }

  async #ofWebinar({ uuid, meetingId }: Recording, scopes: readonly string[]): Promise<Sighting[]> {
    const present = await this.optional.ask('webinarParticipants', scopes, () =>
      allPages((token) => this.client.participants('webinarParticipants', uuid, token)),
    );
    const registered = meetingId
      ? await this.optional.ask('webinarRegistrants', scopes, () =>
          allPages((token) => this.client.registrants('webinarRegistrants', meetingId, token)),
        )
      : undefined;
    return [...sightings('past_participants', present), ...sightings('registrants', registered)];
  }
}

/**
 * Zoom shows the address of whoever registered among participants too. When everybody from outside is named there,
 * the registrants could only add who never came.
 */
function registrantsAreNamed(present: readonly ZoomPerson[] | undefined): boolean {
  const outside = (present ?? []).filter(({ internal }) => !internal);
  return (
    outside.some(({ registrantId }) => registrantId !== null) &&
    outside.every(({ email }) => parseAddress(email ?? '')?.masked === false)
  );
}

async function allPages(ask: (token: string | null) => Promise<PeoplePage>): Promise<ZoomPerson[]> {
  const people: ZoomPerson[] = [];
  let token: string | null = null;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page: PeoplePage = await ask(token);
    people.push(...page.people);
    // The same token again would ask for the same page for ever.
    if (page.nextPageToken === null || page.nextPageToken === token) break;
    token = page.nextPageToken;
  }
  return people;
}

export function sightings(source: AddressSource, people: readonly ZoomPerson[] | undefined): Sighting[] {
  return (people ?? []).map((person) => ({
    source,
    ...(person.name === null ? {} : { name: person.name }),
    ...(person.email === null ? {} : { email: person.email }),
    ...(person.userId === null ? {} : { zoomUserId: person.userId }),
    ...(person.registrantId === null ? {} : { registrantId: person.registrantId }),
    ...(person.internal === null ? {} : { internal: person.internal }),
    ...(person.waiting ? { waiting: true } : {}),
    ...(person.joinTime === null ? {} : { joinTime: person.joinTime }),
    ...(person.leaveTime === null ? {} : { leaveTime: person.leaveTime }),
  }));
}
