import type { ChaosWorld } from './chaos-world.ts';

const HOUR = 60;

/** What Halo does of itself as days go by, and what an admin can do for it: both end up where nothing is left to do. */
export async function settle(world: ChaosWorld): Promise<void> {
  // A job that was lost is sent again after six hours; a transcript is looked for two days.
  for (const hours of [1, 7, 7, 60]) {
    await world.pass(hours * HOUR);
    await world.hour();
    await world.settled();
  }
  for (const scope of ['full_resync', 'backfill_transcripts'] as const) {
    await world.sync(scope);
    await world.settled();
  }
  await world.pass(7 * HOUR);
  await world.hour();
  await world.settled();
}

/** What hangs in the air: runs that wait, recordings that count as in hand. */
export async function leftOver({ halo }: ChaosWorld): Promise<readonly string[]> {
  const rows = await halo.halo.query<{ row: string }>(
    `select to_jsonb(i)::text as row from zoom.run_items i where outcome is null
     union all select to_jsonb(r)::text from zoom.runs r where state = 'running'
     union all select (to_jsonb(r) - 'files')::text from zoom.recordings r
       where queued_at is not null or distill_queued_at is not null`,
  );
  return rows.map(({ row }) => row);
}

/** How many jobs were given up. */
export async function givenUp({ halo }: ChaosWorld): Promise<number> {
  const [row] = await halo.halo.query<{ count: number }>(
    `select count(*)::int from pgboss.job where name like '%/dead'`,
  );
  return row?.count ?? 0;
}
