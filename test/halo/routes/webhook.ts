import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Reply } from '../../../contracts/host.ts';
import { type Accepted, acceptDeliveries } from '../acceptance.ts';
import { inBatches } from '../batches.ts';
import { errorFields } from '../log-error.ts';
import type { Platform } from '../platform.ts';
import { noteValidation } from '../webhook-endpoints.ts';
import { readRequest } from './raw-request.ts';

/** So many of a burst are stored together at most: a transaction costs more than the rows of one delivery. */
const TOGETHER = 100;

/** Zoom waits three seconds for an answer. */
const NOTE_MS = 1_000;

/** What became of a request, for the counters, and what is answered. */
interface Taken {
  readonly outcome: string;
  readonly reason: string;
  readonly reply: Reply;
}

const UNREAD: Readonly<Record<'too_large' | 'cut_off', Taken>> = {
  too_large: refusal('rejected', 'the body is too large', 413, 'This request is larger than any of Zoom’s.'),
  cut_off: refusal('rejected', 'the body was cut off', 400, 'This request ended before its body did.'),
};

// Zoom sends it again, and the hourly sync finds what it brings.
const UNAVAILABLE = refusal(
  'unavailable',
  'it could not be stored',
  503,
  'Halo cannot take this delivery right now. Send it again later.',
);

/**
 * The one endpoint for all orgs. The plugin's door decides on the raw request, whatever its method; Halo finds the orgs
 * a delivery is for, and stores it and sends its jobs in one transaction before it replies.
 */
export function webhookRoute(platform: Platform): Hono<{ Bindings: HttpBindings }> {
  const { plugin, clock, counters, log, halo, database } = platform;
  const { webhook, provider } = plugin.manifest;
  const secrets = secretsOf(platform);
  const accept = inBatches((accepted: readonly Accepted[]) => acceptDeliveries(platform, accepted), TOGETHER);

  async function take(incoming: IncomingMessage): Promise<Taken> {
    const request = await readRequest(incoming, webhook.method);
    if (typeof request === 'string') return UNREAD[request];
    const result = plugin.webhook(request, secrets, clock.now());
    if (result.outcome === 'accepted') return { ...result, reason: await accept(result) };
    if (result.outcome === 'validated') await note();
    return result;
  }

  /** Zoom's check is answered whether it can be noted or not: after six that fail Zoom sends nothing any more. */
  async function note(): Promise<void> {
    const noted = noteValidation(halo, provider, clock.now()).catch((error: unknown) => {
      const fields = { event: 'halo.validation.unnoted', ...errorFields(error) };
      const text = 'Zoom’s check of the address was answered, but could not be noted.';
      database.unlessAway(() => log.error(fields, text));
    });
    await Promise.race([noted, setTimeout(NOTE_MS, undefined, { ref: false })]);
  }

  return new Hono<{ Bindings: HttpBindings }>().all(webhook.path, async (c) => {
    const taken = await take(c.env.incoming).catch((error: unknown) => {
      const fields = { event: 'halo.webhook.unstored', ...errorFields(error) };
      database.unlessAway(() => log.error(fields, 'A webhook could not be stored.'));
      return UNAVAILABLE;
    });
    counters.count('webhook_requests', 1, { outcome: taken.outcome, reason: taken.reason });
    const { status, headers, body } = taken.reply;
    return new Response(body, { status, headers: { ...headers } });
  });
}

function secretsOf({ plugin, deployment }: Platform): string[] {
  return (deployment.secrets[plugin.manifest.webhook.secret] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

function refusal(outcome: string, reason: string, status: number, error: string): Taken {
  const reply = { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error }) };
  return { outcome, reason, reply };
}
