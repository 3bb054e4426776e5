import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OnConnectOutput } from '../../../contracts/generated/on-connect-output.ts';
import type { Deployment } from '../../../contracts/host.ts';
import { forJob } from '../../../plugin/container.ts';
import { AUTHORIZATION } from '../../../plugin/credential-names.ts';
import { plugin } from '../../../plugin/index.ts';
import { EventSubscriptions } from '../../../plugin/zoom/event-subscriptions.ts';
import { TokenEndpoint } from '../../../plugin/zoom/token-endpoint.ts';
import { queueName } from '../../halo/jobs/queues.ts';
import { applySeed } from '../../halo/seed.ts';
import { accountWith, recording } from '../../zoom/made-up.ts';
import { ADMIN_MANAGED_SCOPES, USER_MANAGED_SCOPES } from '../../zoom/scopes.ts';
import { REDIRECT, type Rig, startRig, VERIFIER } from './rig.ts';

const LIST = '/v2/marketplace/app/event_subscription';
const ONE = `${LIST}/{id}`;
const SYNC = queueName('zoom', 'sync');
const BY_API: Partial<Deployment> = { eventSubscriptions: 'api' };

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ accounts: [accountWith(recording('first=='))] });
});
afterAll(() => rig.stop());
beforeEach(neverConnected);

/** Nobody has connected yet, and Zoom has nothing registered. */
async function neverConnected(): Promise<void> {
  const { halo, zoom } = rig;
  await halo.halo.query(
    'truncate zoom.connections, zoom.request_budgets, credentials, webhook_deliveries, integrations',
  );
  await halo.halo.query(`update teams set settings = '{}'`);
  await halo.boss.deleteAllJobs(SYNC);
  zoom.setScope('admin_managed');
  zoom.setSecretToken('zoom-test-secret-token');
  zoom.faults.clear();
  for (const { event_subscription_id: id } of await registered()) await registered('DELETE', `/${id}`);
  zoom.clearLog();
}

/** An admin goes through the consent page, and Halo runs onConnect with what came back. */
async function connect(deployment = BY_API): Promise<OnConnectOutput> {
  const host = await rig.host({ deployment });
  const answer = {
    code: await rig.consent(),
    codeVerifier: VERIFIER,
    redirectUri: REDIRECT,
    connectedBy: 'dana',
  };
  await host.credentials.change(AUTHORIZATION, async () => ({ next: answer, result: undefined }));
  return plugin.hooks.onConnect({}, host);
}

async function disconnect(): Promise<void> {
  await plugin.hooks.onDisconnect({ data: 'keep' }, await rig.host({ deployment: BY_API }));
}

async function setSummaries(aiSummary: boolean): Promise<void> {
  await applySeed(rig.halo, rig.halo.orgId, { settings: { aiSummary } });
}

async function health() {
  return (await plugin.hooks.stats({}, await rig.host())).health;
}

/** What a grant of everything hears of in an org that has not asked for summaries. */
const EVENTS = plugin.manifest.webhook.events
  .filter((event) => event !== 'app_deauthorized' && !event.startsWith('meeting.summary_'))
  .toSorted();

/** What is registered with Zoom. */
async function registered(method = 'GET', path = ''): Promise<Record<string, unknown>[]> {
  const { accessToken } = await forJob(await rig.host(), TokenEndpoint).appToken();
  const headers = { authorization: `Bearer ${accessToken}` };
  const response = await fetch(`${rig.zoom.origin}${LIST}${path}`, { method, headers });
  const body: { event_subscriptions?: Record<string, unknown>[] } = JSON.parse(
    (await response.text()) || '{}',
  );
  return body.event_subscriptions ?? [];
}

const asked = (method: string, template = LIST) => rig.zoom.counts()[`${method} ${template}`] ?? 0;

describe('an app whose webhooks are registered by API', () => {
  it('has Zoom send its events here from the connect on', async () => {
    expect(await connect()).toMatchObject({ state: 'connected', webhook: 'api' });
    expect(await health()).toMatchObject({ state: 'connected', webhook: 'api' });
    expect(await registered()).toEqual([
      expect.objectContaining({
        event_webhook_url: `${rig.halo.url}/api/integrations/zoom/webhook`,
        subscription_scope: 'account',
        subscriber_id: 'accountOne',
        events: EVENTS,
      }),
    ]);
    expect(await rig.zoom.trash('first==')).toMatchObject([{ status: 200 }]);
    expect(await rig.halo.halo.query('select key from webhook_deliveries')).toHaveLength(1);
  });

  it('is registered once, however often it is connected', async () => {
    await connect();
    const before = await registered();
    expect(await connect()).toMatchObject({ webhook: 'api' });
    expect(await registered()).toEqual(before);
    expect(asked('POST')).toBe(1);
  });

  it('is registered for one user alone when it is user-managed', async () => {
    rig.zoom.setScope('user_managed');
    await connect();
    await connect();
    expect(await registered('GET', '?subscription_scope=user&user_id=hostOne')).toHaveLength(1);
    expect(await registered('GET', '?subscription_scope=account')).toEqual([]);
    expect(asked('POST')).toBe(1);
  });

  it('moves with the address of Halo, and leaves nothing at the old one', async () => {
    const moved = rig.halo.url.replace('127.0.0.1', 'localhost');
    await connect();
    expect(await connect({ ...BY_API, publicUrl: moved })).toMatchObject({ webhook: 'api' });
    expect((await registered()).map((each) => each.event_webhook_url)).toEqual([
      `${moved}/api/integrations/zoom/webhook`,
    ]);
  });
});

describe('the events that are registered', () => {
  const events = async () => (await registered()).map((each) => each.events);

  it('are those whose scope was granted: for any other Zoom refuses them all', async () => {
    const left = ['meeting:read:participant:admin', 'cloud_recording:read:meeting_transcript:admin'];
    rig.zoom.setScope(ADMIN_MANAGED_SCOPES.filter((scope) => !left.includes(scope)));
    expect(await connect()).toMatchObject({ webhook: 'api' });
    const unheard = ['meeting.participant_joined', 'meeting.aic_transcript_completed'];
    expect(await events()).toEqual([EVENTS.filter((event) => !unheard.includes(event))]);
  });

  it('follow the setting for AI summaries, and the subscription they replace ends', async () => {
    await connect();
    await setSummaries(true);
    expect(await connect()).toMatchObject({ webhook: 'api' });
    expect(await events()).toEqual([expect.arrayContaining([...EVENTS, 'meeting.summary_completed'])]);
    await setSummaries(false);
    await connect();
    expect(await events()).toEqual([EVENTS]);
  });

  it('are registered once although a subscription was made that Halo never heard of', async () => {
    const host = await rig.host({ deployment: BY_API });
    const lost = { accountId: 'accountOne', userId: 'hostOne', mode: 'account' as const };
    await forJob(host, EventSubscriptions).register({ ...lost, scopes: USER_MANAGED_SCOPES.slice(0, 3) });
    await connect();
    expect(await events()).toEqual([EVENTS]);
  });
});

describe('a webhook that cannot be registered', () => {
  it('leaves the connection working on the hourly sync, and says why, until a reconnect succeeds', async () => {
    rig.zoom.setSecretToken('a secret that Halo does not know');
    expect(await connect()).toMatchObject({ state: 'connected', webhook: 'inactive' });
    expect(await health()).toMatchObject({
      state: 'connected',
      webhook: 'inactive',
      webhookReason: expect.stringContaining('URL validation failed'),
    });
    expect(await rig.halo.boss.findJobs(SYNC)).toMatchObject([{ data: { input: { trigger: 'connect' } } }]);

    rig.zoom.setSecretToken('zoom-test-secret-token');
    await connect();
    expect(await health()).toMatchObject({ webhook: 'api' });
    expect(await health()).not.toHaveProperty('webhookReason');
  });

  it.each([
    { why: 'Zoom was asked too often: it is asked again', status: 429, webhook: 'api', posts: 2 },
    {
      why: 'Zoom failed, and may have made it: another would be one too many',
      status: 503,
      webhook: 'inactive',
      posts: 1,
    },
  ])('because $why', async ({ status, webhook, posts }) => {
    rig.zoom.faults.add({
      match: { method: 'POST', template: LIST },
      respond: { status, headers: { 'retry-after': '0' } },
    });
    expect(await connect()).toMatchObject({ state: 'connected', webhook });
    expect(asked('POST')).toBe(posts);
  });
});

describe('disconnecting', () => {
  it('ends the registration', async () => {
    await connect();
    await disconnect();
    expect(await registered()).toEqual([]);
    expect(await health()).toMatchObject({ state: 'disconnected', webhook: 'inactive' });
    await disconnect();
    expect(asked('DELETE', ONE)).toBe(1);
  });

  it('leaves the registration of another org of the same account', async () => {
    await connect();
    const host = await rig.host({ deployment: BY_API });
    const other = forJob({ ...host, org: { id: 'other', name: 'Other' } }, EventSubscriptions);
    const { id } = await other.register({
      accountId: 'accountOne',
      userId: 'hostTwo',
      mode: 'account',
      scopes: ADMIN_MANAGED_SCOPES,
    });
    expect(await registered()).toHaveLength(2);
    await disconnect();
    expect(await registered()).toMatchObject([{ event_subscription_id: id }]);
  });

  it('is done as well when the registration is gone already', async () => {
    await connect();
    const [{ event_subscription_id: id } = {}] = await registered();
    await registered('DELETE', `/${id}`);
    await disconnect();
    expect(await health()).toMatchObject({ state: 'disconnected', webhook: 'inactive' });
    await disconnect();
    expect(asked('DELETE', ONE)).toBe(2);
  });

  it('is not held up by a Zoom that refuses, and the next one makes up for it', async () => {
    await connect();
    rig.zoom.faults.add({ match: { method: 'DELETE', template: ONE }, respond: { status: 403 } });
    await disconnect();
    expect(await health()).toMatchObject({ state: 'disconnected' });
    expect(await registered()).toHaveLength(1);
    await disconnect();
    expect(await registered()).toEqual([]);
  });
});

describe('an app with a subscription in its own settings', () => {
  it('is never asked to register another', async () => {
    expect(await connect({})).toMatchObject({ state: 'connected', webhook: 'app' });
    expect(await health()).toMatchObject({ webhook: 'app' });
    await disconnect();
    expect(Object.keys(rig.zoom.counts()).filter((name) => name.includes('marketplace'))).toEqual([]);
  });
});
