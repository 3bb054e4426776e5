import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Zoom retries after 5, 25 and 85 minutes and does not say whether a retry is stamped anew, so that a replay window
 * of minutes would lose retries. Replays inside two hours are harmless: deliveries are told apart by their content.
 */
const PAST_SECONDS = 2 * 60 * 60;
const FUTURE_SECONDS = 5 * 60;

export type Verification = { readonly secret: string } | { readonly problem: string };

/** The secret whose HMAC-SHA256 over `v0:{timestamp}:{raw body}` the request carries. */
export function verifySignature(
  request: { signature: string | undefined; timestamp: string | undefined; body: Uint8Array },
  secrets: readonly string[],
  now: Date,
): Verification {
  const { signature, timestamp, body } = request;
  if (!signature || !timestamp) return { problem: 'x-zm-signature or x-zm-request-timestamp is missing' };
  // Unix seconds; the body's event_ts is in milliseconds.
  if (!/^\d{1,11}$/.test(timestamp)) return { problem: 'x-zm-request-timestamp is not a time in seconds' };
  const age = Math.floor(now.getTime() / 1000) - Number(timestamp);
  if (age > PAST_SECONDS || age < -FUTURE_SECONDS)
    return { problem: 'x-zm-request-timestamp is out of range' };
  // An empty secret would let anyone sign.
  const secret = secrets
    .filter(Boolean)
    .find((candidate) => matches(signature, signatureOf(candidate, timestamp, body)));
  return secret === undefined ? { problem: 'the signature fits none of the secrets' } : { secret };
}

/** The raw bytes as they came: re-serialised JSON differs from them in escapes, spaces and order of keys. */
export function signatureOf(secret: string, timestamp: string, body: Uint8Array): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
}

export function encryptToken(secret: string, plainToken: string): string {
  return createHmac('sha256', secret).update(plainToken).digest('hex');
}

function matches(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
