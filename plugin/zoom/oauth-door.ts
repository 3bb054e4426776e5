import { calculatePKCECodeChallenge } from 'oauth4webapi';
import type { AuthorizationAttempt, CallbackResult, OAuthDoor } from '../../contracts/host.ts';

/** The way to Zoom's consent page and back. It asks nobody anything: Halo keeps the attempt, and sends the browser. */
export const oauthDoor: OAuthDoor = {
  async authorize({ oauthUrl, clientId, redirectUri, state, codeVerifier }) {
    const url = new URL('/oauth/authorize', oauthUrl);
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      state,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
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
