import { Hono } from 'hono';
import type { Delivery } from '../../../contracts/generated/on-webhook-input.ts';
import type { DoorResult, Reply } from '../../../contracts/host.ts';
import { writeCredential } from '../credentials.ts';
import { storeDelivery } from '../deliveries.ts';
import { ingestingOrgs } from '../integrations.ts';
import { queueName } from '../jobs/queues.ts';
import { type QueuedJob, sendJobs, singletonKey } from '../jobs/sender.ts';
import type { Platform } from '../platform.ts';

/** Zoom's notifications are a few kilobytes. */
const BODY_LIMIT = 1_000_000;

/**
 * The one endpoint for all orgs. The plugin's door decides on the raw request; Halo finds the orgs the delivery is
 * for, and stores it and sends its jobs in one transaction before it replies.
 */
export function webhookRoute(platform: Platform): Hono {
  const { plugin, deployment, clock, counters, log } = platform;
  const { path, secret } = plugin.manifest.webhook;
  const secrets = (deployment.secrets[secret] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

  return new Hono().post(path, async (c) => {
    const body = await readBody(c.req.raw);
    if (!body) return c.text('The request is too large.', 413);
    try {
      const headers = Object.fromEntries(c.req.raw.headers);
      const result = plugin.webhook({ method: c.req.method, headers, body }, secrets, clock.now());
      const reason = result.outcome === 'accepted' ? await accept(platform, result) : result.reason;
      counters.count('webhook_requests', 1, { outcome: result.outcome, reason });
      return respond(result.reply);
    } catch (error) {
      // Zoom sends it again, and the hourly sync finds what it brings.
      log.error({ err: error }, 'webhook could not be stored');
      counters.count('webhook_requests', 1, { outcome: 'unavailable' });
      return c.text('Halo cannot take this delivery right now.', 503);
    }
  });
}

type Accepted = Extract<DoorResult<Delivery>, { outcome: 'accepted' }>;
type Acceptance = 'stored' | 'repeated' | 'no_org';

async function accept(
  { plugin, halo, boss, clock, key }: Platform,
  { delivery, secrets }: Accepted,
): Promise<Acceptance> {
  const { manifest } = plugin;
  // An account that no org has connected, or whose orgs have switched ingest off, is answered as if all were well:
  // anything else would have Zoom repeat it, and in the end disable the subscription of every org.
  const orgs = await ingestingOrgs(halo, manifest, delivery.accountId);
  if (orgs.length === 0) return 'no_org';
  return halo.transaction(async (tx) => {
    const jobs: QueuedJob[] = [];
    for (const orgId of orgs) {
      const deliveryId = await storeDelivery(tx, orgId, manifest.provider, delivery, clock.now());
      if (deliveryId === undefined) continue;
      for (const { name, value } of secrets) {
        await writeCredential(tx, key, { orgId, provider: manifest.provider, name }, value);
      }
      jobs.push({
        queue: queueName(manifest.provider, 'onWebhook'),
        singletonKey: singletonKey(orgId, delivery.key),
        data: { orgId, deliveryId },
      });
    }
    await sendJobs(boss, tx, jobs);
    return jobs.length > 0 ? 'stored' : 'repeated';
  });
}

function respond({ status, headers, body }: Reply): Response {
  return new Response(body, { status, headers: { ...headers } });
}

/** The raw bytes, which is what Zoom has signed; undefined as soon as they are more than the limit. */
async function readBody(request: Request): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
