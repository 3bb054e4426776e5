import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { json } from '../../zoom/exchange.ts';
import { startZoom, type ZoomServer } from '../../zoom/index.ts';
import { type Listener, listen } from '../../zoom/listener.ts';
import { encryptedToken, webhookSignature } from '../../zoom/webhook-signature.ts';
import { accountWith, connect, recording, token } from './zoom-client.ts';

const SECRET = 'zoom-test-secret-token';

interface Received {
  event: string;
  payload: {
    plainToken?: string;
    object?: { recording_files: { file_type: string; download_url: string }[] };
  };
  download_token?: string;
}

let zoom: ZoomServer;
let endpoint: Listener;
let received: Received[];
let status: number;

beforeEach(async () => {
  received = [];
  status = 200;
  endpoint = await listen(0, async (request) => {
    const event: Received = JSON.parse(request.body);
    received.push(event);
    const timestamp = String(request.headers['x-zm-request-timestamp']);
    const genuine = request.headers['x-zm-signature'] === webhookSignature(SECRET, timestamp, request.body);
    const plainToken = event.payload.plainToken;
    if (plainToken !== undefined)
      return json(200, { plainToken, encryptedToken: encryptedToken(SECRET, plainToken) });
    return json(genuine ? status : 401, {});
  });
  const pending = recording('new==', { state: 'unlisted' });
  pending.files = pending.files.map((file) => ({ ...file, pending: file.fileType === 'TRANSCRIPT' }));
  zoom = await startZoom({
    accounts: [accountWith(pending)],
    autoConsent: true,
    webhookTarget: endpoint.origin,
  });
});
afterEach(async () => {
  await zoom.close();
  await endpoint.close();
});

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

const names = () => received.map(({ event }) => event);

describe('the signature', () => {
  it.each([
    [
      '{"event":"recording.transcript_completed","event_ts":1739923528456,"payload":{"account_id":"abc","object":{"id":98765432101,"uuid":"4444AAAiAAAAAiAiAiiAii==","topic":"Łukasz & Zoë — Q´s"}}}',
      'v0=733a917503b60c3b51708ccc5345d0aa03914775c92f8626a4e04531f6560d13',
    ],
    [
      '{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"},"event_ts":1739923528456}',
      'v0=1107bea67e17f46dd36fd354e402603525936997dd62e50843385a25b4668d80',
    ],
    [
      String.raw`{ "event" : "meeting.ended", "u":"a\/b", "n":"\u0141" }`,
      'v0=7aa315fe18a0124d46b42ab695e711fb786950ddbfdb04969a33333054e480a3',
    ],
  ])('covers the very bytes of the body: %s', (body, expected) => {
    expect(webhookSignature(SECRET, '1739923528', body)).toBe(expected);
  });

  it('of the challenge is lowercase hex', () => {
    expect(encryptedToken(SECRET, 'qgg8vlvZRS6UYooatFL8Aw')).toBe(
      '189bad60d71b25fc9705f43e5883e837f2d813ec93ba913b641fbe02d931744f',
    );
  });
});

describe('sending', () => {
  it('signs with the secret, and the endpoint can tell', async () => {
    const event = { event: 'meeting.ended', payload: { account_id: 'accountOne' } };
    expect((await zoom.sendWebhook(event))[0]?.status).toBe(200);
    zoom.setSecretToken('another');
    expect((await zoom.sendWebhook(event))[0]?.status).toBe(401);
  });

  it('can be retried after a 5xx with the same body and timestamp, and never after a 4xx', async () => {
    status = 503;
    const [first] = await zoom.sendWebhook({ event: 'meeting.ended', payload: {} });
    if (!first) throw new Error('nothing was sent');
    status = 400;
    const second = await zoom.retryWebhook(first);
    expect(second).toMatchObject({ headers: first.headers, body: first.body, status: 400, retries: 1 });
    expect(() => zoom.retryWebhook(second)).toThrow(/does not retry/);
  });
});

describe('the life of a recording', () => {
  it('tells of the video first and of the transcript later, with a token that opens it', async () => {
    await zoom.finishMeeting('new==');
    expect(names()).toEqual(['recording.completed', 'recording.transcript_completed']);
    expect(
      received.map(({ payload }) => payload.object?.recording_files.map((file) => file.file_type)),
    ).toEqual([['MP4'], ['TRANSCRIPT']]);
    const last = received.at(-1);
    const url = last?.payload.object?.recording_files[0]?.download_url ?? '';
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
    expect(received.at(-1)).toMatchObject({
      event: 'app_deauthorized',
      payload: { account_id: 'accountOne', user_id: 'hostOne' },
    });
    expect(received.at(-1)).not.toHaveProperty('event_ts');
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
    received.length = 0;
    await zoom.sendWebhook({ event: 'meeting.ended', payload: { account_id: 'accountOne' } });
    expect(names()).toEqual(['meeting.ended', 'meeting.ended']);
  });
});
