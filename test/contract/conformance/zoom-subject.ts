import { join } from 'node:path';
import { HARMLESS } from '../../faults/harmless-statements.ts';
import { packageRoot } from '../../package-root.ts';
import type { ZoomAccount } from '../../zoom/account.ts';
import { loadFixtures, startZoom } from '../../zoom/index.ts';
import { fixture } from '../scene.ts';
import type { Subject } from './subject.ts';
import type { RecordedVendor, SignedRequest } from './vendor.ts';

/** A call about an outage, and one of a series, whose uuid begins with a slash. */
const MEETINGS = ['X05oOWrjkjDlkdYojW52ag==', '/EtaKIs7sMddYKjRDBKJOg=='] as const;
const SAID = 'We need a text message when something is down.';
/** Its transcript is made while the suite runs. */
const LATE = '6iMFN182lKdXqPAuKzgqCg==';
/** Nobody listens there: what Zoom wrote is delivered when the suite wants it. */
const NOWHERE = 'http://127.0.0.1:9';

/** The Zoom plugin, as Halo loads it, beside the Zoom that plays the recorded exchanges of `fixtures/`. */
export const ZOOM: Subject = {
  name: 'The Zoom plugin',
  manifestPath: join(packageRoot, 'plugin.manifest.json'),
  secrets: {
    ZOOM_CLIENT_ID: 'zoom-client-id',
    ZOOM_CLIENT_SECRET: 'zoom-client-secret',
    ZOOM_WEBHOOK_SECRET_TOKEN: 'zoom-test-secret-token',
  },
  // No waiting for turns at Zoom's.
  seed: {
    ...JSON.parse(await fixture('customers.json')),
    settings: { zoomPlan: 'business', zoomShare: 100 },
  },
  openVendor,
  harmless: HARMLESS,
  expectedFailures: {},
};

async function openVendor(clock: { now(): Date }): Promise<RecordedVendor> {
  let accounts = 0;
  const recorded = await loadFixtures(clock.now());
  const accountOf = (nth: number) => withOwnIds(recorded, nth);
  const zoom = await startZoom({
    accounts: [accountOf(accounts)],
    autoConsent: true,
    plan: 'unlimited',
    clock,
    webhookTarget: NOWHERE,
  });

  const account = (): ZoomAccount => {
    const [only] = zoom.accounts;
    if (!only) throw new Error('Zoom has no account.');
    return only;
  };
  return {
    origin: zoom.origin,
    meetings: MEETINGS,
    said: SAID,
    reset() {
      accounts += 1;
      zoom.accounts.splice(0, Number.POSITIVE_INFINITY, accountOf(accounts));
      zoom.signIn(account().users[0]?.email ?? '');
      zoom.setScope('admin_managed');
      zoom.faults.clear();
      zoom.clearLog();
    },
    grant: (scopes) => zoom.setScope(scopes === 'everything' ? 'admin_managed' : ['user:read:user:admin']),
    empty: () => account().recordings.splice(0),
    trouble(kind, times) {
      const respond =
        kind === 'rate_limit'
          ? { status: 429, headers: { 'retry-after': '1' }, body: { code: 429, message: 'Slow down.' } }
          : { status: 503, body: '<!doctype html><title>Unavailable</title>' };
      zoom.faults.add({ match: { where: ({ path }) => path.startsWith('/v2/') }, times, respond });
    },
    async record() {
      account().recordings.push(...withOwnIds(recorded, accounts, [LATE]).recordings);
      return { id: LATE, webhook: written(await zoom.finishMeeting(LATE)) };
    },
    remove: async (id) => written(await zoom.delete(id)),
    unknownEvent: async () =>
      written([
        ...(await zoom.sendWebhook({
          event: 'meeting.started',
          event_ts: clock.now().getTime(),
          payload: { account_id: account().id, object: { uuid: MEETINGS[0] } },
        })),
      ]),
    requests: () => zoom.requests.filter(({ template }) => template.startsWith('/v2/')).length,
    close: () => zoom.close(),
  };
}

/** The account with users that no check before has connected: Zoom counts requests by account, and keeps one grant per user. */
function withOwnIds(recorded: ZoomAccount, nth: number, uuids: readonly string[] = MEETINGS): ZoomAccount {
  const idOf = (id: string) => `${id}-${nth}`;
  const { id, users, recordings, ...rest } = structuredClone(recorded);
  return {
    ...rest,
    id: idOf(id),
    users: users.map((user) => ({ ...user, id: idOf(user.id) })),
    recordings: recordings
      .filter(({ uuid }) => uuids.includes(uuid))
      .map((recording) => ({ ...recording, hostId: idOf(recording.hostId) })),
  };
}

/** What Zoom sent last, of which nobody has heard yet. */
function written(deliveries: readonly SignedRequest[]): SignedRequest {
  const last = deliveries.at(-1);
  if (!last) throw new Error('Zoom has sent no webhook.');
  const { headers, body } = last;
  return { headers, body };
}
