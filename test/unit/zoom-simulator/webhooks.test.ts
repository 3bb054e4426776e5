import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startZoom, type ZoomServer } from '../../zoom/index.ts';
import { accountWith, recording } from '../../zoom/made-up.ts';
import { encryptedToken, webhookSignature } from '../../zoom/webhook-signature.ts';
import { CHALLENGE, SIGNED_BODIES } from '../webhook/signed-bodies.ts';
import { signedEndpoint } from './signed-endpoint.ts';
import { connect, token } from './zoom-client.ts';

const SECRET = 'zoom-test-secret-token';

let zoom: ZoomServer;
let endpoint: Awaited<ReturnType<typeof signedEndpoint>>;

beforeEach(async () => {
  endpoint = await signedEndpoint(SECRET);
  const pending = recording('new==', { state: 'unlisted' });
  pending.files = pending.files.map((file) => ({ ...file, pending: file.fileType === 'TRANSCRIPT' }));
  zoom = await startZoom({
    accounts: [accountWith(pending)],
    autoConsent: true,
    webhookTarget: endpoint.origin,
  });
});
afterEach(() => zoom.close());

const names = () => endpoint.received.map(({ event }) => event);

describe('a postman', () => {
  it('sees to how often an event comes, and what Zoom hears of it', async () => {
    zoom.setPostman(async (event, post) =>
      event.event === 'recording.trashed' ? [] : [...(await post()), ...(await post())],
    );
    expect(await zoom.trash('new==')).toEqual([]);
    expect(await zoom.recover('new==')).toHaveLength(2);
    expect(names()).toEqual(['recording.recovered', 'recording.recovered']);
  });
});

describe('the signature', () => {
  it.each(Object.entries(SIGNED_BODIES))(
    'covers the very bytes of the body: %s',
    (_, { body, signature }) => {
      expect(webhookSignature(SECRET, '1739923528', body)).toBe(signature);
    },
  );

  it('of the challenge is lowercase hex', () => {
    expect(encryptedToken(SECRET, CHALLENGE.plainToken)).toBe(CHALLENGE.encryptedToken);
  });
});

describe('sending', () => {
  it('signs with the secret, and the endpoint can tell', async () => {
    const event = { event: 'meeting.ended', payload: { account_id: 'accountOne' } };
    expect((await zoom.sendWebhook(event))[0]?.status).toBe(200);
    zoom.setSecretToken('another');
    expect((await zoom.sendWebhook(event))[0]?.status).toBe(401);
  });
});

describe('the life of a recording', () => {
  it('tells of the video first and of the transcript later, with a token that opens it', async () => {
    await zoom.finishMeeting('new==');
    expect(names()).toEqual(['recording.completed', 'recording.transcript_completed']);
    expect(
      endpoint.received.map(({ payload }) => payload.object.recording_files.map((file) => file.file_type)),
    ).toEqual([['MP4'], ['TRANSCRIPT']]);
    const last = endpoint.received.at(-1);
    const url = last?.payload.object.recording_files[0]?.download_url ?? '';
    const response = await fetch(url, { headers: { authorization: `Bearer ${last?.download_token}` } });
    expect(await response.text()).toBe('WEBVTT\r\n\r\n');
  });

  it('goes on with trash, recovery and deletion', async () => {
    await zoom.finishMeeting('new==');
    await zoom.trash('new==');
    await zoom.recover('new==');
    await zoom.delete('new==');
    expect(names().slice(2)).toEqual(['recording.trashed', 'recording.recovered', 'recording.deleted']);
  });
});

describe('removing the app', () => {
  it('is told to the app, also when the app itself revoked its token', async () => {
    const { access_token } = await connect(zoom);
    await fetch(`${zoom.oauthUrl}/revoke`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('zoom-client-id:zoom-client-secret')}` },
      body: new URLSearchParams({ token: access_token }),
    });
    await zoom.settled();
    expect(endpoint.received.at(-1)).toMatchObject({
      event: 'app_deauthorized',
      payload: { account_id: 'accountOne', user_id: 'hostOne' },
    });
    expect(endpoint.received.at(-1)).not.toHaveProperty('event_ts');
  });
});

describe('event subscriptions', () => {
  const path = '/marketplace/app/event_subscription';

  async function subscribe(url: string) {
    const app = (await token(zoom, { grant_type: 'client_credentials' })).body.access_token;
    const body = JSON.stringify({
      events: ['meeting.ended'],
      event_webhook_url: url,
      subscription_scope: 'account',
      account_id: 'accountOne',
    });
    return fetch(`${zoom.apiUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app}` },
      body,
    });
  }

  it('are made only for an endpoint that answers the challenge', async () => {
    expect((await subscribe(endpoint.origin)).status).toBe(200);
    expect((await subscribe(`${zoom.origin}/nowhere`)).status).toBe(400);
  });

  it("beside the app's own settings deliver an event twice", async () => {
    await subscribe(endpoint.origin);
    endpoint.received.length = 0;
    await zoom.sendWebhook({ event: 'meeting.ended', payload: { account_id: 'accountOne' } });
    expect(names()).toEqual(['meeting.ended', 'meeting.ended']);
  });
});
