import { userByEmail, type ZoomAccount } from './account.ts';
import type { Faults } from './faults.ts';
import { attend } from './front-desk.ts';
import type { HeldMeeting } from './held-meeting.ts';
import type { Held } from './hold-meeting.ts';
import { listen } from './listener.ts';
import type { Postman } from './notifier.ts';
import { type GrantedScope, scopesOf, type ZoomOptions } from './options.ts';
import { buildZoom } from './parts.ts';
import { countByEndpoint, type LoggedRequest, type RequestCounts } from './request-log.ts';
import type { ZoomEvent } from './webhook-events.ts';
import type { Delivery } from './webhook-sender.ts';

/** A running Zoom. `accounts` is its own copy of what it was started with, and may be changed while it runs. */
export interface ZoomServer {
  origin: string;
  /** The second origin, of the pre-signed downloads. */
  signedOrigin: string;
  apiUrl: string;
  oauthUrl: string;
  accounts: ZoomAccount[];
  faults: Faults;
  requests: readonly LoggedRequest[];
  /** Every webhook that was sent, in order. */
  deliveries: readonly Delivery[];
  /** One that opens the files of this recording alone, as webhooks bring it. */
  downloadToken(uuid: string): string;
  /** Parts of every code, token and pre-signed address that was handed out. */
  secretsGiven(): string[];
  /** Requests by method and path template. */
  counts(): RequestCounts;
  clearLog(): void;
  /** Who the browser is signed in as when it comes to the consent page; the first account's first user unless told. */
  signIn(email: string): void;
  /** What tokens are granted from the next authorization on. */
  setScope(scope: GrantedScope): void;
  setWebhookTarget(url: string): void;
  setSecretToken(secretToken: string): void;
  setPostman(postman: Postman): void;
  sendWebhook(event: ZoomEvent): Promise<Delivery[]>;
  validateUrl(url: string): Promise<boolean>;
  /** The recording becomes ready, without what is still pending. */
  finishRecording(uuid: string): Promise<Delivery[]>;
  /** The recording becomes ready if it was not, and its pending transcript too. */
  finishMeeting(uuid: string): Promise<Delivery[]>;
  /** A meeting ends now, and its recording becomes ready. */
  holdMeeting(meeting: HeldMeeting): Promise<Held>;
  trash(uuid: string): Promise<Delivery[]>;
  delete(uuid: string): Promise<Delivery[]>;
  recover(uuid: string): Promise<Delivery[]>;
  /** The user's access token dies early. */
  expireAccess(email: string): void;
  /** The user removes the app in Zoom. */
  deauthorize(email: string): Promise<Delivery[]>;
  /** Waits for the webhooks that Zoom sends of its own accord. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** What opens something to whoever holds it. */
const SECRET_LABELS = ['code', 'access', 'refresh', 'download', 'signed'];

/** Starts a Zoom on two loopback ports. */
export async function startZoom(options: ZoomOptions): Promise<ZoomServer> {
  const zoom = buildZoom(options);
  const [web, signed] = await Promise.all([
    listen(options.port ?? 0, (request) => attend(request, zoom.webDesk)),
    listen(0, (request) => attend(request, zoom.signedDesk)),
  ]);
  zoom.origins.web = web.origin;
  zoom.origins.signed = signed.origin;
  const { accounts, faults, requests, sender, notifier, life, session } = zoom;
  return {
    origin: web.origin,
    signedOrigin: signed.origin,
    apiUrl: `${web.origin}/v2`,
    oauthUrl: `${web.origin}/oauth`,
    accounts,
    faults,
    requests,
    deliveries: sender.deliveries,
    downloadToken: (uuid) => life.downloadToken(uuid),
    secretsGiven: () => SECRET_LABELS.flatMap((label) => zoom.opaque.made(label)),
    counts: () => countByEndpoint(requests),
    clearLog: () => {
      requests.length = 0;
    },
    signIn: (email) => {
      Object.assign(session, userByEmail(accounts, email));
    },
    setScope: (scope) => {
      session.scopes = scopesOf(scope);
    },
    setWebhookTarget: (url) => {
      notifier.target = url;
    },
    setSecretToken: (secretToken) => {
      session.secretToken = secretToken;
    },
    setPostman: (postman) => {
      notifier.postman = postman;
    },
    sendWebhook: (event) => notifier.send(event),
    validateUrl: (url) => sender.validateUrl(url),
    finishRecording: (uuid) => life.finishRecording(uuid),
    finishMeeting: (uuid) => life.finishMeeting(uuid),
    holdMeeting: zoom.hold,
    trash: (uuid) => life.trash(uuid),
    delete: (uuid) => life.delete(uuid),
    recover: (uuid) => life.recover(uuid),
    expireAccess: (email) => zoom.grants.expireAccess(userByEmail(accounts, email).user),
    deauthorize: (email) => {
      const { account, user } = userByEmail(accounts, email);
      zoom.grants.revokeUser(user);
      return notifier.appRemoved(account, user);
    },
    settled: () => notifier.settled(),
    close: async () => {
      zoom.closing.abort();
      await Promise.all([web.close(), signed.close(), notifier.settled()]);
    },
  };
}
