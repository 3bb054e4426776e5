import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forJob } from '../../../plugin/container.ts';
import { oauthDoor } from '../../../plugin/zoom/oauth-door.ts';
import { TokenEndpoint } from '../../../plugin/zoom/token-endpoint.ts';
import { type Listener, listen } from '../../zoom/listener.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { REDIRECT, type Rig, startRig, VERIFIER } from './rig.ts';

describe('the consent page', () => {
  it('is asked for with an S256 challenge, which Zoom would take for plain if it were not named', async () => {
    const url = new URL(
      await oauthDoor.authorize({
        oauthUrl: 'https://zoom.us',
        clientId: 'client-id',
        redirectUri: REDIRECT,
        state: 'state-1',
        codeVerifier: VERIFIER,
      }),
    );
    expect(url.origin + url.pathname).toBe('https://zoom.us/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'client-id',
      redirect_uri: REDIRECT,
      state: 'state-1',
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
    });
  });
});

describe('the callback', () => {
  const attempt = { state: 'state-1', codeVerifier: VERIFIER, redirectUri: REDIRECT };
  const back = (query: string, open: typeof attempt | undefined) =>
    oauthDoor.callback(new URLSearchParams(query), open);

  it('hands over the code of the attempt that is open', () => {
    expect(back('code=c1&state=state-1', attempt)).toEqual({ ok: true, code: 'c1' });
  });

  it.each<[string, string, typeof attempt | undefined, RegExp]>([
    ['came from Zoom’s Marketplace page, without a state', 'code=c1', attempt, /without a connect/],
    ['belongs to nobody’s attempt', 'code=c1&state=state-1', undefined, /begun by someone else/],
    ['belongs to another attempt', 'code=c1&state=state-2', attempt, /begun by someone else/],
    ['has an empty state', 'code=c1&state=', attempt, /begun by someone else/],
    ['was declined', 'error=access_denied&state=state-1', attempt, /declined/],
    ['was declined without a word', 'state=state-1', attempt, /declined/],
    ['was refused by Zoom', 'error=server_error&state=state-1', attempt, /refused/],
    ['says no and brings a code all the same', 'error=x&code=c1&state=state-1', attempt, /refused/],
  ])('that %s is not taken, and says what to do', (_, query, open, message) => {
    expect(back(query, open)).toEqual({
      ok: false,
      message: expect.stringMatching(message),
      advice: expect.stringMatching(/Connect Zoom/),
    });
  });
});

describe('the token endpoint', () => {
  let rig: Rig;
  let endpoint: TokenEndpoint;

  beforeAll(async () => {
    rig = await startRig({ accounts: [accountWith()] });
  });
  afterAll(() => rig.stop());
  beforeEach(async () => {
    rig.zoom.faults.clear();
    endpoint = forJob(await rig.host(), TokenEndpoint);
  });

  const tokenAnswers = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    rig.zoom.faults.add({ match: { template: '/oauth/token' }, respond: { status, body, headers } });

  it('exchanges a code with its verifier for a grant, and its scopes', async () => {
    const grant = await endpoint.exchange(await rig.consent(), VERIFIER, REDIRECT);
    expect(grant).toMatchObject({ expiresInSeconds: 3600, apiUrl: rig.zoom.origin });
    expect(grant.scope?.split(' ')).toContain('user:read:user:admin');
  });

  it.each([
    ['another verifier', VERIFIER.toUpperCase(), REDIRECT],
    ['another redirect address', VERIFIER, 'https://elsewhere.example/'],
  ])('does not exchange a code with %s', async (_, verifier, redirect) => {
    await expect(endpoint.exchange(await rig.consent(), verifier, redirect)).rejects.toMatchObject({
      code: 'zoom.reconnect_needed',
    });
  });

  it('does not exchange a code twice', async () => {
    const code = await rig.consent();
    await endpoint.exchange(code, VERIFIER, REDIRECT);
    await expect(endpoint.exchange(code, VERIFIER, REDIRECT)).rejects.toThrow(/Invalid authorization code/);
  });

  it.each([
    ['a dead grant', 400, { reason: 'Invalid Token!', error: 'invalid_grant' }, 'zoom.reconnect_needed'],
    [
      'a dead grant, with 401',
      401,
      { reason: 'Invalid Token!', error: 'invalid_grant' },
      'zoom.reconnect_needed',
    ],
    [
      'a dead grant, in its other words',
      400,
      { reason: 'Invalid Token!', error: 'invalid_request' },
      'zoom.reconnect_needed',
    ],
    [
      'a wrong secret',
      401,
      { reason: 'Invalid client_id or client_secret', error: 'invalid_client' },
      'zoom.app_credentials',
    ],
    [
      'a wrong client id, with 400',
      400,
      { reason: 'Bad client', error: 'invalid_client' },
      'zoom.app_credentials',
    ],
    [
      'an app that was switched off',
      400,
      { reason: 'Disabled', error: 'unauthorized_client' },
      'zoom.app_credentials',
    ],
    [
      'trouble that Zoom calls invalid_request',
      400,
      { reason: 'Bad Request', error: 'invalid_request' },
      'zoom.unreachable',
    ],
    ['an error without a reason', 400, { error: 'invalid_request' }, 'zoom.unreachable'],
    ['too many requests', 429, { reason: 'Too many', error: 'slow_down' }, 'zoom.unreachable'],
    ['trouble with a page', 503, '<html>Service unavailable</html>', 'zoom.unreachable'],
    ['a page instead of tokens', 200, '<html>Sign in</html>', 'zoom.unreachable'],
    [
      'no refresh token',
      200,
      { access_token: 'a', token_type: 'bearer', expires_in: 3600 },
      'zoom.unreadable_answer',
    ],
  ])('that answers with %s (HTTP %i) leads to the right error', async (_, status, body, code) => {
    tokenAnswers(status, body);
    await expect(endpoint.refresh('refresh-token')).rejects.toMatchObject({ name: 'ZoomError', code });
  });

  it('that dies in the middle is unreachable, not a dead grant', async () => {
    rig.zoom.faults.add({ match: { template: '/oauth/token' }, respond: 'cut' });
    await expect(endpoint.refresh('refresh-token')).rejects.toMatchObject({
      code: 'zoom.unreachable',
      retry: 'now',
    });
  });

  it('that redirects is not followed: neither the secret nor a refresh token goes anywhere else', async () => {
    const seen: string[] = [];
    const elsewhere: Listener = await listen(0, async ({ path }) => {
      seen.push(path);
      return { status: 200, headers: {}, body: '{}' };
    });
    tokenAnswers(307, '', { location: `${elsewhere.origin}/token` });
    await expect(endpoint.refresh('refresh-token')).rejects.toMatchObject({ code: 'zoom.unreachable' });
    await elsewhere.close();
    expect(seen).toEqual([]);
  });

  it('is told client id and secret as they are, underscores and dashes too', async () => {
    const seen: (string | undefined)[] = [];
    const other: Listener = await listen(0, async ({ headers }) => {
      seen.push(headers.authorization);
      return {
        status: 400,
        headers: { 'content-type': 'application/json' },
        body: '{"error":"invalid_request"}',
      };
    });
    const secrets = { ZOOM_CLIENT_ID: 'id_with-both', ZOOM_CLIENT_SECRET: 'se_cr-et' };
    const job = await rig.host({ deployment: { oauthUrl: other.origin, secrets } });
    await expect(forJob(job, TokenEndpoint).refresh('refresh-token')).rejects.toThrow();
    await other.close();
    expect(seen).toEqual([`Basic ${btoa('id_with-both:se_cr-et')}`]);
  });

  it('revokes a grant, and Zoom takes its tokens no more', async () => {
    const { accessToken, refreshToken } = await endpoint.exchange(await rig.consent(), VERIFIER, REDIRECT);
    await endpoint.revoke(accessToken);
    await expect(endpoint.refresh(refreshToken)).rejects.toMatchObject({ code: 'zoom.reconnect_needed' });
  });

  it('puts no token into what it says of an error', async () => {
    const error: unknown = await endpoint
      .refresh('a-secret-refresh-token')
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).not.toContain('a-secret-refresh-token');
  });
});
