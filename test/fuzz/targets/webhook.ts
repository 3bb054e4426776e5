import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { Delivery } from '../../../contracts/generated/on-webhook-input.ts';
import { onWebhookInput } from '../../../contracts/generated/validators.ts';
import type { DoorResult, RawRequest } from '../../../contracts/host.ts';
import { effectOf } from '../../../plugin/recordings/news.ts';
import { door } from '../../../plugin/webhook/door.ts';
import { WEBHOOK_BODIES } from '../originals.ts';
import { assertInProportion, assertKey, assertStorable, lengthOf } from '../storable.ts';
import type { Target } from '../target.ts';
import { everyDelivery } from '../webhook/deliveries.ts';
import { rawRequestsIn } from '../webhook/raw-requests.ts';
import { fuzzRequest } from '../webhook/requests.ts';

const NOW = new Date('2026-10-15T12:00:00Z');
const SECRETS = ['zoom-new-secret-token', 'zoom-secret-token'];
const SENT = {
  path: '/api/integrations/zoom/webhook',
  secretToken: 'zoom-secret-token',
  deliveries: [...WEBHOOK_BODIES, ...everyDelivery('account-1', NOW)],
  now: NOW,
};

/** A webhook's request, from the bytes of a connection to the work it leads to. */
export const webhook: Target = {
  name: 'webhook',
  promise: 'a webhook is answered by its signature, and what is accepted is work that can be stored',
  ending: 'http',
  share: 1,
  make: (random) => fuzzRequest(SENT, random).bytes,
  async check(input) {
    for (const request of await rawRequestsIn(input))
      if (typeof request !== 'string') assertAnswered(request);
  },
};

function assertAnswered(request: RawRequest): void {
  const result = door(request, SECRETS, NOW);
  const { outcome, reply } = result;
  assert.ok(['accepted', 'validated', 'ignored', 'rejected'].includes(outcome));
  assert.ok(outcome === 'rejected' ? reply.status >= 400 && reply.status < 500 : reply.status === 200);
  assert.equal(typeof JSON.parse(reply.body), 'object');
  assert.ok(!SECRETS.some((secret) => reply.body.includes(secret)), 'the reply holds a secret');
  if (outcome !== 'rejected') assert.ok(isGenuine(request), `what nobody signed is ${outcome}`);
  if (isGenuine(request)) assert.notEqual(reply.status, 401);
  if (outcome === 'accepted') assertDelivery(result, request);
  // The same request means the same, however often it comes.
  assert.deepEqual(door(request, SECRETS.toReversed(), NOW), result);
}

/** By the rules of Zoom's page on webhooks, written down a second time. */
function isGenuine({ method, headers, body }: RawRequest): boolean {
  const { 'x-zm-signature': signature, 'x-zm-request-timestamp': timestamp = '' } = headers;
  const age = NOW.getTime() / 1000 - Number(timestamp);
  const fits = SECRETS.some((secret) => {
    const mac = createHmac('sha256', secret);
    return `v0=${mac.update(`v0:${timestamp}:`).update(body).digest('hex')}` === signature;
  });
  return method === 'POST' && fits && age <= 7_200 && age >= -300;
}

function assertDelivery(
  { delivery, secrets, about }: Extract<DoorResult<Delivery>, { outcome: 'accepted' }>,
  { body }: RawRequest,
): void {
  onWebhookInput.parse(JSON.parse(JSON.stringify(delivery)));
  assertStorable(delivery, 'the delivery');
  assertStorable(secrets, 'its secrets');
  assert.ok(['content', 'connection'].includes(about));
  assertKey(delivery.key, 'the key of a delivery');
  for (const { uuid, files } of delivery.meetings) {
    assertKey(uuid, 'a uuid');
    for (const { id = 'none' } of files) assertKey(id, 'the id of a file');
  }
  const stored = JSON.stringify(delivery);
  assertInProportion(stored.length, body.length, 8, 'the delivery');
  assertInProportion(
    lengthOf(secrets.map((secret) => JSON.stringify(secret))),
    body.length,
    8,
    'the secrets',
  );
  for (const secret of ['passcode', 'Quarterly review', 'eyJhbGciOiJIUzUxMiJ9'])
    assert.ok(!stored.includes(secret), `the delivery holds ${secret}`);
  assertEffects(delivery);
}

function assertEffects({ event, eventTs, meetings }: Delivery): void {
  const at = new Date(eventTs);
  for (const meeting of meetings) {
    for (const row of [
      null,
      { state: 'ingested', reason: null, eventAt: at, transcriptFileIds: ['other'] },
    ] as const) {
      const effect = effectOf(event, { meeting, row, at, now: NOW, keeps: false, readsChat: true });
      assertStorable(effect, 'what it leads to');
    }
  }
}
