import type { Delivery } from '../../contracts/generated/on-webhook-input.ts';
import {
  type DoorResult,
  MAX_WEBHOOK_BYTES,
  type RawRequest,
  type Reply,
  type WebhookDoor,
} from '../../contracts/host.ts';
import { readEnvelope } from './envelope.ts';
import { aboutOf, secretsOf, toDelivery } from './events.ts';
import { encryptToken, verifySignature } from './signature.ts';

/** Zoom's plain tokens have 22 characters. */
const MAX_PLAIN_TOKEN = 128;

/**
 * Turns one raw request into a reply and, if there is work, a delivery. Zoom drops an event for good after any 3xx or
 * 4xx, so that whatever is genuine gets 200; only what is not Zoom's is refused.
 */
export const door: WebhookDoor<Delivery> = (request, secrets, now) => {
  const refusal = refuse(request);
  if (refusal) return refusal;
  const verification = verifySignature(
    {
      signature: request.headers['x-zm-signature'],
      timestamp: request.headers['x-zm-request-timestamp'],
      body: request.body,
    },
    secrets,
    now,
  );
  if ('problem' in verification) return rejected(401, verification.problem);

  const envelope = readEnvelope(request.body);
  if (!envelope) return ignored('the body names no event');
  if (envelope.event === 'endpoint.url_validation') {
    return validated(envelope.payload?.plainToken ?? '', verification.secret);
  }
  const about = aboutOf(envelope.event);
  if (!about) return ignored('the event is not used');
  const delivery = toDelivery(envelope, now);
  if (!delivery) return ignored('the event names nothing to work on');
  return {
    outcome: 'accepted',
    reply: json(200, { received: true }),
    delivery,
    secrets: secretsOf(envelope, delivery),
    about,
  };
};

function refuse({ method, headers, body }: RawRequest): DoorResult<Delivery> | undefined {
  if (method !== 'POST') return rejected(405, 'only POST is served here', { allow: 'POST' });
  if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
    return rejected(415, 'the content is not JSON');
  if (body.length > MAX_WEBHOOK_BYTES) return rejected(413, 'the body is too large');
  return undefined;
}

/**
 * The answer is an HMAC with the very secret that signs events: a token of the form `v0:{timestamp}:{body}` would be
 * given a valid signature for that body. So only signed requests get here, and no token with a colon is answered.
 */
function validated(plainToken: string, secret: string): DoorResult<Delivery> {
  if (plainToken === '' || plainToken.length > MAX_PLAIN_TOKEN || plainToken.includes(':')) {
    return rejected(400, 'the plain token is not one of Zoom’s');
  }
  const reply = json(200, { plainToken, encryptedToken: encryptToken(secret, plainToken) });
  return { outcome: 'validated', reply, reason: 'url_validation' };
}

function ignored(reason: string): DoorResult<Delivery> {
  return { outcome: 'ignored', reply: json(200, { received: true }), reason };
}

function rejected(
  status: number,
  reason: string,
  headers: Record<string, string> = {},
): DoorResult<Delivery> {
  return { outcome: 'rejected', reply: json(status, { error: reason }, headers), reason };
}

function json(status: number, body: object, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
