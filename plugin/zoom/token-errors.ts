import * as oauth from 'oauth4webapi';
import { ZoomError } from './errors.ts';

/** What a refused token request means for the connection. */
type TokenProblem = 'zoom.reconnect_needed' | 'zoom.app_credentials' | 'zoom.unreachable';

const PROBLEMS: Readonly<Record<TokenProblem, string>> = {
  'zoom.reconnect_needed': 'Zoom no longer accepts this connection',
  'zoom.app_credentials': "Zoom does not accept the app's client id and secret",
  'zoom.unreachable': 'Zoom could not issue a token',
};

/**
 * Zoom's published numbers; one that is not here is trouble that passes. So is 4700, which only answers of the API use for a
 * scope that is missing: the token endpoint sends it for an empty token and for anything unexpected.
 */
const CODES: Readonly<Record<number, TokenProblem>> = {
  4702: 'zoom.app_credentials',
  4704: 'zoom.app_credentials',
  4705: 'zoom.app_credentials',
  4706: 'zoom.app_credentials',
  4709: 'zoom.reconnect_needed',
  4711: 'zoom.reconnect_needed',
  4717: 'zoom.app_credentials',
  4733: 'zoom.reconnect_needed',
  4734: 'zoom.reconnect_needed',
  4735: 'zoom.reconnect_needed',
  4737: 'zoom.reconnect_needed',
  4738: 'zoom.reconnect_needed',
  4740: 'zoom.reconnect_needed',
  4741: 'zoom.reconnect_needed',
};

/** What a failed token request means. Keeps no cause: the library's errors hold the answer, and an answer may hold tokens. */
export function tokenError(error: unknown): Error {
  if (error instanceof ZoomError) return error;
  if (!(error instanceof oauth.ResponseBodyError)) {
    const text = `Zoom's token endpoint could not be reached or gave no usable answer (${nameOf(error)}).`;
    return new ZoomError('zoom.unreachable', text);
  }
  const reason = typeof error.cause.reason === 'string' ? error.cause.reason : error.error;
  const problem = problemOf(error.error, numberOf(error.cause.code), reason);
  // Zoom quotes the code that it refuses.
  return new ZoomError(problem, `${PROBLEMS[problem]} (${reason.replace(/\S{20,}/g, '…')}).`);
}

/**
 * Zoom answers `{reason, error}`. Only a dead grant ends the connection; `invalid_request` with any other reason is
 * also Zoom's word for trouble of its own, and a wrong client secret must not cost every org its grant.
 */
function problemOf(error: string, code: number, reason: string): TokenProblem {
  const numbered = CODES[code];
  if (numbered) return numbered;
  if (error === 'invalid_grant' || /invalid (token|authorization code)/i.test(reason))
    return 'zoom.reconnect_needed';
  return error === 'invalid_client' || error === 'unauthorized_client'
    ? 'zoom.app_credentials'
    : 'zoom.unreachable';
}

/** Not of an object, which can refuse to become a number. */
function numberOf(code: unknown): number {
  return typeof code === 'number' || typeof code === 'string' ? Number(code) : Number.NaN;
}

/** Such as ECONNREFUSED or OAUTH_RESPONSE_IS_NOT_JSON. */
function nameOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(inner instanceof Error)) return 'unknown';
  return 'code' in inner && typeof inner.code === 'string' ? inner.code : inner.name;
}
