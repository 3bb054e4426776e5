import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onWebhookInput } from '../../../contracts/generated/validators.ts';
import type { RawRequest } from '../../../contracts/host.ts';
import { door } from '../../../plugin/webhook/door.ts';
import { HANDLED_EVENTS } from '../../../plugin/webhook/events.ts';
import manifest from '../../../plugin.manifest.json' with { type: 'json' };
import { encryptedToken } from '../../zoom/webhook-signature.ts';
import { NOW, SECRET, TIMESTAMP, TRANSCRIPT_READY, zoomRequest } from './requests.ts';
import { CHALLENGE } from './signed-bodies.ts';

const knock = (request: RawRequest, secrets: readonly string[] = [SECRET]) => door(request, secrets, NOW);
/** Why an event is counted as ignored. */
const UNUSED = 'the event is not used';
const IDLE = 'the event names nothing to work on';
const UNREADABLE = 'the body names no event';
const validation = (plainToken: unknown) => ({ event: 'endpoint.url_validation', payload: { plainToken } });

describe('the webhook door', () => {
  it('answers a genuine event with 200 and hands its delivery over', () => {
    const result = knock(zoomRequest(TRANSCRIPT_READY));
    expect(result).toMatchObject({ outcome: 'accepted', reply: { status: 200, body: '{"received":true}' } });
  });

  it.each([
    ['GET', { method: 'GET' }, 405, 'only POST is served here'],
    ['text', { headers: { 'content-type': 'text/plain' } }, 415, 'the content is not JSON'],
    [
      'JSON at the end of another type',
      { headers: { 'content-type': 'text/x; application/json' } },
      415,
      'not JSON',
    ],
    ['no content type', { headers: { 'content-type': undefined } }, 415, 'the content is not JSON'],
    ['no signature', { headers: { 'x-zm-signature': undefined } }, 401, 'x-zm-signature or '],
    ['no timestamp', { headers: { 'x-zm-request-timestamp': undefined } }, 401, ' is missing'],
    ['a timestamp in milliseconds', { timestamp: `${TIMESTAMP}000` }, 401, ' is not a time in seconds'],
    ['an old timestamp', { timestamp: '1739900000' }, 401, 'x-zm-request-timestamp is out of range'],
    ['another secret', { secret: 'a-stranger’s' }, 401, 'the signature fits none of the secrets'],
  ])(
    'refuses a request with %s, and says why, to the sender and to the counters',
    (_, change, status, why) => {
      const reason = expect.stringContaining(why);
      const result = knock(zoomRequest(TRANSCRIPT_READY, change));
      expect(result).toMatchObject({ outcome: 'rejected', reason, reply: { status } });
      expect(JSON.parse(result.reply.body)).toEqual({ error: reason });
    },
  );

  it('says which method it serves', () => {
    expect(knock(zoomRequest('', { method: 'PUT' })).reply.headers).toMatchObject({ allow: 'POST' });
  });

  it('refuses a body over one megabyte without looking at it, however well it is signed', () => {
    const padded = { ...TRANSCRIPT_READY, padding: 'x'.repeat(1024 * 1024) };
    expect(knock(zoomRequest(padded))).toMatchObject({
      ...{ outcome: 'rejected', reason: 'the body is too large' },
      reply: { status: 413 },
    });
  });

  it('takes a body of one megabyte', () => {
    const bytes = Buffer.byteLength(JSON.stringify({ ...TRANSCRIPT_READY, padding: '' }));
    const padded = { ...TRANSCRIPT_READY, padding: 'x'.repeat(1024 * 1024 - bytes) };
    expect(knock(zoomRequest(padded)).outcome).toBe('accepted');
  });

  it('takes no request at all while it has no secret', () => {
    expect(knock(zoomRequest(TRANSCRIPT_READY, { secret: '' }), [''])).toMatchObject({
      outcome: 'rejected',
      reply: { status: 401 },
    });
  });

  it.each([
    ['an event nobody has heard of', { ...TRANSCRIPT_READY, event: 'meeting.teleported' }, UNUSED],
    ['an event of JavaScript’s own', { ...TRANSCRIPT_READY, event: 'constructor' }, UNUSED],
    [
      'an event without an account',
      { event: 'recording.completed', payload: { object: { uuid: 'u==' } } },
      IDLE,
    ],
    ['an event without a payload', { event: 'recording.completed' }, IDLE],
    ['a body that names no event', { payload: { account_id: 'a' } }, UNREADABLE],
    ['a body that is no JSON', 'not json', UNREADABLE],
    ['a body that is a list', '[]', UNREADABLE],
    ['an empty body', '', UNREADABLE],
  ])('answers %s with 200, because Zoom gives up an event after any 4xx', (_, body, reason) => {
    expect(knock(zoomRequest(body))).toMatchObject({
      ...{ outcome: 'ignored', reason },
      reply: { status: 200, body: '{"received":true}' },
    });
  });

  it('hands over exactly the events that the manifest subscribes to', () => {
    expect([...HANDLED_EVENTS].toSorted()).toEqual(manifest.webhook.events.toSorted());
  });
});

describe('URL validation', () => {
  const TOKEN = CHALLENGE.plainToken;

  it('is answered at once with the token and its HMAC', () => {
    const result = knock(zoomRequest(validation(TOKEN)));
    expect(result).toMatchObject({ outcome: 'validated', reason: 'url_validation' });
    expect(result.reply).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(JSON.parse(result.reply.body)).toEqual(CHALLENGE);
  });

  it('is answered with the secret of the rotation that signed it', () => {
    const result = knock(zoomRequest(validation(TOKEN), { secret: 'old' }), ['new', 'old']);
    expect(JSON.parse(result.reply.body)).toMatchObject({ encryptedToken: encryptedToken('old', TOKEN) });
  });

  it('is not answered unsigned', () => {
    const result = knock(zoomRequest(validation(TOKEN), { headers: { 'x-zm-signature': undefined } }));
    expect(result).toMatchObject({ outcome: 'rejected', reply: { status: 401 } });
    expect(result.reply.body).not.toContain(encryptedToken(SECRET, TOKEN));
  });

  it.each([
    ['would sign an event of the sender’s choice', `v0:1739923528:${JSON.stringify(TRANSCRIPT_READY)}`],
    ['holds a colon', 'v0:1'],
    ['is longer than any token of Zoom’s', 'x'.repeat(129)],
    ['is empty', ''],
    ['is missing', undefined],
    ['is no text', 42],
  ])('refuses a token that %s', (_, plainToken) => {
    const result = knock(zoomRequest(validation(plainToken)));
    expect(result).toMatchObject({ outcome: 'rejected', reply: { status: 400 } });
    expect(JSON.parse(result.reply.body)).toEqual({ error: 'the plain token is not one of Zoom’s' });
  });

  it('takes a token of up to 128 characters, though Zoom’s have 22', () => {
    expect(knock(zoomRequest(validation('x'.repeat(128)))).outcome).toBe('validated');
  });
});

describe('whatever is sent to the door', () => {
  const headerValue = fc.oneof(fc.string(), fc.constant(undefined), fc.string({ unit: 'binary' }));
  const mutated: fc.Arbitrary<RawRequest> = fc.record({
    method: fc.oneof(fc.constant('POST'), fc.string()),
    headers: fc.record({
      'content-type': fc.oneof(fc.constant('application/json'), headerValue),
      'x-zm-signature': headerValue,
      'x-zm-request-timestamp': fc.oneof(fc.constant('1739923528'), headerValue),
    }),
    body: fc.oneof(
      fc.uint8Array(),
      fc.json().map((text) => Buffer.from(text)),
    ),
  });

  it('unsigned, it is refused with a 4xx and never crashes the door', () => {
    fc.assert(
      fc.property(mutated, (request) => {
        const { outcome, reply } = knock(request);
        expect(outcome).toBe('rejected');
        expect(reply.status).toBeGreaterThanOrEqual(400);
        expect(reply.status).toBeLessThan(500);
      }),
      { numRuns: 1000 },
    );
  });

  it('changed in one byte after it was signed, it is refused', () => {
    const request = zoomRequest(TRANSCRIPT_READY);
    fc.assert(
      fc.property(
        fc.nat({ max: request.body.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (position, flip) => {
          const body = Uint8Array.from(request.body, (byte, at) => (at === position ? byte ^ flip : byte));
          expect(knock({ ...request, body })).toMatchObject({ outcome: 'rejected', reply: { status: 401 } });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('signed and of any shape, it is answered below 500, and what is handed over fits the contract', () => {
    const event = fc.constantFrom(...HANDLED_EVENTS, 'endpoint.url_validation', 'meeting.ended');
    const anything = fc.jsonValue();
    const file = fc.record(
      { id: anything, file_type: anything, recording_start: anything },
      { requiredKeys: [] },
    );
    const object = fc.record(
      {
        uuid: anything,
        host_id: anything,
        recording_files: fc.oneof(anything, fc.array(fc.oneof(file, anything))),
      },
      { requiredKeys: [] },
    );
    const payload = fc.record(
      {
        account_id: fc.oneof(fc.constant('a'), anything),
        user_id: anything,
        deauthorization_time: anything,
        object: fc.oneof(object, anything),
      },
      { requiredKeys: [] },
    );
    const signed = fc.record(
      { event: fc.oneof(event, anything), event_ts: anything, payload: fc.oneof(payload, anything) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(signed, (body) => {
        const result = knock(zoomRequest(body));
        expect(result.reply.status).toBeLessThan(500);
        if (result.outcome === 'accepted') expect(() => onWebhookInput.parse(result.delivery)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });
});
