import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { hostname } from 'node:os';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forJob } from '../../../plugin/container.ts';
import { ZoomClient } from '../../../plugin/zoom/client.ts';
import { Downloads } from '../../../plugin/zoom/downloads.ts';
import { isPublicAddress } from '../../../plugin/zoom/public-addresses.ts';
import manifest from '../../../plugin.manifest.json' with { type: 'json' };
import { accountWith, recording } from '../../zoom/made-up.ts';
import { type Rig, startRig } from './rig.ts';

const VTT = 'WEBVTT\r\n\r\n';

/** A name that is sure to lead inside, without a name server for tests: this machine's own, where it has an address. */
const ownNameLeadsInside = await lookup(hostname(), { all: true }).then(
  (found) => found.every(({ address }) => !isPublicAddress(address)),
  () => false,
);

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

  const zipped = gzipSync(VTT.repeat(100));
  it.each([
    ['the connection dies', { 'content-length': '1000' }, Buffer.from(VTT), true],
    ['the body is shorter than its stated length', { 'content-length': '1000' }, Buffer.from(VTT), false],
    ['the last chunk is missing', {}, Buffer.from(VTT), true],
    ['the compressed body has lost its end', { 'content-encoding': 'gzip' }, zipped.subarray(0, -8), false],
    ['the body is not compressed as it says', { 'content-encoding': 'gzip' }, Buffer.from(VTT), false],
  ])('is an error that is tried again, not half a transcript, when %s', async (_, headers, body, dies) => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { connection: 'close', ...headers });
      if (dies) response.write(body, () => response.destroy());
      else response.end(body);
    });
    await expect(fetchFile(`${origin}/x`)).rejects.toMatchObject({ code: 'zoom.unreachable', retry: 'now' });
  });

  it('is unpacked when Zoom sends it compressed', async () => {
    const origin = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(zipped),
    );
    expect(await fetchFile(`${origin}/x`)).toBe(VTT.repeat(100));
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

  it('is refused when a small body unfolds to more, and is not unfolded to its end', async () => {
    // It has no end: whoever unfolds all of it before looking at its size never comes back.
    const nothing = Buffer.alloc(1024 * 1024);
    let sentBytes = 0;
    let hungUp: Promise<unknown> | undefined;
    const origin = await serve((_, response) => {
      hungUp = once(response, 'close');
      const zip = createGzip().on('data', (chunk: Buffer) => {
        sentBytes += chunk.length;
      });
      response.writeHead(200, { 'content-encoding': 'gzip' });
      pipeline(Readable.from(forEver(nothing)), zip, response).catch(() => undefined);
    });
    await expect(fetchFile(`${origin}/x`)).rejects.toMatchObject({ code: 'zoom.download_too_large' });
    await hungUp;
    expect(sentBytes).toBeLessThan(1024 * 1024);
  });
});

function* forEver<T>(value: T): Generator<T> {
  for (;;) yield value;
}

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

  it.each([401, 403])(
    'is not shown to a host of somebody else’s that answers %i without it',
    async (status) => {
      const away = await serve((request, response) => {
        seen.push(request.headers.authorization);
        response.writeHead(status).end();
      });
      const origin = await serve(redirectTo(`${away}/signed`));
      await expect(fetchFile(`${origin}/x`)).rejects.toMatchObject({ code: 'zoom.download_restricted' });
      expect(seen).toEqual([undefined]);
    },
  );

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

  it.each([
    ['the cloud’s metadata service', 'http://169.254.169.254/latest/meta-data/iam'],
    ['a service on this machine', 'http://127.0.0.1:5432/'],
    ['this machine by its number', 'http://2130706433/x'],
    ['this machine in IPv6', 'http://[::1]/x'],
    ['this machine in IPv6, over TLS', 'https://[::ffff:7f00:1]/x'],
    ['plain HTTP on Zoom’s own host', 'http://us06web.zoom.us/x'],
    ['a host that only looks like Zoom’s', 'https://us06web.zoom.us@evil.example/x'],
    ['a host behind a user', 'https://us06web.zoom.us%2f@127.0.0.1/x'],
    ['whatever the scheme is, with another host', '//evil.example/x'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:text/vtt,WEBVTT'],
  ])('that redirects to %s is given up there', async (_, location) => {
    const origin = await serve(redirectTo(location));
    const hosts = [origin, ...manifest.network.download];
    await expect(fetchFile(`${origin}/x`, hosts)).rejects.toMatchObject({ code: 'zoom.host_not_allowed' });
  });

  const countdown: RequestListener = (request, response) => {
    const left = Number(request.url?.slice(1));
    if (left === 0) response.end(VTT);
    else response.writeHead(302, { location: `/${left - 1}` }).end();
  };

  it('may redirect five times', async () => {
    expect(await fetchFile(`${await serve(countdown)}/5`)).toBe(VTT);
  });

  it('that redirects ten times is given up after the fifth', async () => {
    const asked: string[] = [];
    const origin = await serve((request, response) => {
      asked.push(request.url ?? '');
      countdown(request, response);
    });
    await expect(fetchFile(`${origin}/10`)).rejects.toMatchObject({ code: 'zoom.download_restricted' });
    expect(asked).toEqual(['/10', '/9', '/8', '/7', '/6', '/5']);
  });

  it.skipIf(!ownNameLeadsInside)('whose host leads inside the network is not asked', async () => {
    const asked: string[] = [];
    const inside = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.end(VTT);
    });
    const host = `${hostname().toLowerCase()}:${new URL(inside).port}`;
    await expect(fetchFile(`http://${host}/x`, [`http://${host}`])).rejects.toMatchObject({
      code: 'zoom.host_not_allowed',
      message: expect.stringContaining('inside a private network'),
    });
    expect(asked).toEqual([]);
  });
});
