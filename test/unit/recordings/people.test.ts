import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forJob } from '../../../plugin/container.ts';
import { People } from '../../../plugin/recordings/people.ts';
import type { ListedRecording } from '../../../plugin/zoom/recording.ts';
import type { ScheduledMeeting } from '../../zoom/account.ts';
import { accountWith, recording } from '../../zoom/made-up.ts';
import { ADMIN_MANAGED_SCOPES } from '../../zoom/scopes.ts';
import { type Rig, startRig } from '../zoom/rig.ts';
import { listed } from './made-up.ts';

const REGISTERED = 81234567890;
const UNREGISTERED = 81234567891;
const PARTICIPANTS = { template: '/v2/past_meetings/{id}/participants' };

function scheduled(id: number, change: Partial<ScheduledMeeting> = {}): ScheduledMeeting {
  return {
    id,
    hostId: 'hostOne',
    topic: 'Weekly',
    type: 2,
    timezone: 'UTC',
    createdAt: '2026-10-01T00:00:00Z',
    expired: false,
    invitees: [{ email: 'invitee@customer.example', internal: false }],
    alternativeHosts: ['two@example.com'],
    panelists: [],
    ...change,
  };
}

const registrant = {
  id: 'r1',
  email: 'registered@customer.example',
  firstName: 'Reg',
  lastName: 'Istered',
  organisation: '',
  jobTitle: '',
  status: 'approved' as const,
};

let rig: Rig;

beforeAll(async () => {
  const account = accountWith(recording('with=='), recording('without==', { meetingId: UNREGISTERED }));
  const meetings = [scheduled(REGISTERED, { registrants: [registrant] }), scheduled(UNREGISTERED)];
  rig = await startRig({ accounts: [{ ...account, meetings }] });
});
afterAll(() => rig.stop());
beforeEach(() => rig.connect());

async function people(change: Partial<ListedRecording>, scopes: readonly string[] = ADMIN_MANAGED_SCOPES) {
  const of = listed({ uuid: 'with==', meetingId: String(REGISTERED), ...change });
  return forJob(await rig.host(), People).find(of, scopes);
}
const emails = (found: Awaited<ReturnType<typeof people>>) =>
  found.flatMap(({ source, email }) => (email ? [`${source}: ${email}`] : []));

describe('the people of a meeting', () => {
  it('come from every source that names them, for Zoom blanks guests among participants', async () => {
    const found = await people({});
    expect(emails(found)).toEqual([
      'host: host@example.com',
      'past_participants: host@example.com',
      'past_participants: invited@customer.example',
      'past_participants: registered@customer.example',
      'invitees: invitee@customer.example',
      'alternative_hosts: two@example.com',
      'registrants: registered@customer.example',
    ]);
    expect(found).toContainEqual(expect.objectContaining({ source: 'past_participants', name: 'Guest' }));
  });

  it('are not asked for among registrants where registration is off, which Zoom calls an error', async () => {
    await people({ uuid: 'without==', meetingId: String(UNREGISTERED) });
    expect(rig.zoom.counts()).not.toHaveProperty('GET /v2/meetings/{id}/registrants');
  });

  it('are asked for only where the grant allows it', async () => {
    const scopes = ADMIN_MANAGED_SCOPES.filter(
      (scope) => !scope.startsWith('meeting:read:list_past_participants'),
    );
    expect(emails(await people({}, scopes))).toContain('invitees: invitee@customer.example');
    expect(rig.zoom.counts()).not.toHaveProperty('GET /v2/past_meetings/{id}/participants');
  });

  it.each([
    ['the meeting is older than a year', 400, { code: 12702, message: 'Too old.' }],
    ['the meeting has expired', 404, { code: 3001, message: 'Meeting does not exist.' }],
    ['the plan does not allow it', 200, { code: 200, message: 'Only for paid accounts.' }],
    ['the user may not', 400, { code: 3161, message: 'Not allowed.' }],
    ['a scope is missing', 400, { code: 4711, message: 'Invalid access token, does not contain scopes.' }],
    ['the host has left', 404, { code: 1001, message: 'User does not exist.' }],
  ])('lose one source, and only that, when %s', async (_, status, body) => {
    rig.zoom.faults.add({ match: PARTICIPANTS, respond: { status, body } });
    expect(emails(await people({}))).toEqual([
      'host: host@example.com',
      'invitees: invitee@customer.example',
      'alternative_hosts: two@example.com',
      'registrants: registered@customer.example',
    ]);
  });

  it.each([
    ['a daily limit', 429, { code: 429, message: 'maximum daily rate limit' }, 'zoom.daily_limit'],
    ['an answer that cannot be read', 200, '<html>', 'zoom.unreadable_answer'],
  ])('are asked for again later after %s, rather than taken for nobody', async (_, status, body, code) => {
    const headers = { 'retry-after': '2027-01-01T00:00:00Z' };
    rig.zoom.faults.add({ match: PARTICIPANTS, respond: { status, body, headers } });
    await expect(people({})).rejects.toMatchObject({ code });
  });

  it.each(['upload', 'breakout'] as const)(
    'are the host alone for %s, and Zoom is asked nothing',
    async (kind) => {
      expect(emails(await people({ kind }))).toEqual(['host: host@example.com']);
      expect(rig.zoom.counts()).toEqual({});
    },
  );

  it('of a webinar come from the webinar’s own endpoints', async () => {
    await people({ kind: 'webinar' });
    expect(Object.keys(rig.zoom.counts()).toSorted()).toEqual([
      'GET /v2/past_webinars/{id}/participants',
      'GET /v2/webinars/{id}/registrants',
    ]);
  });

  it('are those of twenty pages, 6,000 people, where Zoom goes on naming further ones', async () => {
    for (let page = 1; page <= 30; page += 1)
      rig.zoom.faults.add({
        match: PARTICIPANTS,
        respond: { status: 200, body: { page_size: 300, participants: [], next_page_token: `page-${page}` } },
      });
    await people({});
    rig.zoom.faults.clear();
    expect(rig.zoom.counts()).toMatchObject({ 'GET /v2/past_meetings/{id}/participants': 20 });
  });

  it('of a recording without a numeric id are those who took part', async () => {
    expect(emails(await people({ meetingId: '' }))).toHaveLength(4);
    expect(Object.keys(rig.zoom.counts())).toEqual(['GET /v2/past_meetings/{id}/participants']);
  });
});
