import { randomUUID } from 'node:crypto';
import { userByEmail } from './account.ts';
import { apiRoute } from './api.ts';
import { systemClock } from './clock.ts';
import { Downloads } from './downloads.ts';
import { EventSubscriptions } from './event-subscriptions.ts';
import { Faults } from './faults.ts';
import type { FrontDesk } from './front-desk.ts';
import { Grants } from './grants.ts';
import type { HeldMeeting } from './held-meeting.ts';
import { holdMeeting } from './hold-meeting.ts';
import { meetingsEndpoints } from './meetings-endpoints.ts';
import { Notifier } from './notifier.ts';
import { oauthRoutes } from './oauth-endpoints.ts';
import { OpaqueStrings } from './opaque.ts';
import { scopesOf, type ZoomOptions } from './options.ts';
import { pageRoutes } from './page/page-routes.ts';
import { Paging } from './paging.ts';
import { pastMeetingsEndpoints } from './past-meetings-endpoints.ts';
import { RateLimits } from './rate-limits.ts';
import { RecordingLife } from './recording-life.ts';
import { recordingsEndpoints } from './recordings-endpoints.ts';
import type { LoggedRequest } from './request-log.ts';
import type { Route } from './routes.ts';
import { usersEndpoints } from './users-endpoints.ts';
import { WebhookSender } from './webhook-sender.ts';

const ENDPOINTS = [...usersEndpoints, ...recordingsEndpoints, ...pastMeetingsEndpoints, ...meetingsEndpoints];

/** The parts of a Zoom, put together; the origins are filled in once the ports are known. */
export function buildZoom(options: ZoomOptions) {
  const accounts = structuredClone(options.accounts);
  const clock = options.clock ?? systemClock;
  const opaque = new OpaqueStrings(options.seed ?? randomUUID());
  const clientId = options.clientId ?? 'zoom-client-id';
  const session = {
    ...userByEmail(accounts, accounts[0]?.users[0]?.email ?? ''),
    scopes: scopesOf(options.scope ?? 'admin_managed'),
    secretToken: options.secretToken ?? 'zoom-test-secret-token',
  };
  const origins = { web: '', signed: '' };
  const grants = new Grants(clock, opaque);
  const sender = new WebhookSender(clock, opaque, () => session.secretToken);
  const subscriptions = new EventSubscriptions(
    opaque,
    (url) => sender.validateUrl(url),
    () => session.scopes,
  );
  const notifier = new Notifier({ target: options.webhookTarget, sender, subscriptions, clock, clientId });
  const downloads = new Downloads({ clock, opaque, grants, accounts, origins });
  const world = {
    clock,
    grants,
    downloads,
    paging: new Paging(clock, opaque, options.largestPage),
    limits: new RateLimits(options.plan ?? 'pro', clock, options.stopwatch ?? (() => performance.now())),
  };
  const oauth = oauthRoutes({
    clientId,
    clientSecret: options.clientSecret ?? 'zoom-client-secret',
    autoConsent: options.autoConsent ?? false,
    grants,
    session,
    apiUrl: () => origins.web,
    onRevoked: (account, user) => notifier.appRemoved(account, user),
  });
  const life = new RecordingLife(accounts, clock, downloads, (event) => notifier.send(event));
  const hold = (meeting: HeldMeeting) => holdMeeting(meeting, { accounts, clock, opaque, life });
  const pages = pageRoutes({ session, grants, life, hold, origin: () => origins.web });
  const requests: LoggedRequest[] = [];
  const closing = new AbortController();
  const faults = new Faults();
  const desk = (routes: readonly Route[]): FrontDesk => ({
    ...{ routes, faults, closing: closing.signal },
    log: (entry) => requests.push({ ...entry, at: clock.now() }),
  });
  const api = [...ENDPOINTS, ...subscriptions.endpoints].map((endpoint) => apiRoute(endpoint, world));
  return {
    accounts,
    session,
    origins,
    opaque,
    grants,
    sender,
    notifier,
    faults,
    requests,
    closing,
    life,
    hold,
    webDesk: desk([...pages, ...oauth, ...api, ...downloads.webRoutes]),
    signedDesk: desk(downloads.signedRoutes),
  };
}
