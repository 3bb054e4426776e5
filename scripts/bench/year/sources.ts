import type { Sighting } from '../../../plugin/customers/sightings.ts';
import type { Part, Plan } from './cast.ts';
import type { Draw } from './draw.ts';
import { type Guest, starredOut, withTag } from './guests.ts';

/** An address that a source showed, as its maker knows it. */
export interface Shown {
  readonly guest: Guest;
  readonly tag: string | null;
  readonly masked: boolean;
}

/** One line of one of Zoom's sources. */
export interface Seen {
  readonly sighting: Sighting;
  /** The guest's address in it that may prove something: null for none, and in a line of who only waited. */
  readonly shown: Shown | null;
}

/** Writes what Zoom's sources tell of guests in one meeting, as far as its display rules let them. */
export class Scribe {
  constructor(
    private readonly draw: Draw,
    private readonly plan: Plan,
    private readonly start: Date,
  ) {}

  everythingOf(part: Part): Seen[] {
    const { participantsListed, joinEvents, timeline } = this.plan;
    const cameIn = part.came === 'in';
    return [
      ...(participantsListed ? this.#participants(part) : []),
      ...(joinEvents && cameIn ? [this.#joined(part)] : []),
      ...(timeline && cameIn && this.draw.happens(0.7) ? this.#heard(part) : []),
      ...(part.registrantId === null ? [] : this.#registered(part, part.registrantId)),
      ...(part.invited ? [this.#written(part, { source: 'invitees', internal: false })] : []),
    ];
  }

  /** One line for the waiting room, and one for each rejoin and each device. */
  #participants(part: Part): Seen[] {
    const waited = part.came === 'only waited' || (part.came === 'in' && this.plan.waitingRoom);
    const lines = waited ? [this.#present('past_participants', part, { waiting: true })] : [];
    if (part.came !== 'in') return lines;
    const joins = this.draw.happens(0.2) ? 2 : 1;
    for (let join = 0; join < joins; join += 1) lines.push(this.#present('past_participants', part));
    for (let device = 1; device < part.devices; device += 1) lines.push(this.#secondDevice(part));
    return lines;
  }

  #joined(part: Part): Seen {
    const { shown, sighting } = this.#present('join_events', part);
    // The event has no word for who is of the account, and comes before anybody leaves.
    const { internal: _internal, leaveTime: _leaveTime, ...told } = sighting;
    return { shown, sighting: told };
  }

  /** Undocumented: of some who were signed in it has the address, whatever the display rules say. */
  #heard(part: Part): Seen[] {
    if (!part.signedIn) return [];
    const { name, zoomUserId } = part.guest;
    return this.draw.happens(0.3)
      ? [this.#written(part, { source: 'timeline', name })]
      : [{ shown: null, sighting: { source: 'timeline', name, email: '', zoomUserId } }];
  }

  #registered(part: Part, registrantId: string): Seen[] {
    const { guest, linkTakenBy } = part;
    const line = this.#written(part, { source: 'registrants', name: guest.name, registrantId });
    if (linkTakenBy === null) return [line];
    const { name, email, zoomUserId } = linkTakenBy;
    const taker = { source: 'past_participants', name, email, zoomUserId, registrantId } as const;
    return [line, { shown: null, sighting: { ...taker, internal: true } }];
  }

  #present(
    source: 'past_participants' | 'join_events',
    part: Part,
    { waiting = false }: { waiting?: boolean } = {},
  ): Seen {
    const { guest, signedIn, registrantId } = part;
    const line: Sighting = {
      source,
      name: this.#displayName(guest),
      email: '',
      zoomUserId: signedIn ? guest.zoomUserId : '',
      internal: false,
      ...(registrantId === null ? {} : { registrantId }),
      ...(waiting ? { waiting } : {}),
      ...this.#stay(),
    };
    const cameIn = part.came === 'in';
    if (this.#isShown(part)) {
      const { sighting, shown } = this.#written(part, line);
      return { sighting, shown: cameIn ? shown : null };
    }
    if (!part.masked) return { shown: null, sighting: line };
    return {
      sighting: { ...line, email: starredOut(guest) },
      shown: cameIn ? { guest, tag: null, masked: true } : null,
    };
  }

  /** Zoom's rules since 2022: whoever is not of the host's account is blanked, with these exceptions. */
  #isShown({ registrantId, invited, signedIn, vouchedFor }: Part): boolean {
    return registrantId !== null || (invited && this.plan.calendar && signedIn) || vouchedFor;
  }

  /** Signed out, so that nothing but its name tells whose it is. */
  #secondDevice({ guest }: Part): Seen {
    const name = this.draw.one([`${firstName(guest)}'s iPhone`, `${guest.name} #1`, guest.name, '']);
    const line = { source: 'past_participants', name, email: '', internal: false } as const;
    return { shown: null, sighting: { ...line, ...this.#stay() } };
  }

  #written({ guest }: Part, line: Sighting): Seen {
    const tag = this.draw.happens(0.5) ? guest.tag : null;
    const plain = `${withTag(guest.local, tag)}@${guest.host}`;
    const email = this.draw.weighted([
      [plain, 92],
      [plain.toUpperCase(), 3],
      [`${plain.charAt(0).toUpperCase()}${plain.slice(1)}`, 5],
    ]);
    return { sighting: { ...line, email }, shown: { guest, tag, masked: false } };
  }

  #displayName(guest: Guest): string {
    return this.draw.weighted([
      [guest.name, 70],
      [firstName(guest), 8],
      [`${guest.name} (she/her)`, 5],
      [`${guest.name} (${guest.host.split('.')[0]})`, 6],
      [`${guest.name} #1`, 4],
      [guest.name.toUpperCase(), 4],
      [`${firstName(guest)} (note taker)`, 1],
      ['iPhone', 2],
    ]);
  }

  /** From some minute of the first ten to some minute of the last ten. */
  #stay(): Pick<Sighting, 'joinTime' | 'leaveTime'> {
    const at = (minute: number) => new Date(this.start.getTime() + minute * 60_000).toISOString();
    return { joinTime: at(this.draw.between(0, 10)), leaveTime: at(this.draw.between(40, 50)) };
  }
}

function firstName({ name }: Guest): string {
  return name.split(' ')[0] ?? name;
}
