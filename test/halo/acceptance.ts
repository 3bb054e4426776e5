import type { Delivery } from '../../contracts/generated/on-webhook-input.ts';
import type { DoorResult } from '../../contracts/host.ts';
import { writeCredentials } from './credentials.ts';
import { storeDeliveries } from './deliveries.ts';
import { queueName } from './jobs/queues.ts';
import { sendJobs, singletonKey } from './jobs/sender.ts';
import type { Platform } from './platform.ts';

/** What the door accepted. */
export type Accepted = Extract<DoorResult<Delivery>, { outcome: 'accepted' }>;

/**
 * What became of it. An account that no org has connected, or whose orgs have switched ingest off, is answered as if
 * all were well: anything else would have Zoom repeat it, and in the end disable the subscription of every org.
 */
export type Acceptance = 'stored' | 'repeated' | 'no_org';

/** Stores deliveries, their jobs, and encrypted what came with them, in one transaction. Answers for each. */
export function acceptDeliveries(
  { plugin, halo, boss, key, clock }: Platform,
  accepted: readonly Accepted[],
): Promise<readonly Acceptance[]> {
  const { provider } = plugin.manifest;
  return halo.transaction(async (tx) => {
    const addressed = await storeDeliveries(tx, plugin.manifest, accepted, clock.now());
    const news = addressed.flatMap(({ arrival, orgId, id }) => (id === null ? [] : [{ arrival, orgId, id }]));
    const jobs = news.map(({ arrival, orgId, id }) => ({
      queue: queueName(provider, 'onWebhook'),
      singletonKey: singletonKey(orgId, arrival.delivery.key),
      data: { orgId, deliveryId: id },
    }));
    await sendJobs(boss, tx, jobs);
    const secrets = news.flatMap(({ arrival, orgId }) =>
      arrival.secrets.map(({ name, ...secret }) => ({ place: { orgId, provider, name }, ...secret })),
    );
    await writeCredentials(tx, key, secrets);
    const stored = new Set(news.map(({ arrival }) => arrival));
    const known = new Set(addressed.map(({ arrival }) => arrival));
    return accepted.map((each) => (stored.has(each) ? 'stored' : known.has(each) ? 'repeated' : 'no_org'));
  });
}
