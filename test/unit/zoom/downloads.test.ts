import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forJob } from '../../../plugin/container.ts';
import { ZoomClient } from '../../../plugin/zoom/client.ts';
import { Downloads } from '../../../plugin/zoom/downloads.ts';
import { accountWith, recording } from '../zoom-simulator/zoom-client.ts';
import { type Rig, startRig } from './rig.ts';

const VTT = 'WEBVTT\r\n\r\n';

let rig: Rig;
const servers: Server[] = [];

beforeAll(async () => {
  rig = await startRig({
    accounts: [accountWith(recording('open=='), recording('shut==', { restricted: true }))],
  });
});
afterAll(() => rig.stop());
beforeEach(() => rig.connect());
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A server that stands in for Zoom's download hosts where they do what the simulated Zoom does not. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

async function fetchFile(url: string, downloadHosts = ['http://127.0.0.1:*']): Promise<string> {
  const host = await rig.host({ deployment: { downloadHosts } });
  return (await forJob(host, Downloads).fetch(url, 'the-token')).toString('utf8');
}

const redirectTo =
  (location: string): RequestListener =>
  (_, response) =>
    response.writeHead(302, { location }).end();

describe('a transcript file', () => {
  it('is fetched from Zoom, over the redirect to its pre-signed address', async () => {
    const host = await rig.host();
    const files = await forJob(host, ZoomClient).recordingFiles('open==');
    const url = files.files.find(({ type }) => type === 'TRANSCRIPT')?.downloadUrl ?? '';
    const body = await forJob(host, Downloads).fetch(url, files.downloadAccessToken ?? '');
    expect(body.toString('utf8')).toBe(VTT);
  });

  it('that Zoom shows to the host only is restricted, although Zoom answers 200', async () => {
    const host = await rig.host();
    const files = await forJob(host, ZoomClient).recordingFiles('shut==');
    const url = files.files.find(({ type }) => type === 'TRANSCRIPT')?.downloadUrl ?? '';
    await expect(forJob(host, Downloads).fetch(url, files.downloadAccessToken ?? '')).rejects.toMatchObject({
      code: 'zoom.download_restricted',
      advice: expect.stringContaining('Allow downloads'),
    });
  });

  it.each([
    ['a login page', 200, '<!DOCTYPE html><title>Sign In</title>', 'zoom.download_restricted'],
    ['a page after blank lines', 200, '\r\n\r\n <html></html>', 'zoom.download_restricted'],
    ['XML', 200, '<?xml version="1.0"?><Error/>', 'zoom.download_restricted'],
    ['401', 401, '', 'zoom.download_restricted'],
    ['403', 403, 'Only one auth mechanism allowed.', 'zoom.download_restricted'],
    ['404', 404, '', 'zoom.not_found'],
    ['429', 429, '', 'zoom.unreachable'],
    ['503', 503, '', 'zoom.unreachable'],
  ])('answered with %s is a typed error', async (_, status, body, code) => {
    const origin = await serve((_request, response) => response.writeHead(status).end(body));
    await expect(fetchFile(`${origin}/x`)).rejects.toMatchObject({ code });
  });

  it('that breaks off in the middle is an error, not half a transcript', async () => {
    const origin = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write(VTT, () => response.destroy());
    });
    await expect(fetchFile(`${origin}/x`)).rejects.toMatchObject({ code: 'zoom.unreachable', retry: 'now' });
  });

  it('is not read any further than 25 MB', async () => {
    const blocks = Array.from({ length: 40 }, () => Buffer.alloc(1024 * 1024, 'x'));
    const origin = await serve((_, response) => {
      pipeline(Readable.from(blocks), response).catch(() => undefined);
    });
    await expect(fetchFile(`${origin}/x`)).rejects.toMatchObject({
      code: 'zoom.download_too_large',
      retry: 'never',
    });
  });
});

describe('the token of a download', () => {
  const seen: (string | undefined)[] = [];
  const file: RequestListener = (request, response) => {
    seen.push(request.headers.authorization);
    response.end(VTT);
  };
  beforeEach(() => {
    seen.length = 0;
  });

  it('is sent to the address that Zoom gave', async () => {
    expect(await fetchFile(`${await serve(file)}/x`)).toBe(VTT);
    expect(seen).toEqual(['Bearer the-token']);
  });

  it('does not follow a redirect to another origin', async () => {
    const origin = await serve(redirectTo(`${await serve(file)}/signed`));
    expect(await fetchFile(`${origin}/x`)).toBe(VTT);
    expect(seen).toEqual([undefined]);
  });

  it('does not come back when the redirect does', async () => {
    let home = '';
    const away = await serve((_, response) => response.writeHead(302, { location: `${home}/back` }).end());
    home = await serve((request, response) =>
      request.url === '/x'
        ? response.writeHead(302, { location: `${away}/hop` }).end()
        : file(request, response),
    );
    expect(await fetchFile(`${home}/x`)).toBe(VTT);
    expect(seen).toEqual([undefined]);
  });
});

describe('an address that Zoom gives', () => {
  it.each([
    ['on another host', 'https://example.com/x'],
    ['over plain HTTP', 'http://us06web.zoom.us/x'],
    ['on an IP address', 'https://10.0.0.1/x'],
    ['on a port of its own', 'https://us06web.zoom.us:8443/x'],
    ['with a user in it', 'https://user:secret@us06web.zoom.us/x'],
    ['that is a file', 'file:///etc/passwd'],
    ['that is no address', 'download me'],
  ])('%s is not asked', async (_, url) => {
    const error: unknown = await fetchFile(url, ['zoom.us', '*.zoom.us']).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'zoom.host_not_allowed', retry: 'never' });
    expect(String(error)).not.toMatch(/secret|passwd|10\.0\.0\.1/);
  });

  it('that redirects to a host of somebody else’s is not followed there', async () => {
    const asked: string[] = [];
    const stranger = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.end(VTT);
    });
    const origin = await serve(redirectTo(`${stranger}/x`));
    await expect(fetchFile(`${origin}/x`, [origin])).rejects.toMatchObject({ code: 'zoom.host_not_allowed' });
    expect(asked).toEqual([]);
  });

  it('that redirects in circles is given up', async () => {
    let asked = 0;
    const origin = await serve((_, response) => {
      asked += 1;
      response.writeHead(302, { location: '/again' }).end();
    });
    await expect(fetchFile(`${origin}/x`)).rejects.toMatchObject({ code: 'zoom.download_restricted' });
    expect(asked).toBeLessThan(10);
  });
});
