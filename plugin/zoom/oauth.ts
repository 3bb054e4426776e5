import * as oauth from 'oauth4webapi';
import { inject, injectable } from 'tsyringe';
import type { AuthorizationAttempt, CallbackResult, Host, Metrics, OAuthDoor } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { countFailure } from './failure-count.ts';
import { type Grant, type Issued, readGrant, readIssued, readTokenAnswer } from './token-answers.ts';
import { tokenError } from './token-errors.ts';

const TIMEOUT_MS = 20_000;
/** As metrics and the run report name it. */
export const TOKEN_ENDPOINT = 'POST /oauth/token';

export const oauthDoor: OAuthDoor = {
  async authorize({ oauthUrl, clientId, redirectUri, state, codeVerifier }) {
    const url = new URL('/oauth/authorize', oauthUrl);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
      // Zoom takes the method for `plain` when it is left out.
      code_challenge_method: 'S256',
    }).toString();
    return url.href;
  },
  callback: readCallback,
};

function readCallback(query: URLSearchParams, attempt: AuthorizationAttempt | undefined): CallbackResult {
  const code = query.get('code');
  if (!query.has('state')) {
    // "Add" on Zoom's Marketplace page leads here without a state: no org may be guessed from it.
    return {
      ok: false,
      message: 'Zoom sent you here without a connect that was begun in Halo.',
      advice: 'Open Integrations > Zoom in Halo and press Connect Zoom.',
    };
  }
  if (!attempt || query.get('state') !== attempt.state) {
    return {
      ok: false,
      message: 'This connect was begun by someone else, was used already or is older than ten minutes.',
      advice: 'Press Connect Zoom again.',
    };
  }
  // An answer that says no and yes at once is none of Zoom's.
  if (!code || query.has('error')) {
    const declined = query.get('error') === 'access_denied' || !query.has('error');
    return {
      ok: false,
      message: declined
        ? 'Zoom was not connected, because the request was declined.'
        : 'Zoom refused the connect.',
      advice: 'Press Connect Zoom again and choose Allow, or ask your Zoom admin to approve the app.',
    };
  }
  return { ok: true, code };
}

/** Zoom's token endpoint for one deployment. */
@injectable()
export class TokenEndpoint {
  readonly #server: oauth.AuthorizationServer;
  readonly #client: oauth.Client;
  readonly #authentication: oauth.ClientAuth;
  readonly #signal: AbortSignal;
  readonly #metrics: Metrics;

  constructor(@inject(HOST) { deployment, signal, metrics }: Host) {
    const { oauthUrl, secrets } = deployment;
    this.#server = {
      issuer: oauthUrl,
      token_endpoint: new URL('/oauth/token', oauthUrl).href,
      revocation_endpoint: new URL('/oauth/revoke', oauthUrl).href,
    };
    this.#client = { client_id: secrets.ZOOM_CLIENT_ID ?? '' };
    this.#authentication = basicAuthentication(secrets.ZOOM_CLIENT_SECRET ?? '');
    this.#signal = signal;
    this.#metrics = metrics;
  }

  #options() {
    return {
      // Plain http only where the deployment itself names it: a Zoom on loopback.
      [oauth.allowInsecureRequests]: this.#server.issuer.startsWith('http:'),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    };
  }

  /** Before a request leaves. Once it has, its answer is waited for: a code and a refresh token are used up by asking. */
  #begin(endpoint: string): void {
    this.#metrics.count('zoom_requests_total', 1, { endpoint });
    this.#signal.throwIfAborted();
  }

  /** The code lives for five minutes and can be used once. */
  async exchange(code: string, codeVerifier: string, redirectUri: string): Promise<Grant> {
    const parameters = { code, code_verifier: codeVerifier, redirect_uri: redirectUri };
    return readGrant(await this.#request('authorization_code', parameters));
  }

  /** Zoom hands out a new refresh token with every refresh, and the old one is dead from then on. */
  async refresh(refreshToken: string): Promise<Grant> {
    return readGrant(await this.#request('refresh_token', { refresh_token: refreshToken }));
  }

  /** A token of the app itself, which alone may manage event subscriptions. It lives for an hour and stands for nobody. */
  async appToken(): Promise<Issued> {
    return readIssued(await this.#request('client_credentials', {}));
  }

  /** Also uninstalls the app; Zoom then reports app_deauthorized for our own revoke. */
  async revoke(accessToken: string): Promise<void> {
    this.#begin('POST /oauth/revoke');
    const response = await oauth.revocationRequest(
      this.#server,
      this.#client,
      this.#authentication,
      accessToken,
      this.#options(),
    );
    await oauth.processRevocationResponse(response);
  }

  async #request(
    grantType: string,
    parameters: Record<string, string>,
  ): Promise<oauth.TokenEndpointResponse> {
    this.#begin(TOKEN_ENDPOINT);
    try {
      const response = await oauth.genericTokenEndpointRequest(
        this.#server,
        this.#client,
        this.#authentication,
        grantType,
        parameters,
        this.#options(),
      );
      return await readTokenAnswer(response, this.#server, this.#client);
    } catch (error) {
      const failure = tokenError(error);
      countFailure(this.#metrics, TOKEN_ENDPOINT, failure);
      throw failure;
    }
  }
}

/**
 * Zoom takes id and secret as they are. The library's own Basic method form-encodes them as the standard says, which
 * changes the `_` and `-` that Zoom's ids are full of.
 */
function basicAuthentication(secret: string): oauth.ClientAuth {
  return (_server, client, _body, headers) => {
    headers.set('authorization', `Basic ${Buffer.from(`${client.client_id}:${secret}`).toString('base64')}`);
  };
}
