import * as oauth from 'oauth4webapi';
import { inject, injectable } from 'tsyringe';
import type { Host, Metrics } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { countFailure } from './failure-count.ts';
import { type Grant, type Issued, readGrant, readIssued, readTokenAnswer } from './token-answers.ts';
import { tokenError } from './token-errors.ts';

const TIMEOUT_MS = 20_000;
/** As metrics and the run report name it. */
export const TOKEN_ENDPOINT = 'POST /oauth/token';

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
