import { type Address, parseAddress, readableAddress } from './addresses.ts';
import { groupByIdentity, identityKey, type Token, tokensOf } from './identity.ts';
import { foldName } from './names.ts';
import { kindOf, type ParticipantKind } from './participant-kind.ts';
import { secondsPresent } from './presence.ts';
import { registrantsAmong } from './registrations.ts';
import { ADDRESS_SOURCES, type AddressSource, ATTENDANCE_SOURCES, type Sighting } from './sightings.ts';
import { isTeamAddress, type TeamKnowledge, withTags } from './team.ts';

export interface ParticipantAddress {
  readonly email: string;
  readonly key: string;
  readonly sources: readonly AddressSource[];
}

/** A person of a recording, or what stood in for one, with every address found and where each was found. */
export interface Participant {
  readonly key: string;
  readonly name: string | null;
  readonly kind: ParticipantKind;
  /** `unknown` when Zoom gave neither an address nor `internal_user`. */
  readonly side: 'team' | 'outside' | 'unknown';
  /** Zoom says so: a user of the host's account, or the host. */
  readonly internal: boolean;
  readonly attended: boolean;
  readonly waitingOnly: boolean;
  readonly addresses: readonly ParticipantAddress[];
  readonly seconds: number | null;
}

interface Line {
  readonly sighting: Sighting;
  readonly address: Address | null;
  readonly registrantId: string | null;
  readonly isRegistration: boolean;
}

interface Seen {
  readonly sighting: Sighting;
  readonly address: Address | null;
  readonly name: string | null;
  readonly tokens: readonly Token[];
}

/** Joins everything seen of a recording's people into one participant each. The order of the sightings is nothing. */
export function mergeSightings(sightings: readonly Sighting[], team: TeamKnowledge): Participant[] {
  const own = withTags(team);
  const lines = sightings.map(read);
  const isRegistrant = registrantsAmong(lines);
  const seen = lines.map((line) => recognise(line, isRegistrant(line))).filter((one) => isSomebody(one));
  return groupByIdentity(seen)
    .map((group) => describe(group, own))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function read(sighting: Sighting): Line {
  return {
    sighting,
    address: parseAddress(sighting.email ?? ''),
    registrantId: present(sighting.registrantId),
    isRegistration: sighting.source === 'registrants',
  };
}

function recognise({ sighting, address, registrantId }: Line, isRegistrant: boolean): Seen {
  const name = displayable(sighting.name);
  const zoomUserId = present(sighting.zoomUserId);
  const marks = { address, name, zoomUserId, registrantId: isRegistrant ? registrantId : null };
  return { sighting, address, name, tokens: tokensOf(marks) };
}

/** HIPAA accounts get rows with everything blanked: somebody came, and that somebody may be a customer. */
function isSomebody({ sighting, tokens }: Seen): boolean {
  return ATTENDANCE_SOURCES.has(sighting.source) || tokens.every(({ kind }) => kind !== 'unnamed');
}

function describe(group: readonly Seen[], team: TeamKnowledge): Participant {
  const cameIn = group.filter(({ sighting }) => ATTENDANCE_SOURCES.has(sighting.source) && !sighting.waiting);
  const addresses = group.flatMap(({ address }) => address ?? []);
  const names = group.flatMap(({ name }) => name ?? []);
  return {
    key: identityKey(group.flatMap(({ tokens }) => tokens)),
    name: displayName(group),
    kind: kindOf(names, addresses),
    ...sideOf(group, team),
    attended: cameIn.length > 0,
    waitingOnly: cameIn.length === 0 && group.some(({ sighting }) => sighting.waiting === true),
    addresses: gatherAddresses(group),
    seconds: secondsPresent(cameIn.map(({ sighting }) => sighting)),
  };
}

/** One sign of being of the team is enough: a colleague wrongly taken for a customer is the dearer mistake. */
function sideOf(group: readonly Seen[], team: TeamKnowledge): Pick<Participant, 'side' | 'internal'> {
  // The host is a user of the Zoom account that is connected.
  const internal = group.some(({ sighting }) => sighting.internal === true || sighting.source === 'host');
  if (internal || group.some(({ address }) => address !== null && isTeamAddress(address, team)))
    return { side: 'team', internal };
  const isOutside = group.some(({ sighting, address }) => address !== null || sighting.internal === false);
  return { side: isOutside ? 'outside' : 'unknown', internal };
}

/** A participant of a recording that came in before, as the org knows its own people now. */
export function seenAgain(participant: Participant, team: TeamKnowledge): Participant {
  const { addresses, internal, side } = participant;
  const own = withTags(team);
  if (internal || addresses.some(({ key }) => isTeamKey(key, own))) return { ...participant, side: 'team' };
  // Whoever was of the team by an address alone is from outside by it now.
  return { ...participant, side: addresses.length > 0 || side === 'outside' ? 'outside' : 'unknown' };
}

function isTeamKey(key: string, team: TeamKnowledge): boolean {
  const address = parseAddress(key);
  return address !== null && isTeamAddress(address, team);
}

function gatherAddresses(group: readonly Seen[]): ParticipantAddress[] {
  const found = new Map<string, { address: Address; sources: Set<AddressSource> }>();
  for (const { address, sighting } of group) {
    if (address === null) continue;
    const entry = found.get(address.key) ?? { address, sources: new Set() };
    entry.sources.add(sighting.source);
    found.set(address.key, entry);
  }
  return [...found.values()]
    .map(({ address, sources }) => ({
      email: readableAddress(address),
      key: address.key,
      sources: ADDRESS_SOURCES.filter((source) => sources.has(source)),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** What the call itself showed comes before what a form says; among equals, the first in code-unit order. */
function displayName(group: readonly Seen[]): string | null {
  for (const source of ADDRESS_SOURCES) {
    const [name] = group.flatMap((one) => (one.sighting.source === source ? (one.name ?? []) : [])).sort();
    if (name !== undefined) return name;
  }
  return null;
}

/** A name that can be shown and stored: PostgreSQL takes no NUL, and some guests call themselves by a blank. */
function displayable(value: string | undefined): string | null {
  const name = present(value?.toWellFormed().replace(/\p{Cc}+/gu, ' '));
  return name === null || foldName(name) === '' ? null : name;
}

function present(value: string | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
