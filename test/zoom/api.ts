import type { ZoomAccount, ZoomRecording, ZoomUser } from './account.ts';
import type { Clock } from './clock.ts';
import type { Downloads } from './downloads.ts';
import { bearerOf, type ZoomReply, type ZoomRequest, zoomError } from './exchange.ts';
import type { Grants } from './grants.ts';
import { meetingReference } from './meeting-path.ts';
import type { Paging } from './paging.ts';
import type { RateLimits, RateTier } from './rate-limits.ts';
import type { Route } from './routes.ts';
import { holdsScope, reachesAccount } from './scopes.ts';

/** Whose token a request carries, and how far it reaches. */
export interface Caller {
  account: ZoomAccount;
  user: ZoomUser | undefined;
  reach: 'account' | 'user';
}

export interface ApiWorld {
  clock: Clock;
  grants: Grants;
  limits: RateLimits;
  paging: Paging;
  downloads: Downloads;
}

/** An endpoint under /v2: Zoom labels each with a rate tier and guards it with one scope. */
export interface ApiEndpoint {
  method: string;
  template: string;
  tier: RateTier;
  scope: string;
  handle(request: ZoomRequest, caller: Caller, world: ApiWorld): ZoomReply | Promise<ZoomReply>;
}

/** Checks token, scope and rate before the endpoint sees the request. */
export function apiRoute(endpoint: ApiEndpoint, world: ApiWorld): Route {
  return {
    method: endpoint.method,
    template: endpoint.template,
    async handle(request) {
      const caller = callerOf(request, endpoint.scope, world.grants);
      if ('status' in caller) return caller;
      const rate = world.limits.take(caller.account.id, endpoint.tier);
      if ('refused' in rate) return rate.refused;
      const reply = await endpoint.handle(request, caller, world);
      return { ...reply, headers: { ...reply.headers, ...rate.headers } };
    },
  };
}

function callerOf(request: ZoomRequest, scope: string, grants: Grants): Caller | ZoomReply {
  const token = bearerOf(request);
  if (token === undefined) return zoomError(401, 124, 'Requires an access token.');
  const grant = grants.find(token);
  if (!grant || grant.state === 'revoked') return zoomError(401, 124, 'Invalid access token.');
  if (grant.state === 'superseded') {
    return zoomError(401, 4741, 'The token has been revoked due to multiple authorizations.');
  }
  if (!grants.isLive(grant)) return zoomError(401, 124, 'Access token is expired.');
  if (!holdsScope(grant.scopes, scope)) {
    return zoomError(400, 4711, `Invalid access token, does not contain scopes:[${scope}, ${scope}:admin].`);
  }
  return {
    account: grant.account,
    user: grant.user,
    reach: reachesAccount(grant.scopes) ? 'account' : 'user',
  };
}

/** The user a path names: `me`, an id or an address. A user-managed app may only say `me`; an app's own token has no `me`. */
export function namedUser(segment: string, caller: Caller): ZoomUser | undefined {
  if (segment === 'me') return caller.user;
  const wanted = decodeURIComponent(segment).toLowerCase();
  const user = caller.account.users.find(
    (each) => each.id.toLowerCase() === wanted || each.email.toLowerCase() === wanted,
  );
  return caller.reach === 'account' || user?.id === caller.user?.id ? user : undefined;
}

export const noSuchUser = (segment: string): ZoomReply =>
  zoomError(404, 1001, `User does not exist: ${decodeURIComponent(segment)}.`);

const withinReach = (caller: Caller, held: { hostId: string }): boolean =>
  caller.reach === 'account' || held.hostId === caller.user?.id;

/**
 * The occurrence a path names: a uuid names exactly one, a numeric id the latest one, whichever the caller had in mind.
 */
export function namedOccurrence(segment: string, caller: Caller): ZoomRecording | undefined {
  const reference = meetingReference(segment);
  if (!reference) return undefined;
  const reachable = caller.account.recordings.filter((recording) => withinReach(caller, recording));
  if (reference.kind === 'uuid') return reachable.find((recording) => recording.uuid === reference.uuid);
  return reachable
    .filter((recording) => recording.meetingId === reference.id && recording.state !== 'deleted')
    .reduce<ZoomRecording | undefined>(
      (latest, each) => (latest && latest.startTime >= each.startTime ? latest : each),
      undefined,
    );
}

/** What was scheduled under the numeric id in a path. */
export function scheduledMeeting(segment: string, caller: Caller) {
  return caller.account.meetings.find(
    (meeting) => String(meeting.id) === segment && withinReach(caller, meeting),
  );
}
