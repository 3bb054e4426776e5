import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startZoom, type ZoomServer } from '../../zoom/index.ts';
import { accountWith, recording } from '../../zoom/made-up.ts';
import { MovableClock } from '../../zoom/movable-clock.ts';
import { connect, get } from './zoom-client.ts';

let zoom: ZoomServer;
let ask: (path: string) => ReturnType<typeof get>;

const scheduled = {
  id: 81234567890,
  hostId: 'hostOne',
  topic: 'Weekly',
  type: 2,
  timezone: 'UTC',
  createdAt: '2026-09-01T09:00:00Z',
  expired: false,
  invitees: [{ email: 'guest@customer.example', internal: false }],
  alternativeHosts: ['two@example.com'],
  panelists: [],
};

beforeEach(async () => {
  const alone = recording('alone==', { meetingId: 82222222222 });
  const account = accountWith(
    recording('full=='),
    { ...alone, attendees: alone.attendees.slice(0, 1) },
    recording('old==', { startTime: '2025-10-01T09:00:00Z' }),
  );
  account.meetings = [scheduled, { ...scheduled, id: 83333333333, expired: true }];
  zoom = await startZoom({ accounts: [account], clock: new MovableClock(), autoConsent: true });
  const { access_token } = await connect(zoom);
  ask = (path) => get(zoom, access_token, path);
});
afterEach(() => zoom.close());

describe('past participants', () => {
  it("show a guest's address only if they registered or were on the calendar invite", async () => {
    const { body } = await ask('/past_meetings/full%3D%3D/participants?page_size=300');
    expect(
      Object.fromEntries((body.participants ?? []).map(({ name, user_email }) => [name, user_email])),
    ).toEqual({
      Hanna: 'host@example.com',
      Guest: '',
      Invited: 'invited@customer.example',
      Registered: 'registered@customer.example',
    });
  });

  it('are nobody when one person was alone', async () => {
    expect((await ask('/past_meetings/alone%3D%3D/participants')).body).toMatchObject({
      total_records: 0,
      participants: [],
    });
  });

  it('are forgotten after a year', async () => {
    expect(await ask('/past_meetings/old%3D%3D/participants')).toMatchObject({
      status: 400,
      body: { code: 12702 },
    });
  });
});

describe('the scheduled meeting', () => {
  it('names invitees from outside in full', async () => {
    const { body } = await ask('/meetings/81234567890');
    expect(body).toMatchObject({
      settings: {
        alternative_hosts: 'two@example.com',
        meeting_invitees: [{ email: 'guest@customer.example', internal_user: false }],
      },
    });
  });

  it('stands under the uuid of its latest occurrence', async () => {
    expect((await ask('/meetings/81234567890')).body.uuid).toBe('full==');
  });

  it('is gone 30 days after its last date, and is not found by a uuid', async () => {
    expect((await ask('/meetings/83333333333')).body.code).toBe(3001);
    expect((await ask('/meetings/full%3D%3D')).body.code).toBe(300);
  });

  it('has no registrants when registration is off', async () => {
    expect((await ask('/meetings/81234567890/registrants')).body.code).toBe(300);
  });

  it('is no webinar, which the account could not see without the add-on', async () => {
    expect((await ask('/webinars/81234567890')).body.code).toBe(200);
  });
});
