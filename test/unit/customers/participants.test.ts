import { describe, expect, it } from 'vitest';
import { mergeSightings } from '../../../plugin/customers/participants.ts';
import type { Sighting } from '../../../plugin/customers/sightings.ts';
import type { TeamKnowledge } from '../../../plugin/customers/team.ts';

const TEAM: TeamKnowledge = {
  domains: new Set(['halo-team.com', 'gmail.com']),
  emails: new Set(['solo@gmail.com', 'boss+zoom@icloud.com']),
};

function merge(...sightings: Sighting[]) {
  return mergeSightings(sightings, TEAM);
}

describe('people seen in several places', () => {
  it('become one participant by address, with every source of it', () => {
    const people = merge(
      { source: 'invitees', email: 'Jane@Acme.com' },
      { source: 'past_participants', email: 'jane@acme.com', name: 'Jane Doe', zoomUserId: '' },
      { source: 'registrants', email: 'jane@acme.com', name: 'Jane M. Doe' },
    );
    expect(people).toEqual([
      {
        key: 'email:jane@acme.com',
        name: 'Jane Doe',
        kind: 'person',
        side: 'outside',
        internal: false,
        attended: true,
        waitingOnly: false,
        addresses: [
          {
            email: 'jane@acme.com',
            key: 'jane@acme.com',
            sources: ['past_participants', 'registrants', 'invitees'],
          },
        ],
        seconds: null,
      },
    ]);
  });

  it('become one by Zoom user id or registrant id where Zoom blanks the address', () => {
    const people = merge(
      { source: 'registrants', email: 'jane@acme.com', registrantId: 'r1' },
      { source: 'past_participants', email: '', name: 'Jane', registrantId: 'r1', zoomUserId: 'u1' },
      { source: 'timeline', email: '', name: 'Jane (phone)', zoomUserId: 'u1' },
    );
    expect(people).toHaveLength(1);
    expect(people[0]).toMatchObject({ key: 'email:jane@acme.com', attended: true, name: 'Jane' });
  });

  it('stay two where a colleague came by the link that a customer had registered for', () => {
    const people = merge(
      { source: 'registrants', email: 'jane@acme.com', name: 'Jane', registrantId: 'r1' },
      { source: 'past_participants', email: 'me@halo-team.com', name: 'Me', registrantId: 'r1' },
      { source: 'past_participants', email: 'j***@acme.com', name: 'Jane', registrantId: 'r1' },
    );
    expect(people).toMatchObject([
      { key: 'email:jane@acme.com', side: 'outside', attended: true },
      { key: 'email:me@halo-team.com', side: 'team', attended: true },
    ]);
    expect(people).toHaveLength(2);
  });

  it('stay apart by a registrant id that several came by and no registration explains', () => {
    const people = merge(
      { source: 'join_events', email: 'jane@acme.com', registrantId: 'r1' },
      { source: 'past_participants', email: 'bob@other.com', registrantId: 'r1' },
      { source: 'past_participants', email: '', name: 'Guest', registrantId: 'r1' },
    );
    expect(people.map(({ key }) => key)).toEqual([
      'email:bob@other.com',
      'email:jane@acme.com',
      'registrant:r1',
    ]);
  });

  it('become one by folded name only when nothing better is known of either', () => {
    const people = merge(
      { source: 'past_participants', name: 'Alex' },
      { source: 'timeline', name: ' ALEX (they/them)' },
      { source: 'past_participants', name: 'Alex', email: 'alex@halo-team.com' },
      { source: 'past_participants', name: 'Alex', zoomUserId: 'u9' },
    );
    expect(people.map(({ key }) => key)).toEqual(['email:alex@halo-team.com', 'name:alex', 'zoom:u9']);
  });

  it('stay apart under one mask, which many addresses share', () => {
    const people = merge(
      { source: 'past_participants', name: 'Anna', email: 'a***@acme.com' },
      { source: 'past_participants', name: 'Alan', email: 'a***@acme.com' },
      { source: 'invitees', email: 'a***@acme.com' },
    );
    expect(people.map(({ key }) => key)).toEqual([
      'masked:a***@acme.com',
      'name:alan a***@acme.com',
      'name:anna a***@acme.com',
    ]);
  });

  it('keep a row whose name and address are blanked, because somebody came', () => {
    const [blank, ...rest] = merge(
      { source: 'past_participants', name: '', email: '' },
      { source: 'past_participants', name: '\u200b', email: '' },
      { source: 'invitees', email: 'no address' },
    );
    expect(rest).toEqual([]);
    expect(blank).toMatchObject({ key: 'unnamed:', name: null, attended: true, side: 'unknown' });
  });

  it('never carry a control character into what is stored', () => {
    expect(merge({ source: 'timeline', name: 'Jane\u0000Doe' })[0]?.name).toBe('Jane Doe');
  });
});

describe('attendance', () => {
  it('is not an invitation, a registration or being the host', () => {
    const people = merge(
      { source: 'invitees', email: 'a@acme.com' },
      { source: 'registrants', email: 'b@acme.com' },
      { source: 'host', email: 'c@halo-team.com' },
      { source: 'alternative_hosts', email: 'd@halo-team.com' },
    );
    expect(people.map(({ attended }) => attended)).toEqual([false, false, false, false]);
  });

  it('is not the waiting room, unless the person was let in later', () => {
    const waited: Sighting = {
      source: 'past_participants',
      email: 'jane@acme.com',
      waiting: true,
      joinTime: '2026-05-04T10:00:00Z',
      leaveTime: '2026-05-04T10:05:00Z',
    };
    expect(merge(waited)[0]).toMatchObject({ attended: false, waitingOnly: true, seconds: null });
    const cameIn: Sighting = {
      source: 'past_participants',
      email: 'jane@acme.com',
      joinTime: '2026-05-04T10:05:00Z',
      leaveTime: '2026-05-04T10:06:00Z',
    };
    expect(merge(waited, cameIn)[0]).toMatchObject({ attended: true, waitingOnly: false, seconds: 60 });
  });

  it('counts overlapping stays once and rejoins in full', () => {
    const stay = (joinTime: string, leaveTime: string): Sighting => ({
      source: 'past_participants',
      email: 'jane@acme.com',
      joinTime: `2026-05-04T${joinTime}Z`,
      leaveTime: `2026-05-04T${leaveTime}Z`,
    });
    const [jane] = merge(
      stay('10:00:00', '10:10:00'),
      stay('10:05:00', '10:15:00'),
      stay('10:06:00', '10:07:00'),
      stay('10:30:00', '10:31:00'),
      stay('10:40:00', '10:39:00'),
    );
    expect(jane?.seconds).toBe(16 * 60);
  });

  it('is never longer than a meeting can last, whatever year a stay ends in', () => {
    const stay = { joinTime: '2026-05-04T10:00:00Z', leaveTime: '2926-05-04T11:00:00Z' };
    const [jane] = merge({ source: 'past_participants', email: 'jane@acme.com', ...stay });
    expect(jane?.seconds).toBe(48 * 3_600);
  });

  it('has no length when no stay has both ends', () => {
    const [jane] = merge({ source: 'join_events', email: 'j@acme.com', joinTime: '2026-05-04T10:00:00Z' });
    expect(jane?.seconds).toBeNull();
  });
});

describe('the side somebody is on', () => {
  it.each<[string, Sighting, string]>([
    ['a team domain', { source: 'invitees', email: 'x@halo-team.com' }, 'team'],
    ['a subdomain of it', { source: 'invitees', email: 'x@eu.halo-team.com' }, 'team'],
    ['a starred-out address there', { source: 'invitees', email: 'x***@halo-team.com' }, 'team'],
    ['a known free-mail address of a colleague', { source: 'invitees', email: 'Solo@gmail.com' }, 'team'],
    ['a tagged form of it', { source: 'invitees', email: 'solo+demo@gmail.com' }, 'team'],
    ['the untagged form of a tagged one', { source: 'invitees', email: 'boss@icloud.com' }, 'team'],
    ["anybody else's free-mail address", { source: 'invitees', email: 'x@gmail.com' }, 'outside'],
    ['the same Zoom account', { source: 'past_participants', name: 'X', internal: true }, 'team'],
    ['another Zoom account', { source: 'past_participants', name: 'X', internal: false }, 'outside'],
    ['the host, whatever the address', { source: 'host', email: 'x@contractor.com' }, 'team'],
    ['a customer', { source: 'invitees', email: 'x@acme.com' }, 'outside'],
    ['a look-alike of the team domain', { source: 'invitees', email: 'x@nothalo-team.com' }, 'outside'],
    ['a name and no more', { source: 'timeline', name: 'X' }, 'unknown'],
  ])('of %s', (_who, sighting, side) => {
    expect(merge(sighting)[0]?.side).toBe(side);
  });

  it('is the team as soon as one address of a person is', () => {
    const [person] = merge(
      { source: 'past_participants', email: 'me@acme.com', zoomUserId: 'u1' },
      { source: 'past_participants', email: 'me@halo-team.com', zoomUserId: 'u1' },
    );
    expect(person?.side).toBe('team');
  });
});
