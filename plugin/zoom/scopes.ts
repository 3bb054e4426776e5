import type { PluginManifest } from '../../contracts/generated/manifest.ts';
import { ENDPOINTS, type Endpoint, type EndpointName } from './endpoints.ts';

/*
 * Zoom has no wildcards: every permission is a scope of its own. Apps made before March 2024 still carry the classic
 * scopes, of which one covers a whole family.
 */
const CLASSIC_FAMILIES: Readonly<Record<string, string>> = {
  cloud_recording: 'recording:read',
  meeting: 'meeting:read',
  user: 'user:read',
  webinar: 'webinar:read',
};

/** Whether the grant allows an endpoint. An empty list means that Zoom did not say: then trying is the way to know. */
export function isGranted(scopes: readonly string[], name: EndpointName): boolean {
  const { scope, adminOnly }: Endpoint = ENDPOINTS[name];
  return covers(scopes, scope, adminOnly === true);
}

function covers(scopes: readonly string[], scope: string, adminOnly: boolean): boolean {
  if (scopes.length === 0) return true;
  const classic = CLASSIC_FAMILIES[scope.split(':')[0] ?? ''] ?? scope;
  const forms = [scope, classic].flatMap((form) => [
    ...(adminOnly ? [] : [form]),
    `${form}:admin`,
    `${form}:master`,
  ]);
  return forms.some((form) => scopes.includes(form));
}

/** Everyone's recordings with an admin-managed app, one user's with a user-managed one. */
export function reachOf(scopes: readonly string[]): 'account' | 'user' {
  return scopes.length > 0 && isGranted(scopes, 'accountRecordings') ? 'account' : 'user';
}

/** Scopes without which nothing can be ingested, that were not granted. Named as the reach would have them. */
export function missingRequired(scopes: readonly string[], reach: 'account' | 'user'): string[] {
  const needed: EndpointName[] = [
    'me',
    reach === 'account' ? 'accountRecordings' : 'userRecordings',
    'recordingFiles',
    'download',
  ];
  const suffix = reach === 'account' ? ':admin' : '';
  return needed.filter((name) => !isGranted(scopes, name)).map((name) => `${ENDPOINTS[name].scope}${suffix}`);
}

/**
 * Whether Zoom lets such a grant hear of an event: it refuses a whole subscription for one event whose scope is missing.
 * An event that no scope is asked for needs none.
 */
export function mayHear(asked: readonly AskedScope[], scopes: readonly string[], event: string): boolean {
  return asked.filter(({ neededBy }) => neededBy.includes(event)).every((each) => isHeld(scopes, each));
}

function isHeld(scopes: readonly string[], { user, admin = '' }: AskedScope): boolean {
  return covers(scopes, user ?? admin.replace(/:admin$/, ''), user === undefined);
}

type AskedScope = PluginManifest['oauth']['scopes'][number];

/** A scope that was asked for and not granted. */
export interface MissingScope {
  readonly scope: string;
  readonly optional: boolean;
  readonly costs: string;
}

/** What the grant lacks of all that the manifest asks of such an app. Named as the reach would have it. */
export function missingScopes(
  asked: readonly AskedScope[],
  scopes: readonly string[],
  reach: 'account' | 'user',
): MissingScope[] {
  return asked.flatMap((each) => {
    const { user, admin, optional, costs } = each;
    const scope = reach === 'account' ? admin : user;
    if (scope === undefined || isHeld(scopes, each)) return [];
    // Who may list the account's recordings needs no listing of one user's.
    const replaced = reach === 'account' && user === ENDPOINTS.userRecordings.scope;
    return [{ scope, optional: optional || replaced, costs }];
  });
}
