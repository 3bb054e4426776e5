import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forJob } from '../../../plugin/container.ts';
import { ZoomClient } from '../../../plugin/zoom/client.ts';
import type { FaultAnswer } from '../../zoom/faults.ts';
import { accountWith, recording } from '../../zoom/made-up.ts';
import { type Rig, startRig } from './rig.ts';

const UUIDS = ['plain==', 'one/slash==', '/leading==', 'two//slashes==', 'plus+and//slashes=='];
const WINDOW = { from: '2026-10-01', to: '2026-10-16' };
const ME = '/v2/users/{id}';

let rig: Rig;
let client: ZoomClient;

beforeAll(async () => {
  rig = await startRig({ accounts: [accountWith(...UUIDS.map((uuid) => recording(uuid)))], largestPage: 2 });
});
afterAll(() => rig.stop());
beforeEach(async () => {
  await rig.connect();
  client = forJob(await rig.host(), ZoomClient);
});

const meAnswers = (respond: FaultAnswer | 'cut', times = 1) =>
  rig.zoom.faults.add({ match: { template: ME }, times, respond });

describe('what is asked of Zoom', () => {
  it.each(UUIDS)('about the recording %s reaches that recording', async (uuid) => {
    expect(await client.recordingFiles(uuid)).toMatchObject({
      uuid,
      downloadAccessToken: expect.any(String),
    });
    expect((await client.participants('pastParticipants', uuid, null)).people).not.toHaveLength(0);
  });

  it('walks the pages of a listing', async () => {
    const found: string[] = [];
    let token: string | null = null;
    do {
      const page = await client.listRecordings('accountRecordings', WINDOW, token);
      found.push(...page.recordings.map(({ uuid }) => uuid));
      token = page.nextPageToken;
    } while (token !== null && found.length < 10);
    expect(found.toSorted()).toEqual(UUIDS.toSorted());
  });

  it('is counted by endpoint, every attempt', async () => {
    const host = await rig.host();
    const before = rig.halo.counters.snapshot()['zoom_requests_total{endpoint="GET /v2/users/me"}'] ?? 0;
    meAnswers({ status: 429, headers: { 'retry-after': '0' }, body: { code: 429 } });
    await forJob(host, ZoomClient).me();
    const after = rig.halo.counters.snapshot()['zoom_requests_total{endpoint="GET /v2/users/me"}'] ?? 0;
    expect(after - before).toBe(2);
  });

  it('goes unanswered once and is asked again', async () => {
    meAnswers('cut');
    expect(await client.me()).toMatchObject({ id: 'hostOne', accountId: 'accountOne' });
  });

  it('is given up when the job must stop', async () => {
    rig.zoom.faults.add({ match: { template: ME }, respond: 'slow' });
    const stop = new AbortController();
    const asked = forJob(await rig.host({ signal: stop.signal }), ZoomClient).me();
    stop.abort(new Error('Halo stops.'));
    await expect(asked).rejects.toThrow('Halo stops.');
  });
});

describe('a limit', () => {
  const daily = { 'x-ratelimit-type': 'Daily-limit' };

  it('per second is waited out as Zoom says', async () => {
    meAnswers({ status: 429, headers: { 'retry-after': '1' }, body: { code: 429, message: 'per-second' } });
    expect(await client.me()).toMatchObject({ id: 'hostOne' });
    expect(rig.zoom.counts()).toEqual({ [`GET ${ME}`]: 2 });
  });

  it.each([
    // Far ahead, since got goes by the real clock; no more than a day and an hour of it is believed.
    ['a date', '2099-10-16T00:00:00Z', '2026-10-16T13:00:00.000Z'],
    ['seconds', '43200', '2026-10-16T00:00:00.000Z'],
  ])(
    'per day, with %s, is not waited for inside the job, and no request is wasted on it',
    async (_, after, until) => {
      meAnswers({ status: 429, headers: { ...daily, 'retry-after': after }, body: { code: 429 } });
      await expect(client.me()).rejects.toMatchObject({ code: 'zoom.daily_limit', retryAt: new Date(until) });
      expect(rig.zoom.counts()).toEqual({ [`GET ${ME}`]: 1 });
    },
  );

  it.each([
    ['its header', { headers: daily, body: { code: 429 } }],
    ['its words', { body: { code: 429, message: 'You have reached the maximum daily rate limit.' } }],
    ['a date that has passed', { headers: { 'retry-after': '2020-01-01T00:00:00Z' }, body: { code: 429 } }],
  ])('that only %s tells apart wastes no request either', async (_, answer) => {
    meAnswers({ status: 429, ...answer });
    await expect(client.me()).rejects.toMatchObject({ name: 'ZoomError' });
    expect(rig.zoom.counts()).toEqual({ [`GET ${ME}`]: 1 });
  });
});

describe('an answer that is not what was asked for', () => {
  it.each([
    ['a page with HTTP 200', { status: 200, body: '<html>Sign in</html>' }, 'zoom.unreadable_answer'],
    ['an empty body', { status: 200, body: '' }, 'zoom.unreadable_answer'],
    ['other JSON', { status: 200, body: { hello: 'world' } }, 'zoom.unreadable_answer'],
    [
      'code 200 in HTTP 200',
      { status: 200, body: { code: 200, message: 'No permission.' } },
      'zoom.not_permitted',
    ],
    [
      'XML',
      { status: 404, body: '<?xml version="1.0"?><result><code>404</code></result>' },
      'zoom.unreachable',
    ],
    ['a page with 403', { status: 403, body: '<html>Blocked</html>' }, 'zoom.not_permitted'],
    ['a redirect', { status: 302, headers: { location: 'https://example.com/' } }, 'zoom.unreadable_answer'],
  ])('such as %s is a typed error', async (_, answer, code) => {
    meAnswers(answer);
    await expect(client.me()).rejects.toMatchObject({ name: 'ZoomError', code });
    expect(rig.zoom.counts()).toEqual({ [`GET ${ME}`]: 1 });
  });

  it('does not put its content into the error', async () => {
    meAnswers({ status: 200, body: { topic: 'confidential topic' } });
    const error: unknown = await client.me().catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/could not be read \(id, account_id\)/);
    expect(String(error)).not.toContain('confidential');
  });
});
