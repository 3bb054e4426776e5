import type { ZoomAccount, ZoomUser } from './account.ts';
import { basicOf, json, redirect, type ZoomReply, type ZoomRequest } from './exchange.ts';
import { type CodeProblem, type Grants, tokenBody } from './grants.ts';
import { consentPage } from './page/consent-page.ts';
import { fromOwnPages } from './page/same-origin.ts';
import { plainPage } from './page/shell.ts';
import type { Route } from './routes.ts';
import { APP_SCOPES } from './scopes.ts';

export interface OAuthWorld {
  clientId: string;
  clientSecret: string;
  autoConsent: boolean;
  grants: Grants;
  /** Who the browser is signed in as, and what a token is granted; read at each authorization. */
  session: { account: ZoomAccount; user: ZoomUser; scopes: readonly string[] };
  apiUrl(): string;
  /** Revoking uninstalls the app, and Zoom tells the app so, even if the app itself asked. */
  onRevoked(account: ZoomAccount, user: ZoomUser): void;
}

/** Zoom's token errors have this shape, other than those of the API. */
const tokenError = (status: number, error: string, reason: string): ZoomReply =>
  json(status, { reason, error });

const CODE_PROBLEMS: Record<CodeProblem, string> = {
  unknown_code: 'Invalid authorization code',
  code_expired: 'Authorization code has expired',
  redirect_mismatch: 'Redirect URI mismatch',
  verifier_mismatch: 'Invalid code verifier',
};

export function oauthRoutes(world: OAuthWorld): Route[] {
  return [
    { method: 'GET', template: '/oauth/authorize', handle: (request) => authorize(world, request.query) },
    {
      method: 'POST',
      template: '/oauth/authorize',
      handle: fromOwnPages(world.apiUrl, (request) => decide(world, new URLSearchParams(request.body))),
    },
    { method: 'POST', template: '/oauth/token', handle: (request) => token(world, request) },
    { method: 'POST', template: '/oauth/revoke', handle: (request) => revoke(world, request) },
  ];
}

function authorize(world: OAuthWorld, query: URLSearchParams): ZoomReply {
  const problem = authorizeProblem(world, query);
  if (problem) return plainPage(400, 'Zoom cannot ask for your consent', problem);
  if (world.autoConsent) return allow(world, query);
  const { account, user, scopes } = world.session;
  return consentPage({ user, account, scopes, fields: query });
}

function authorizeProblem(world: OAuthWorld, query: URLSearchParams): string | undefined {
  if (query.get('client_id') !== world.clientId) return 'Invalid client id. (4702)';
  if (query.get('response_type') !== 'code') return 'Invalid response type.';
  if (!URL.canParse(query.get('redirect_uri') ?? '')) return 'Invalid redirect URL. (4709)';
  if (query.has('code_challenge_method') && !query.get('code_challenge')) return 'Missing code challenge.';
  return undefined;
}

function decide(world: OAuthWorld, form: URLSearchParams): ZoomReply {
  if (form.get('decision') === 'allow' && !authorizeProblem(world, form)) return allow(world, form);
  return backToApp(form, { error: 'access_denied' });
}

function allow(world: OAuthWorld, query: URLSearchParams): ZoomReply {
  const challenge = query.get('code_challenge');
  const code = world.grants.issueCode({
    account: world.session.account,
    user: world.session.user,
    scopes: world.session.scopes,
    redirectUri: query.get('redirect_uri') ?? '',
    ...(challenge
      ? { challenge: { value: challenge, method: query.get('code_challenge_method') ?? 'plain' } }
      : {}),
  });
  return backToApp(query, { code });
}

function backToApp(query: URLSearchParams, answer: Record<string, string>): ZoomReply {
  const target = new URL(query.get('redirect_uri') ?? '');
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
  const state = query.get('state');
  if (state !== null) target.searchParams.set('state', state);
  return redirect(target.href);
}

function isOurClient(world: OAuthWorld, request: ZoomRequest): boolean {
  const client = basicOf(request);
  return client?.id === world.clientId && client.secret === world.clientSecret;
}

function token(world: OAuthWorld, request: ZoomRequest): ZoomReply {
  if (!isOurClient(world, request))
    return tokenError(401, 'invalid_client', 'Invalid client_id or client_secret');
  const form = new URLSearchParams(request.body);
  const exchange = GRANT_TYPES[form.get('grant_type') ?? ''];
  return exchange
    ? exchange(world, form)
    : tokenError(400, 'unsupported_grant_type', 'unsupported grant type');
}

const GRANT_TYPES: Record<string, (world: OAuthWorld, form: URLSearchParams) => ZoomReply> = {
  authorization_code(world, form) {
    const verifier = form.get('code_verifier') ?? undefined;
    const consent = world.grants.redeemCode(form.get('code') ?? '', form.get('redirect_uri') ?? '', verifier);
    if (typeof consent === 'string') return tokenError(400, 'invalid_grant', CODE_PROBLEMS[consent]);
    const grant = world.grants.grantToUser(consent.account, consent.user, consent.scopes);
    return json(200, tokenBody(grant, world.apiUrl()));
  },
  refresh_token(world, form) {
    const grant = world.grants.refresh(form.get('refresh_token') ?? '');
    if (!grant) return tokenError(400, 'invalid_grant', 'Invalid Token!');
    return json(200, tokenBody(grant, world.apiUrl()));
  },
  client_credentials(world) {
    return json(200, tokenBody(world.grants.grantToApp(world.session.account, APP_SCOPES), world.apiUrl()));
  },
};

function revoke(world: OAuthWorld, request: ZoomRequest): ZoomReply {
  if (!isOurClient(world, request))
    return tokenError(401, 'invalid_client', 'Invalid client_id or client_secret');
  const grant = world.grants.find(new URLSearchParams(request.body).get('token') ?? '');
  if (!grant?.user || !world.grants.isLive(grant))
    return tokenError(400, 'invalid_request', 'Invalid Token!');
  world.grants.revokeUser(grant.user);
  world.onRevoked(grant.account, grant.user);
  return json(200, { status: 'success' });
}
