import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Halo } from '../../halo/halo.ts';
import type { Session } from '../../halo/sessions.ts';
import { runningHalo } from './running-halo.ts';

const VIEWER: Session = { orgId: 'demo', userId: 'vera', permissions: ['integrations:view'] };
const ADMIN: Session = { ...VIEWER, permissions: ['integrations:view', 'integrations:manage'] };

let halo: Halo;
let session: Session | undefined;

beforeAll(async () => {
  halo = await runningHalo({ sessions: { of: () => session } });
});
afterAll(() => halo.stop());
beforeEach(() => {
  session = ADMIN;
});

const PAGE = '/integrations/zoom';
const BROWSER = { accept: 'text/html,application/xhtml+xml' };
const get = (headers: Record<string, string>) => fetch(halo.url + PAGE, { headers });
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(halo.url + path, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { ...BROWSER, ...headers },
    redirect: 'manual',
  });

describe('someone who is refused', () => {
  it('is shown a page in a browser, and a script gets JSON', async () => {
    session = undefined;
    const page = await get(BROWSER);
    expect([page.status, page.headers.get('content-type')]).toEqual([401, 'text/html; charset=UTF-8']);
    expect(await page.text()).toContain('<h1 id="refusal">Sign in to Halo first.</h1>');
    const answer = await get({ accept: 'application/json' });
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { error: 'Sign in to Halo first. Nothing is shown or changed before.' },
    ]);
  });

  it('learns which permission is missing', async () => {
    session = VIEWER;
    const page = await post(`${PAGE}/sync`, { scope: 'catch_up' });
    expect(page.status).toBe(403);
    expect(await page.text()).toContain('This needs the permission integrations:manage.');
  });

  it('learns that another site’s page cannot act for them', async () => {
    const page = await post(`${PAGE}/sync`, { scope: 'catch_up' }, { origin: 'https://evil.example' });
    expect(page.status).toBe(403);
    expect(await page.text()).toContain('from Halo’s own pages only');
  });

  it.each([
    [`${PAGE}/sync`, { scope: 'everything' }],
    [`${PAGE}/disconnect`, { data: 'burn' }],
    [`${PAGE}/cancel`, {}],
    [`${PAGE}/dead-letters`, { id: 'none', do: 'retry' }],
    [`${PAGE}/recording`, { uuid: 'u', decision: 'maybe', customer: 'companyId:acme' }],
    ['/learning-rules/change', { id: 'r' }],
  ])('sent %s what no form of Halo’s sends, and nothing has changed', async (path, form) => {
    const page = await post(path, { ...form });
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('Halo does not understand this request.');
  });
});

describe('a script', () => {
  const API = '/api/integrations/zoom';
  const hostile = { length: { valueOf: 1, toString: 1 } };
  it.each([
    ['PUT', '/api/learning-rules', { rules: hostile }],
    ['PUT', '/api/learning-rules', { rules: [{ type: 'topic', text: hostile }] }],
    ['POST', '/api/learning-rules/dry-run', { rules: [{ type: 'topic', text: hostile }] }],
    ['POST', `${API}/links`, { uuid: hostile, decision: 'added', companyId: 'acme' }],
    ['POST', `${API}/links`, { uuid: 'u', decision: 'added', companyId: hostile }],
    ['POST', `${API}/sync/cancel`, { runId: hostile }],
    ['POST', `${API}/dead-letters/retry`, { id: hostile }],
    ['POST', `${API}/settings/dry-run`, { settings: {}, recordings: hostile }],
  ])('that sends an object for a text or a list is told so: %s %s %j', async (method, path, body) => {
    const answer = await fetch(halo.url + path, { method, body: JSON.stringify(body) });
    expect([answer.status, await answer.json()]).toEqual([400, { error: expect.any(String) }]);
  });
});
