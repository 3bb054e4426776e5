import type { Halo } from '../../test/halo/halo.ts';
import { createOrg } from '../../test/halo/orgs.ts';
import type { Bench } from './bench.ts';
import { startBenchHalo } from './bench-halo.ts';
import { createDatabase } from './database.ts';

/** The account of one of the orgs. */
export function accountOf(org: number): string {
  return `benchAccount${org}`;
}

/** A Halo with so many orgs, each connected to an account of its own. It takes webhooks, and runs no jobs. */
export async function openWebhookHalo(bench: Bench, orgs: number): Promise<Halo> {
  const halo = await startBenchHalo(await createDatabase(bench.postgresUrl));
  for (let org = 0; org < orgs; org++) {
    const { id } = await createOrg(halo.halo, { id: `bench-${org}`, name: `Bench ${org}` });
    await halo.halo.query(
      'update teams set settings = jsonb_build_object($2::text, $3::text) where id = $1',
      [id, halo.plugin.manifest.webhook.orgKey, accountOf(org)],
    );
  }
  return halo;
}
