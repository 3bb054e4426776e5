import { describe, expect, it } from 'vitest';
import * as wire from '../../../plugin/zoom/wire-people.ts';

describe('people', () => {
  it('who are not signed in have no id and no address', () => {
    const guest = { id: '', name: 'Dana', user_email: '', status: 'in_meeting', internal_user: false };
    expect(wire.participantsPage.parse({ participants: [guest], next_page_token: '' })).toEqual({
      people: [
        {
          name: 'Dana',
          email: null,
          userId: null,
          registrantId: null,
          internal: false,
          waiting: false,
          joinTime: null,
          leaveTime: null,
        },
      ],
      nextPageToken: null,
    });
  });

  it('who never got past the waiting room are told apart', () => {
    const { people } = wire.participantsPage.parse({
      participants: [{ name: 'W', status: 'in_waiting_room' }],
    });
    expect(people).toMatchObject([{ waiting: true, internal: null }]);
  });

  it('who registered have one name and the address they gave', () => {
    const registrants = [{ id: 'r1', email: 'a@b.example', first_name: 'Ada', last_name: '' }, { id: 'r2' }];
    expect(wire.registrantsPage.parse({ registrants }).people).toMatchObject([
      { name: 'Ada', email: 'a@b.example', registrantId: 'r1' },
      { name: null, email: null, registrantId: 'r2' },
    ]);
  });
});

describe('what was scheduled', () => {
  it('names invitees and alternative hosts', () => {
    const settings = {
      meeting_invitees: [{ email: 'guest@customer.example', internal_user: false }, { email: '' }],
      alternative_hosts: 'a@example.com; b@example.com,c@example.com;',
    };
    expect(wire.meetingDetails.parse({ settings })).toMatchObject({
      invitees: [
        { email: 'guest@customer.example', internal: false },
        { email: null, internal: null },
      ],
      alternativeHosts: ['a@example.com', 'b@example.com', 'c@example.com'],
    });
  });

  it.each([
    [{ approval_type: 0 }, true],
    [{ approval_type: '1' }, true],
    [{ approval_type: 2 }, false],
    [{}, false],
    [null, false],
    [undefined, false],
  ])('with the settings %j has registration: %j', (settings, registrationOn) => {
    expect(wire.meetingDetails.parse({ settings }).registrationOn).toBe(registrationOn);
  });
});
