import { createHash } from 'node:crypto';
import type { OAuthDoor } from '../../../contracts/host.ts';
import { manifest } from './manifest.ts';

export const oauth: OAuthDoor = {
  async authorize({ oauthUrl, clientId, redirectUri, state, codeVerifier }) {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      state,
      scope: manifest.oauth.scopes.flatMap(({ user = [] }) => user).join(' '),
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    return `${oauthUrl}/oauth/authorize?${query}`;
  },

  callback(query, attempt) {
    const code = query.get('code');
    if (attempt && code !== null) return { ok: true, code };
    return {
      ok: false,
      message: 'Parley was not connected.',
      advice: 'Press Connect and allow the app in Parley.',
    };
  },
};
