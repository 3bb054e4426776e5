import type { Queryable } from '../../contracts/host.ts';

/** Notes that the provider has checked the webhook's address, and found it to be Halo's. */
export async function noteValidation(db: Queryable, provider: string, at: Date): Promise<void> {
  await db.query(
    `insert into webhook_endpoints as e (provider, validated_at) values ($1, $2)
     on conflict (provider) do update set validated_at = greatest(e.validated_at, excluded.validated_at)`,
    [provider, at],
  );
}
