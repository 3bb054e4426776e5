import type { Delivery } from '../../contracts/generated/on-webhook-input.ts';
import type { Queryable } from '../../contracts/host.ts';

/**
 * Stores a delivery for one org. Returns its id, or undefined if the same news is stored already. The key names what
 * happened to what; the same again with a later time of the provider's is news.
 */
export async function storeDelivery(
  db: Queryable,
  orgId: string,
  provider: string,
  delivery: Delivery,
  receivedAt: Date,
): Promise<string | undefined> {
  const [row] = await db.query<{ id: string }>(
    `insert into webhook_deliveries (org_id, provider, key, delivery, received_at) values ($1, $2, $3, $4, $5)
     on conflict (org_id, provider, key) do update set delivery = excluded.delivery, received_at = excluded.received_at
       where (excluded.delivery ->> 'eventTs')::bigint > (webhook_deliveries.delivery ->> 'eventTs')::bigint
     returning id`,
    [orgId, provider, delivery.key, JSON.stringify(delivery), receivedAt],
  );
  return row?.id;
}

/** The stored delivery, not yet proved: the hook's contract does that. */
export async function readDelivery(db: Queryable, id: string): Promise<unknown> {
  const [row] = await db.query<{ delivery: unknown }>(
    'select delivery from webhook_deliveries where id = $1',
    [id],
  );
  return row?.delivery;
}
