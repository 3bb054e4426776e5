import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Halo } from '../../halo/halo.ts';
import type { Session } from '../../halo/sessions.ts';
import { madeUpPlugin } from './made-up-plugin.ts';
import { runningHalo } from './running-halo.ts';

const ALL = ['integrations:view', 'integrations:manage'];
const DANA: Session = { orgId: 'demo', userId: 'dana', permissions: ALL };

let halo: Halo;
let session: Session | undefined;
let now = new Date();
const connected: unknown[] = [];

beforeAll(async () => {
  halo = await runningHalo({
    plugin: madeUpPlugin({
      onConnect: async (_, host) => {
        connected.push(await host.credentials.read('authorization'));
        return {
          state: 'connected',
          zoomAccountId: 'account-1',
          mode: 'user',
          missingScopes: [],
          webhook: 'app',
        };
      },
    }),
    sessions: { of: () => session },
    clock: { now: () => now },
  });
  await halo.halo.query(`insert into teams (id, name) values ('other', 'Other')`);
});
afterAll(() => halo.stop());
beforeEach(() => {
  session = DANA;
  now = new Date();
  connected.length = 0;
});

const api = (path: string, init: RequestInit = {}) =>
  fetch(`${halo.url}/api/integrations/zoom${path}`, { redirect: 'manual', ...init });
const location = (response: Response) => new URL(response.headers.get('location') ?? '', halo.url);

async function begin(): Promise<string> {
  return location(await api('/connect')).searchParams.get('state') ?? '';
}

describe('connecting', () => {
  it('sends the browser to the provider with a state nobody can guess and Halo’s own callback', async () => {
    const target = location(await api('/connect'));
    expect(target.origin).toBe('https://zoom.example');
    expect(target.searchParams.get('client_id')).toBe('client-id');
    expect(target.searchParams.get('redirect_uri')).toBe(`${halo.url}/api/integrations/zoom/callback`);
    expect(target.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
  });

  it('stores the code for onConnect, encrypted, and returns to the page', async () => {
    const response = await api(`/callback?code=grant&state=${await begin()}`);
    expect([response.status, location(response).pathname]).toEqual([302, '/integrations/zoom']);
    await halo.idle();
    expect(connected).toMatchObject([{ code: 'grant', connectedBy: 'dana' }]);
    const jobs = await halo.halo.query<{ data: object }>(
      `select data from pgboss.job where name = 'zoom/onConnect'`,
    );
    expect(JSON.stringify(jobs)).not.toContain('grant');
  });

  it('accepts a state once', async () => {
    const state = await begin();
    await api(`/callback?code=first&state=${state}`);
    const again = await api(`/callback?code=second&state=${state}`);
    expect([again.status, await again.text()]).toEqual([
      400,
      expect.stringContaining('Zoom was not connected.'),
    ]);
    await halo.idle();
    expect(connected).toMatchObject([{ code: 'first' }]);
  });

  it.each([
    ['another org', { ...DANA, orgId: 'other' }],
    ['another user', { ...DANA, userId: 'mallory' }],
  ])('does not accept the state in the hands of %s', async (_, stranger) => {
    const state = await begin();
    session = stranger;
    await api(`/callback?code=stolen&state=${state}`);
    await halo.idle();
    expect(connected).toEqual([]);
  });

  it('does not accept a state after ten minutes', async () => {
    const state = await begin();
    now = new Date(now.getTime() + 10 * 60_000 + 1);
    await api(`/callback?code=late&state=${state}`);
    await halo.idle();
    expect(connected).toEqual([]);
  });
});

describe('permissions', () => {
  const routes = [
    ['GET', '/connect', 'manage'],
    ['GET', '/callback', 'manage'],
    ['POST', '/sync', 'manage'],
    ['POST', '/disconnect', 'manage'],
    ['PATCH', '/settings', 'manage'],
    ['GET', '/stats', 'view'],
    ['GET', '/runs', 'view'],
  ] as const;

  it.each(routes)('%s %s needs integrations:%s', async (method, path, verb) => {
    session = { ...DANA, permissions: ALL.filter((permission) => permission !== `integrations:${verb}`) };
    expect((await api(path, { method })).status).toBe(403);
    session = undefined;
    expect((await api(path, { method })).status).toBe(401);
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }, 403],
    ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }, 403],
    ['another page of the same host', { 'sec-fetch-site': 'same-site' }, 403],
    ['Halo’s own page', { 'sec-fetch-site': 'same-origin' }, 202],
    ['a script', {}, 202],
  ])('a change asked for by %s is answered accordingly', async (_, headers, status) => {
    expect((await api('/sync', { method: 'POST', headers: headers as Record<string, string> })).status).toBe(
      status,
    );
  });
});
