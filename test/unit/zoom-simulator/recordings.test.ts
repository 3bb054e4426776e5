import { afterEach, describe, expect, it } from 'vitest';
import { startZoom, type ZoomServer } from '../../zoom/index.ts';
import { accountWith, recording } from '../../zoom/made-up.ts';
import { MovableClock } from '../../zoom/movable-clock.ts';
import type { ZoomOptions } from '../../zoom/options.ts';
import { connect, get } from './zoom-client.ts';

let zoom: ZoomServer | undefined;
afterEach(() => zoom?.close());

async function listed(options: Partial<ZoomOptions> & Pick<ZoomOptions, 'accounts'>) {
  const server = await startZoom({ clock: new MovableClock(), autoConsent: true, ...options });
  zoom = server;
  const { access_token } = await connect(server);
  return (path: string) => get(server, access_token, path);
}

const uuids = (answer: { body: { meetings?: { uuid: string }[] } }) =>
  (answer.body.meetings ?? []).map(({ uuid }) => uuid);

describe('listing recordings', () => {
  const accounts = [
    accountWith(
      recording('today==', { startTime: '2026-10-15T23:59:59Z' }),
      recording('first==', { startTime: '2026-09-15T00:00:00Z' }),
      recording('older==', { startTime: '2026-09-14T23:59:59Z' }),
      recording('ancient==', { startTime: '2026-01-10T10:00:00Z' }),
      recording('working==', { startTime: '2026-10-14T10:00:00Z', state: 'processing' }),
      recording('binned==', { startTime: '2026-08-01T10:00:00Z', state: 'trashed' }),
    ),
  ];

  it('shows today only when no dates are given', async () => {
    const ask = await listed({ accounts });
    expect(uuids(await ask('/accounts/me/recordings'))).toEqual(['today==']);
  });

  it('counts both ends in, newest first', async () => {
    const ask = await listed({ accounts });
    const answer = await ask('/accounts/me/recordings?from=2026-09-15&to=2026-10-15');
    expect(uuids(answer)).toEqual(['today==', 'working==', 'first==']);
  });

  it('cuts a range over a month to its last month and says so', async () => {
    const ask = await listed({ accounts });
    const answer = await ask('/accounts/me/recordings?from=2026-01-01&to=2026-10-15');
    expect(answer.body).toMatchObject({ from: '2026-09-15', to: '2026-10-15', total_records: 3 });
  });

  it('has nothing older than six months', async () => {
    const ask = await listed({ accounts });
    expect(uuids(await ask('/accounts/me/recordings?from=2026-01-01&to=2026-01-30'))).toEqual([]);
  });

  it('finds the trash whatever the dates', async () => {
    const ask = await listed({ accounts });
    expect(uuids(await ask('/accounts/me/recordings?trash=true'))).toEqual(['binned==']);
  });

  it("names the host's address in the account's listing only", async () => {
    const ask = await listed({ accounts });
    expect((await ask('/accounts/me/recordings')).body.meetings?.[0]).toMatchObject({
      host_email: 'host@example.com',
    });
    expect((await ask('/users/me/recordings')).body.meetings?.[0]).not.toHaveProperty('host_email');
  });

  it('blanks the file types of a recording in the works, which cannot be opened yet', async () => {
    const ask = await listed({ accounts });
    const answer = await ask('/accounts/me/recordings?from=2026-10-14&to=2026-10-14');
    expect(answer.body.meetings?.[0]?.recording_files[0]?.file_type).toBe('');
    expect((await ask('/meetings/working%3D%3D/recordings')).body).toMatchObject({
      code: 3301,
      message: 'This recording is still being processed. Please check back later.',
    });
    expect((await ask('/meetings/binned%3D%3D/recordings')).body.message).toBe(
      'This recording does not exist.',
    );
  });
});

describe('pages', () => {
  const accounts = [accountWith(...['a', 'b', 'c'].map((name) => recording(`${name}==`)))];
  const path = '/accounts/me/recordings?page_size=2';

  it('come with a token for the next one, until there is none', async () => {
    const ask = await listed({ accounts });
    const first = await ask(path);
    expect(first.body).toMatchObject({ total_records: 3, page_count: 2 });
    const second = await ask(`${path}&next_page_token=${first.body.next_page_token}`);
    expect([...uuids(first), ...uuids(second)].toSorted()).toEqual(['a==', 'b==', 'c==']);
    expect(second.body.next_page_token).toBe('');
  });

  it('start over when the token is sent empty', async () => {
    const ask = await listed({ accounts });
    expect(uuids(await ask(`${path}&next_page_token=`))).toEqual(uuids(await ask(path)));
  });

  it('lose their token after 15 minutes', async () => {
    const clock = new MovableClock();
    const ask = await listed({ accounts, clock });
    const { next_page_token: token } = (await ask(path)).body;
    clock.pass(16);
    expect(await ask(`${path}&next_page_token=${token}`)).toMatchObject({ status: 400, body: { code: 300 } });
  });

  it('hold 300 at most', async () => {
    const ask = await listed({ accounts });
    expect((await ask('/accounts/me/recordings?page_size=301')).body.message).toBe('Validation Failed.');
  });
});

describe('naming a meeting', () => {
  const recordings = [
    recording('/slash9f==', { startTime: '2026-10-01T09:00:00Z' }),
    recording('in//side==', { startTime: '2026-10-08T09:00:00Z' }),
    recording('one/slash==', { startTime: '2026-10-15T09:00:00Z' }),
  ];
  const encodings = {
    once: encodeURIComponent,
    twice: (uuid: string) => encodeURIComponent(encodeURIComponent(uuid)),
    none: (uuid: string) => uuid,
  };

  it.each([
    ['/slash9f==', { once: 404, twice: 200, none: 404 }],
    ['in//side==', { once: 404, twice: 200, none: 404 }],
    ['one/slash==', { once: 200, twice: 200, none: 404 }],
  ])('by %s works only in the encoding that Zoom can read', async (uuid, expected) => {
    const ask = await listed({ accounts: [accountWith(...recordings)] });
    for (const name of ['once', 'twice', 'none'] as const) {
      const answer = await ask(`/meetings/${encodings[name](uuid)}/recordings`);
      expect([name, answer.status]).toEqual([name, expected[name]]);
    }
  });

  it('by its numeric id finds the latest occurrence only', async () => {
    const ask = await listed({ accounts: [accountWith(...recordings)] });
    expect((await ask('/meetings/81234567890/recordings')).body.uuid).toBe('one/slash==');
  });
});

describe('the AI Companion transcript', () => {
  it('is another store: a VTT among the files does not show there', async () => {
    const ask = await listed({ accounts: [accountWith(recording('vtt=='))] });
    expect((await ask('/meetings/vtt%3D%3D/transcript')).status).toBe(404);
  });

  it('may carry an address although it cannot be downloaded yet', async () => {
    const companionTranscript = {
      createdAt: '2026-10-15T10:00:00Z',
      canDownload: false,
      restriction: 'NOT_READY' as const,
      content: '',
    };
    const ask = await listed({
      accounts: [accountWith(recording('ai==', { state: 'unlisted', companionTranscript }))],
    });
    expect((await ask('/meetings/ai%3D%3D/transcript')).body).toMatchObject({
      can_download: false,
      download_restriction_reason: 'NOT_READY',
      download_url: expect.stringContaining('/rec/download/'),
    });
  });
});
