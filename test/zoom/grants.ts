import { createHash } from 'node:crypto';
import type { ZoomAccount, ZoomUser } from './account.ts';
import type { Clock } from './clock.ts';
import type { OpaqueStrings } from './opaque.ts';

const ACCESS_LIFE_SECONDS = 3600;
const REFRESH_LIFE_MS = 90 * 86_400_000;
const CODE_LIFE_MS = 5 * 60_000;

/** One token pair. A user's grant has a refresh token; an app's own has none. */
export interface Grant {
  account: ZoomAccount;
  user: ZoomUser | undefined;
  scopes: readonly string[];
  accessToken: string;
  accessExpires: number;
  refreshToken?: string;
  refreshExpires: number;
  state: 'live' | 'rotated' | 'superseded' | 'revoked';
}

export interface Consent {
  account: ZoomAccount;
  user: ZoomUser;
  /** What was consented to. */
  scopes: readonly string[];
  redirectUri: string;
  challenge?: { value: string; method: string };
}

export type CodeProblem = 'unknown_code' | 'code_expired' | 'redirect_mismatch' | 'verifier_mismatch';

/** Codes and tokens of the one app that the simulated Zoom knows. */
export class Grants {
  readonly #clock: Clock;
  readonly #opaque: OpaqueStrings;
  readonly #codes = new Map<string, Consent & { expires: number }>();
  readonly #grants: Grant[] = [];

  constructor(clock: Clock, opaque: OpaqueStrings) {
    this.#clock = clock;
    this.#opaque = opaque;
  }

  /** A code is good for five minutes and one exchange. */
  issueCode(consent: Consent): string {
    const code = this.#opaque.next('code');
    this.#codes.set(code, { ...consent, expires: this.#now() + CODE_LIFE_MS });
    return code;
  }

  redeemCode(code: string, redirectUri: string, verifier: string | undefined): Consent | CodeProblem {
    const consent = this.#codes.get(code);
    this.#codes.delete(code);
    if (!consent) return 'unknown_code';
    if (consent.expires <= this.#now()) return 'code_expired';
    if (consent.redirectUri !== redirectUri) return 'redirect_mismatch';
    return verifierFits(consent.challenge, verifier) ? consent : 'verifier_mismatch';
  }

  /** Zoom keeps one live pair per user and app: authorizing again kills the older pairs. */
  grantToUser(account: ZoomAccount, user: ZoomUser, scopes: readonly string[]): Grant {
    for (const grant of this.#ofUser(user)) grant.state = 'superseded';
    return this.#add(account, user, scopes, true);
  }

  grantToApp(account: ZoomAccount, scopes: readonly string[]): Grant {
    return this.#add(account, undefined, scopes, false);
  }

  /** The refresh token rotates: the one that was sent is dead from here on, whether or not the answer arrives. */
  refresh(refreshToken: string): Grant | undefined {
    const grant = this.#grants.find((each) => each.refreshToken === refreshToken);
    if (grant?.state !== 'live' || !grant.user || grant.refreshExpires <= this.#now()) return undefined;
    grant.state = 'rotated';
    return this.#add(grant.account, grant.user, grant.scopes, true);
  }

  find(accessToken: string): Grant | undefined {
    return this.#grants.find((each) => each.accessToken === accessToken);
  }

  /** An access token outlives the rotation of its pair, but not a newer authorization or a revocation. */
  isLive(grant: Grant): boolean {
    return (grant.state === 'live' || grant.state === 'rotated') && grant.accessExpires > this.#now();
  }

  /** Whether somebody of the account has allowed the app, and not removed it since. */
  isAllowedIn(account: ZoomAccount): boolean {
    return this.#grants.some(
      (grant) => grant.account.id === account.id && grant.user && grant.state === 'live',
    );
  }

  /** An access token may die long before its time; its refresh token lives on. */
  expireAccess(user: ZoomUser): void {
    for (const grant of this.#ofUser(user)) grant.accessExpires = Math.min(grant.accessExpires, this.#now());
  }

  revokeUser(user: ZoomUser): void {
    for (const grant of this.#ofUser(user)) grant.state = 'revoked';
  }

  #ofUser(user: ZoomUser): Grant[] {
    return this.#grants.filter((grant) => grant.user?.id === user.id);
  }

  #add(
    account: ZoomAccount,
    user: ZoomUser | undefined,
    scopes: readonly string[],
    refreshable: boolean,
  ): Grant {
    const claims = {
      aud: 'https://oauth.zoom.us',
      uid: user?.id ?? '',
      aid: account.id,
      nbf: Math.floor(this.#now() / 1000),
    };
    const grant: Grant = {
      account,
      user,
      scopes,
      accessToken: this.#opaque.nextToken('access', { ...claims, type: 0 }),
      accessExpires: this.#now() + ACCESS_LIFE_SECONDS * 1000,
      ...(refreshable ? { refreshToken: this.#opaque.nextToken('refresh', { ...claims, type: 1 }) } : {}),
      refreshExpires: this.#now() + REFRESH_LIFE_MS,
      state: 'live',
    };
    this.#grants.push(grant);
    return grant;
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

/** Zoom takes `plain` for the method when none was named. */
function verifierFits(challenge: Consent['challenge'], verifier: string | undefined): boolean {
  if (!challenge) return true;
  if (verifier === undefined) return false;
  const hashed = createHash('sha256').update(verifier).digest('base64url');
  return challenge.value === (challenge.method === 'S256' ? hashed : verifier);
}

/** The token endpoint's answer. */
export const tokenBody = (grant: Grant, apiUrl: string) => ({
  access_token: grant.accessToken,
  token_type: 'bearer',
  ...(grant.refreshToken === undefined ? {} : { refresh_token: grant.refreshToken }),
  expires_in: ACCESS_LIFE_SECONDS,
  scope: grant.scopes.join(' '),
  api_url: apiUrl,
});
