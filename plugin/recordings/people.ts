import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { parseAddress } from '../customers/addresses.ts';
import type { AddressSource, Sighting } from '../customers/participants.ts';
import { HOST } from '../injection.ts';
import type { RecordingRow } from '../store/recordings.ts';
import { ZoomClient } from '../zoom/client.ts';
import { type EndpointName, endpointLabel } from '../zoom/endpoints.ts';
import { ZoomError } from '../zoom/errors.ts';
import type { PeoplePage, ZoomPerson } from '../zoom/recording.ts';
import { isGranted } from '../zoom/scopes.ts';

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
  ) {}

  async find(recording: Recording, scopes: readonly string[]): Promise<Sighting[]> {
    const host: Sighting[] = recording.hostEmail
      ? [{ source: 'host', email: recording.hostEmail, internal: true }]
      : [];
    switch (recording.kind) {
      case 'webinar':
        return [...host, ...(await this.#ofWebinar(recording, scopes))];
      case 'upload':
      case 'breakout':
        // Zoom names nobody for these.
        return host;
      default:
        return [...host, ...(await this.#ofMeeting(recording, scopes))];
    }
  }

  async #ofMeeting({ uuid, meetingId }: Recording, scopes: readonly string[]): Promise<Sighting[]> {
    // Two rate tiers of Zoom's, so neither has to wait for the other.
    const [present, details] = await Promise.all([
      this.#from('pastParticipants', scopes, () =>
        allPages((token) => this.client.participants('pastParticipants', uuid, token)),
      ),
      meetingId ? this.#from('meeting', scopes, () => this.client.meeting(meetingId)) : undefined,
    ]);
    // Where registration is off Zoom answers an error.
    const registered =
      details?.registrationOn && meetingId && !registrantsAreNamed(present)
        ? await this.#from('registrants', scopes, () =>
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
    const present = await this.#from('webinarParticipants', scopes, () =>
      allPages((token) => this.client.participants('webinarParticipants', uuid, token)),
    );
    const registered = meetingId
      ? await this.#from('webinarRegistrants', scopes, () =>
          allPages((token) => this.client.registrants('webinarRegistrants', meetingId, token)),
        )
      : undefined;
    return [...sightings('past_participants', present), ...sightings('registrants', registered)];
  }

  async #from<T>(
    name: EndpointName,
    scopes: readonly string[],
    ask: () => Promise<T>,
  ): Promise<T | undefined> {
    if (!isGranted(scopes, name)) return undefined;
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ZoomError) || !costsTheSourceOnly(error)) throw error;
      this.host.metrics.count('zoom_source_unavailable_total', 1, {
        endpoint: endpointLabel(name),
        code: error.code,
      });
      return undefined;
    }
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

/** Who took part is a bonus: only trouble with the connection as a whole is worth asking for it again. */
function costsTheSourceOnly({ scope, code }: ZoomError): boolean {
  // A listing cannot do without its scope; these sources are optional.
  return scope !== 'run' || code === 'zoom.scope_missing';
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

function sightings(source: AddressSource, people: readonly ZoomPerson[] | undefined): Sighting[] {
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
