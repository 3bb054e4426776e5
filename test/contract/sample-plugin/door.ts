import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Delivery } from '../../../contracts/generated/on-webhook-input.ts';
import type { Reply, WebhookDoor } from '../../../contracts/host.ts';
import { manifest } from './manifest.ts';

/** Parley tries for an hour to deliver a webhook. */
const WINDOW_MS = 3_600_000;

const event = z.object({ event: z.string(), at: z.number(), account: z.string(), call: z.string() });

export const door: WebhookDoor<Delivery> = ({ headers, body }, secrets, now) => {
  const sent = headers['parley-timestamp'] ?? '';
  const isSigned = secrets.some((secret) =>
    isSame(signatureOf(secret, sent, body), headers['parley-signature']),
  );
  const isTimely = Math.abs(now.getTime() - Number(sent)) <= WINDOW_MS;
  if (!isSigned || !isTimely)
    return { outcome: 'rejected', reply: reply(401), reason: isSigned ? 'its time' : 'its signature' };
  const read = event.safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
  if (!read.success || !manifest.webhook.events.includes(read.data.event))
    return { outcome: 'ignored', reply: reply(200), reason: 'no event of the manifest' };
  const { event: name, at, account, call } = read.data;
  return {
    outcome: 'accepted',
    reply: reply(200),
    delivery: {
      key: `${name}:${call}`,
      event: name,
      eventTs: at,
      accountId: account,
      meetings: [{ uuid: call, files: [] }],
    },
    secrets: [],
    about: 'content',
  };
};

/** How Parley signs: the time, a dot, and the raw body. */
export function signatureOf(secret: string, timestamp: string, body: Uint8Array | string): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
}

function isSame(expected: string, given = ''): boolean {
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

function reply(status: number): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: '{}' };
}
