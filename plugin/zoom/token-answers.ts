import * as oauth from 'oauth4webapi';
import { storable } from '../storable-text.ts';
import { ZoomError } from './errors.ts';
import { tokenError } from './token-errors.ts';

/** What Zoom grants. `scope` is null when Zoom does not say. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
  readonly scope: string | null;
  readonly apiUrl: string | null;
}

/** A token that Zoom issues. Only one that stands for a user can be refreshed. */
export type Issued = Pick<Grant, 'accessToken' | 'apiUrl'>;

/** As long as Zoom's access tokens live. */
const HOUR_SECONDS = 3_600;
/** Whatever Zoom states beyond would keep a dead token in use, or be no date at all. */
const DAY_SECONDS = 86_400;

/** What an answer of the token endpoint says; {@link ZoomError} for a refusal and for what cannot be read. */
export async function readTokenAnswer(
  response: Response,
  server: oauth.AuthorizationServer,
  client: oauth.Client,
): Promise<oauth.TokenEndpointResponse> {
  try {
    return await oauth.processGenericTokenEndpointResponse(server, client, response);
  } catch (error) {
    throw tokenError(error);
  }
}

/** The pair of tokens that an answer grants. */
export function readGrant(answer: oauth.TokenEndpointResponse): Grant {
  if (!answer.refresh_token) {
    throw new ZoomError('zoom.unreadable_answer', 'Zoom answered a token request without a refresh token.');
  }
  return {
    ...readIssued(answer),
    refreshToken: sendable(answer.refresh_token),
    expiresInSeconds: Math.min(answer.expires_in ?? HOUR_SECONDS, DAY_SECONDS),
    scope: answer.scope === undefined ? null : storable(answer.scope),
  };
}

export function readIssued({
  access_token: accessToken,
  api_url: apiUrl,
}: oauth.TokenEndpointResponse): Issued {
  return { accessToken: sendable(accessToken), apiUrl: typeof apiUrl === 'string' ? storable(apiUrl) : null };
}

/** Tokens are printable ASCII (RFC 6749). With anything else no request could be sent, and nobody would be told why. */
function sendable(token: string): string {
  if (/^[\x20-\x7e]+$/.test(token)) return token;
  throw new ZoomError(
    'zoom.unreadable_answer',
    'Zoom answered a token request with something that is no token.',
  );
}
