import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startZoom, type ZoomServer } from '../../zoom/index.ts';
import { accountWith, recording } from '../../zoom/made-up.ts';
import { MovableClock } from '../../zoom/movable-clock.ts';
import { connect, get } from './zoom-client.ts';

let zoom: ZoomServer;
let clock: MovableClock;
let token: string;

beforeEach(async () => {
  clock = new MovableClock();
  const accounts = [accountWith(recording('words=='), recording('locked==', { restricted: true }))];
  zoom = await startZoom({ accounts, clock, autoConsent: true });
  token = (await connect(zoom)).access_token;
});
afterEach(() => zoom.close());

const bearer = (value: string) => ({
  headers: { authorization: `Bearer ${value}` },
  redirect: 'manual' as const,
});

async function transcriptUrl(uuid = 'words=='): Promise<string> {
  const { body } = await get(zoom, token, '/accounts/me/recordings');
  const files = body.meetings?.find((meeting) => meeting.uuid === uuid)?.recording_files ?? [];
  return files.find((file) => file.file_type === 'TRANSCRIPT')?.download_url ?? '';
}

describe('a download', () => {
  it('leads to another origin, which refuses a request that brings a token along', async () => {
    const hop = await fetch(await transcriptUrl(), bearer(token));
    const signed = hop.headers.get('location') ?? '';
    expect(hop.status).toBe(302);
    expect(new URL(signed).origin).toBe(zoom.signedOrigin);
    expect((await fetch(signed, bearer(token))).status).toBe(403);
    expect(await (await fetch(signed)).text()).toBe('WEBVTT\r\n\r\n');
  });

  it('answers 200 with a page when the token is missing, made up or dead', async () => {
    const url = await transcriptUrl();
    clock.pass(61);
    for (const options of [{}, bearer('made-up'), bearer(token)]) {
      const response = await fetch(url, options);
      expect([response.status, (await response.text()).slice(0, 15)]).toEqual([200, '<!doctype html>']);
    }
  });

  it('answers 200 with a page when only the host may have it', async () => {
    const response = await fetch(await transcriptUrl('locked=='), bearer(token));
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Only the host')]);
  });

  it('opens with the download token of its own recording, for as long as was asked', async () => {
    const url = await transcriptUrl();
    const path = (uuid: string) =>
      `/meetings/${encodeURIComponent(uuid)}/recordings?include_fields=download_access_token&ttl=120`;
    const own = String((await get(zoom, token, path('words=='))).body.download_access_token);
    const other = String((await get(zoom, token, path('locked=='))).body.download_access_token);
    expect((await fetch(url, bearer(own))).status).toBe(302);
    expect((await fetch(url, bearer(other))).status).toBe(200);
    clock.pass(3);
    expect((await fetch(url, bearer(own))).status).toBe(200);
  });

  it('of a trashed recording is a page too', async () => {
    const url = await transcriptUrl();
    await zoom.trash('words==');
    expect((await fetch(url, bearer(token))).status).toBe(200);
  });
});
