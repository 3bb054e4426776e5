import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openProxy, type RecordingProxy } from '../../scripts/record/proxy.ts';
import { json, redirect, type ZoomReply, type ZoomRequest } from '../zoom/exchange.ts';
import { type Listener, listen } from '../zoom/listener.ts';

const OUTSIDE = 'https://files.contoso.com/transcript.vtt';
const NOW = new Date('2026-10-15T12:00:00Z');

const ANSWERS: Readonly<Record<string, (origin: string) => ZoomReply>> = {
  '/v2/meetings/1/recordings': (origin) =>
    json(200, {
      recording_files: [{ download_url: `${origin}/rec/download/a` }, { download_url: OUTSIDE }],
    }),
  '/rec/download/a': (origin) => redirect(`${origin}/rec/signed/b?Expires=1`),
  '/rec/signed/b': () => ({ status: 200, headers: { 'content-type': 'text/vtt' }, body: 'WEBVTT\n' }),
};

let zoom: Listener;
let proxy: RecordingProxy;
let asked: ZoomRequest[];

beforeEach(async () => {
  asked = [];
  zoom = await listen(0, async (request) => {
    asked.push(request);
    return ANSWERS[request.path]?.(zoom.origin) ?? json(404, { code: 404, message: 'No.' });
  });
  const { origin } = zoom;
  proxy = await openProxy(
    { apiUrl: origin, oauthUrl: origin, downloadHosts: [origin] },
    { most: 10, now: () => NOW },
  );
});
afterEach(async () => {
  await proxy.close();
  await zoom.close();
});

const get = (url: string) => fetch(url, { headers: { authorization: 'Bearer a-token' }, redirect: 'manual' });

async function filesShown(): Promise<string[]> {
  const response = await get(`${proxy.zoom.apiUrl}/v2/meetings/1/recordings`);
  const body: { recording_files: { download_url: string }[] } = JSON.parse(await response.text());
  return body.recording_files.map((file) => file.download_url);
}

describe('the proxy', () => {
  it('has the plugin fetch a file through it, hop by hop, and keeps each hop under Zoom’s own address', async () => {
    const [file = ''] = await filesShown();
    const hop = await get(file);
    const signed = hop.headers.get('location') ?? '';
    expect([file, signed].map((url) => new URL(url).origin)).toEqual(Array(2).fill(proxy.zoom.apiUrl));
    expect(await (await fetch(signed)).text()).toBe('WEBVTT\n');
    expect(proxy.exchanges().map(({ place, url, status }) => [place, url, status])).toEqual([
      ['api', `${zoom.origin}/v2/meetings/1/recordings`, 200],
      ['file', `${zoom.origin}/rec/download/a`, 302],
      ['signed', `${zoom.origin}/rec/signed/b?Expires=1`, 200],
    ]);
    expect(proxy.exchanges()[0]?.text).toContain(`${zoom.origin}/rec/download/a`);
  });

  it('sends Zoom the plugin’s token where the plugin sends it, and nowhere else', async () => {
    const [file = ''] = await filesShown();
    const signed = (await get(file)).headers.get('location') ?? '';
    await fetch(signed);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer a-token',
      'Bearer a-token',
      undefined,
    ]);
  });

  it('leaves the address of a file elsewhere to the plugin, which refuses it', async () => {
    expect((await filesShown())[1]).toBe(OUTSIDE);
  });

  it('fetches nothing that Zoom has not named', async () => {
    const { status } = await get(`${proxy.zoom.apiUrl}/file/7`);
    expect([status, asked.length, proxy.exchanges().length]).toEqual([404, 0, 0]);
  });

  it('sends the browser to Zoom’s own consent page, and keeps nothing of it', async () => {
    const response = await get(`${proxy.zoom.oauthUrl}/oauth/authorize?state=s&client_id=c`);
    expect(response.headers.get('location')).toBe(`${zoom.origin}/oauth/authorize?state=s&client_id=c`);
    expect(proxy.exchanges()).toEqual([]);
  });

  it('cuts the connection where Zoom does not answer, so that the plugin meets what it would meet', async () => {
    await zoom.close();
    await expect(get(`${proxy.zoom.apiUrl}/v2/users/me`)).rejects.toThrow();
    expect(proxy.exchanges()).toEqual([]);
  });
});
