import pg from 'pg';
import type { PluginManifest } from '../../contracts/generated/manifest.ts';
import type { Delivery } from '../../contracts/generated/on-webhook-input.ts';
import type { Queryable, Transaction } from '../../contracts/host.ts';
import { deleteInBatches } from './postgres/delete-in-batches.ts';

/** A delivery as the door hands it over. */
export interface Arrival {
  readonly delivery: Delivery;
  readonly about: 'content' | 'connection';
}

/** An arrival and an org it is for. */
export interface Addressed<A extends Arrival> {
  readonly arrival: A;
  readonly orgId: string;
  /** The stored delivery's; null if the org had the same news already. */
  readonly id: string | null;
}

/** Zoom sends twins within a moment, whose times may differ by little. */
const TWIN_MS = 60_000;

/**
 * Stores each arrival for every org whose team settings hold its account, in one statement; news of content only where
 * ingest is on. The key names what happened to what: a repeat is no news, unless it happened again more than a minute
 * later. Rows go in by org and key, so that two transactions never wait for each other.
 */
export async function storeDeliveries<A extends Arrival>(
  tx: Transaction,
  { provider, webhook }: PluginManifest,
  arrivals: readonly A[],
  receivedAt: Date,
): Promise<Addressed<A>[]> {
  const list = arrivals.map(({ delivery, about }, place) => ({ place, about, delivery }));
  const rows = await tx.query<{ place: number; orgId: string; id: string | null }>(
    // The setting's name is a literal, as in the index on teams.
    `with addressed as (
       select a.place, t.id as org_id, a.delivery ->> 'key' as key, a.delivery
       from jsonb_to_recordset($1::jsonb) as a (place integer, about text, delivery jsonb)
       join teams t on t.settings ->> ${pg.escapeLiteral(webhook.orgKey)} = a.delivery ->> 'accountId'
       left join integrations i on i.org_id = t.id and i.provider = $2
       where a.about = 'connection' or coalesce(i.ingest, true)
     ), latest as (
       select distinct on (org_id, key) * from addressed
       order by org_id, key, (delivery ->> 'eventTs')::bigint desc
     ), stored as (
       insert into webhook_deliveries as d (org_id, provider, key, delivery, received_at)
       select org_id, $2, key, delivery, $3::timestamptz from latest order by org_id, key
       on conflict (org_id, provider, key)
       do update set delivery = excluded.delivery, received_at = excluded.received_at
         where (excluded.delivery ->> 'eventTs')::bigint > (d.delivery ->> 'eventTs')::bigint + ${TWIN_MS}
       returning org_id, key, id
     )
     select a.place, a.org_id as "orgId", s.id
     from addressed a
     left join latest l on l.place = a.place and l.org_id = a.org_id
     left join stored s on s.org_id = l.org_id and s.key = l.key`,
    [JSON.stringify(list), provider, receivedAt],
  );
  return rows.flatMap(({ place, orgId, id }) =>
    arrivals.slice(place, place + 1).map((arrival) => ({ arrival, orgId, id })),
  );
}

/** The stored delivery, not yet proved: the hook's contract does that. */
export async function readDelivery(db: Queryable, id: string): Promise<unknown> {
  const [row] = await db.query<{ delivery: unknown }>(
    'select delivery from webhook_deliveries where id = $1',
    [id],
  );
  return row?.delivery;
}

/** Longer than any job of theirs is tried, and than Zoom would repeat one. */
const KEPT_DAYS = 30;

/** Deletes the deliveries of more than a month ago. */
export function deleteOldDeliveries(db: Queryable, now: Date): Promise<void> {
  return deleteInBatches(
    db,
    `delete from webhook_deliveries where id in
       (select id from webhook_deliveries where received_at <= $1 limit $2 for update skip locked) returning 1`,
    new Date(now.getTime() - KEPT_DAYS * 86_400_000),
  );
}
