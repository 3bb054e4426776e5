import { createServer } from 'node:http';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ZoomServer } from '../zoom/index.ts';
import { anotherZoom } from './another-zoom.ts';
import { build } from './build.ts';
import { type Env, run } from './command.ts';
import { report } from './report.ts';

async function runOnce(env: Env) {
  const { code, stdout, stderr } = await run(['--once', '--json'], env);
  expect(stdout, stderr).not.toBe('');
  return { code, stderr, report: report.parse(JSON.parse(stdout)) };
}

/** What Zoom's own log counts, in the report's terms: a download is one request, wherever it is redirected to. */
function countsOf(zoom: ZoomServer): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method, template } of zoom.requests) {
    const isBrowser = template === '/oauth/authorize';
    if (isBrowser || template.startsWith('/rec/signed/')) continue;
    const endpoint = template.startsWith('/rec/') ? `${method} {}` : unnamed(`${method} ${template}`);
    counts[endpoint] = (counts[endpoint] ?? 0) + 1;
  }
  return counts;
}

/** The two sides have names of their own for what stands in a path. */
function unnamed(endpoint: string): string {
  return endpoint.replaceAll(/\{\w+\}|\bme\b/g, '{}');
}

beforeAll(build);

describe('npm start -- --once with a Zoom that the environment names', () => {
  it('ingests its recordings and links them to the customers of HALO_SEED', async () => {
    const { zoom, env, customers } = await anotherZoom();
    const { code, report: seen } = await runOnce(env);

    expect(code).toBe(0);
    expect(seen.connection).toEqual({ state: 'connected', zoomAccountId: zoom.accounts[0]?.id });
    expect(seen.run).toMatchObject({ ingested: Object.keys(customers).length, failed: 0 });
    const links = seen.meetings.map(({ uuid, links: [first, ...more] }) => {
      const { companyId, endUserId } = first ?? {};
      return [uuid, { companyId, endUserId }, more.length];
    });
    expect(links).toEqual(
      expect.arrayContaining(Object.entries(customers).map(([uuid, customer]) => [uuid, customer, 0])),
    );
    const requests = Object.entries(seen.requests).map(([endpoint, n]) => [unnamed(endpoint), n]);
    expect(Object.fromEntries(requests)).toEqual(countsOf(zoom));
  });

  it('takes the addresses without /v2 and /oauth too, and a user-managed app', async () => {
    const { zoom, env, customers } = await anotherZoom({ scope: 'user_managed' });
    const { code, report: seen } = await runOnce({
      ...env,
      ZOOM_API_URL: zoom.origin,
      ZOOM_OAUTH_URL: `${zoom.origin}/`,
      ZOOM_DOWNLOAD_HOSTS: 'files.zoom.example, http://127.0.0.1:*',
    });

    expect(code).toBe(0);
    expect(seen.connection.state).toBe('connected');
    expect(seen.requests).toHaveProperty('GET /v2/users/me/recordings');
    expect(seen.requests).not.toHaveProperty('GET /v2/accounts/me/recordings');
    expect(seen.knowledge['zoom:']).toBe(Object.keys(customers).length);
  });

  it('succeeds although Zoom answers its first three requests with 500', async () => {
    const { zoom, env, customers } = await anotherZoom();
    zoom.faults.add({ times: 3, respond: { status: 500, body: 'Internal Server Error' } });
    const { code, report: seen } = await runOnce(env);

    expect(code).toBe(0);
    expect(zoom.requests.slice(0, 3).map(({ status }) => status)).toEqual([500, 500, 500]);
    expect(seen.knowledge['zoom:']).toBe(Object.keys(customers).length);
  });

  it('says in one sentence that the connect was declined', async () => {
    const { env } = await anotherZoom();
    const end = await run(['--once', '--json'], { ...env, ZOOM_OAUTH_URL: await decliningConsentPage() });

    expect(end).toMatchObject({ code: 1, stdout: '' });
    expect(end.stderr.trimEnd().split('\n')).toEqual([expect.stringContaining('the request was declined')]);
  });

  it('says that the consent page waits for a person where it does not redirect', async () => {
    const { env } = await anotherZoom({ autoConsent: false });
    const end = await run(['--once', '--json'], env);

    expect(end).toMatchObject({ code: 1, stdout: '' });
    expect(end.stderr.trimEnd().split('\n')).toEqual([expect.stringContaining('waits for a person')]);
  });

  it('does not download from a host that is not named', async () => {
    const { zoom, env } = await anotherZoom();
    const { code, report: seen } = await runOnce({ ...env, ZOOM_DOWNLOAD_HOSTS: '*.zoom.us' });

    expect(code).toBe(1);
    expect(seen.knowledge['zoom:']).toBe(0);
    expect(zoom.requests.some(({ template }) => template.startsWith('/rec/'))).toBe(false);
  });
});

/** A consent page on which somebody has pressed Decline. */
async function decliningConsentPage(): Promise<string> {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://consent.example');
    const back = new URL(searchParams.get('redirect_uri') ?? '');
    back.search = new URLSearchParams({
      error: 'access_denied',
      state: searchParams.get('state') ?? '',
    }).toString();
    response.writeHead(302, { location: back.href }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The consent page has no port.');
  return `http://127.0.0.1:${address.port}`;
}
