import { randomBytes } from 'node:crypto';
import type { AuthorizationAttempt, Queryable } from '../../contracts/host.ts';
import type { Session } from './sessions.ts';

const VALID_MS = 10 * 60_000;

/** Opens an attempt of this org and user, with a state and a PKCE verifier nobody can guess. */
export async function openAttempt(
  db: Queryable,
  { orgId, userId }: Session,
  provider: string,
  redirectUri: string,
  now: Date,
): Promise<AuthorizationAttempt> {
  const attempt = { state: randomToken(), codeVerifier: randomToken(), redirectUri };
  await db.query('delete from authorization_attempts where expires_at <= $1', [now]);
  await db.query(
    `insert into authorization_attempts (state, org_id, user_id, provider, code_verifier, redirect_uri, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      attempt.state,
      orgId,
      userId,
      provider,
      attempt.codeVerifier,
      redirectUri,
      new Date(now.getTime() + VALID_MS),
    ],
  );
  return attempt;
}

/** Takes the attempt of this state, org and user, so that it cannot be used again. */
export async function takeAttempt(
  db: Queryable,
  { orgId, userId }: Session,
  provider: string,
  state: string,
  now: Date,
): Promise<AuthorizationAttempt | undefined> {
  const [attempt] = await db.query<AuthorizationAttempt>(
    `delete from authorization_attempts
     where state = $1 and org_id = $2 and user_id = $3 and provider = $4 and expires_at > $5
     returning state, code_verifier as "codeVerifier", redirect_uri as "redirectUri"`,
    [state, orgId, userId, provider, now],
  );
  return attempt;
}

function randomToken(): string {
  return randomBytes(32).toString('base64url');
}
