import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startZoom, type ZoomServer } from '../../zoom/index.ts';
import { accountWith, recording } from '../../zoom/made-up.ts';
import { MovableClock } from '../../zoom/movable-clock.ts';
import { inPlainWords } from '../../zoom/page/scope-words.ts';
import { ADMIN_MANAGED_SCOPES, USER_MANAGED_SCOPES } from '../../zoom/scopes.ts';
import { authorize, connect, exchange, get, refresh, token } from './zoom-client.ts';

let zoom: ZoomServer;
let clock: MovableClock;

beforeEach(async () => {
  clock = new MovableClock();
  zoom = await startZoom({ accounts: [accountWith(recording('a=='))], clock, autoConsent: true });
});
afterEach(() => zoom.close());

describe('authorization', () => {
  it('shows a page with Allow and Decline, and declining comes back without a code', async () => {
    const asking = await startZoom({ accounts: zoom.accounts });
    const fields = {
      response_type: 'code',
      client_id: 'zoom-client-id',
      redirect_uri: 'https://halo.example/cb',
      state: 's<1>',
    };
    const page = await (await fetch(`${asking.oauthUrl}/authorize?${new URLSearchParams(fields)}`)).text();
    expect(page).toContain('Allow');
    expect(page).toContain('s&lt;1&gt;');
    const declined = await fetch(`${asking.oauthUrl}/authorize`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ ...fields, decision: 'decline' }),
    });
    const answer = new URL(declined.headers.get('location') ?? '').searchParams;
    expect(Object.fromEntries(answer)).toEqual({ error: 'access_denied', state: 's<1>' });
    await asking.close();
  });

  it('says on that page who is asked, for what, and where the answer leads', async () => {
    const asking = await startZoom({
      accounts: zoom.accounts,
      scope: ['user:read:user', 'meeting:read:list_past_participants', 'made_up:write:<thing>'],
    });
    const fields = {
      response_type: 'code',
      client_id: 'zoom-client-id',
      redirect_uri: 'https://halo.example/cb',
    };
    const answer = await fetch(`${asking.oauthUrl}/authorize?${new URLSearchParams(fields)}`);
    const page = await answer.text();
    for (const words of [
      'Hanna Host (host@example.com)',
      'accountOne',
      'and about nobody else’s',
      'See who took part in a meeting <code>meeting:read:list_past_participants</code>',
      'made_up:write:&lt;thing&gt;',
    ])
      expect(page).toContain(words);
    expect(page).not.toContain('nothing in Zoom can be changed');
    // Chromium blocks a redirect that follows a form to where the page does not say it leads.
    expect(answer.headers.get('content-security-policy')).toContain(
      "form-action 'self' https://halo.example;",
    );
    await asking.close();
  });

  it('can put every scope of either kind of app into plain words', () => {
    for (const scopes of [ADMIN_MANAGED_SCOPES, USER_MANAGED_SCOPES]) {
      const worded = inPlainWords(scopes).flatMap((each) => each.scopes);
      expect(worded.map(({ scope }) => scope).toSorted()).toEqual(scopes.toSorted());
      expect(worded.filter(({ scope, words }) => scope === words)).toEqual([]);
    }
  });

  it('accepts a code once, within five minutes, with the right verifier', async () => {
    const code = await authorize(zoom);
    expect((await exchange(zoom, code)).status).toBe(200);
    expect((await exchange(zoom, code)).body).toEqual({
      error: 'invalid_grant',
      reason: 'Invalid authorization code',
    });
    expect((await exchange(zoom, await authorize(zoom), 'another verifier')).body.error).toBe(
      'invalid_grant',
    );
    const late = await authorize(zoom);
    clock.pass(6);
    expect((await exchange(zoom, late)).body.error).toBe('invalid_grant');
  });

  it('takes the challenge for plain when no method was named', async () => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'zoom-client-id',
      redirect_uri: 'https://halo.example/callback',
      code_challenge: 'word',
    });
    const response = await fetch(`${zoom.oauthUrl}/authorize?${query}`, { redirect: 'manual' });
    const code = new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
    expect((await exchange(zoom, code, 'word')).status).toBe(200);
  });
});

describe('tokens', () => {
  it('are longer than a column of 255 characters', async () => {
    expect((await connect(zoom)).access_token.length).toBeGreaterThan(255);
  });

  it('die after an hour, and the refresh token rotates: the old one is dead at once', async () => {
    const first = await connect(zoom);
    clock.pass(61);
    expect(await get(zoom, first.access_token, '/users/me')).toMatchObject({
      status: 401,
      body: { code: 124 },
    });
    const second = (await refresh(zoom, first.refresh_token)).body;
    expect((await get(zoom, second.access_token, '/users/me')).status).toBe(200);
    expect(await refresh(zoom, first.refresh_token)).toEqual({
      status: 400,
      body: { reason: 'Invalid Token!', error: 'invalid_grant' },
    });
    expect((await refresh(zoom, second.refresh_token)).status).toBe(200);
  });

  it('of an older authorization die when the same user authorizes again', async () => {
    const first = await connect(zoom);
    const second = await connect(zoom);
    expect((await refresh(zoom, first.refresh_token)).body.error).toBe('invalid_grant');
    expect((await get(zoom, first.access_token, '/users/me')).body.code).toBe(4741);
    expect((await get(zoom, second.access_token, '/users/me')).status).toBe(200);
  });

  it('of the app itself open the subscriptions, which those of a user do not', async () => {
    const path = '/marketplace/app/event_subscription';
    const app = await token(zoom, { grant_type: 'client_credentials' });
    expect((await get(zoom, app.body.access_token, path)).status).toBe(200);
    expect((await get(zoom, (await connect(zoom)).access_token, path)).body.code).toBe(4711);
  });

  it('lose the recordings of others when the app is user-managed', async () => {
    zoom.setScope('user_managed');
    const { access_token, scope } = await connect(zoom);
    expect(scope).not.toContain(':admin');
    expect((await get(zoom, access_token, '/accounts/me/recordings')).body.code).toBe(4711);
    expect((await get(zoom, access_token, '/users/two@example.com/recordings')).body.code).toBe(1001);
    expect((await get(zoom, access_token, '/users/me/recordings')).status).toBe(200);
  });

  it('are dead after revoking', async () => {
    const { access_token } = await connect(zoom);
    const revoke = () =>
      fetch(`${zoom.oauthUrl}/revoke`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa('zoom-client-id:zoom-client-secret')}` },
        body: new URLSearchParams({ token: access_token }),
      });
    expect(await (await revoke()).json()).toEqual({ status: 'success' });
    expect((await get(zoom, access_token, '/users/me')).status).toBe(401);
    expect((await revoke()).status).toBe(400);
  });
});
