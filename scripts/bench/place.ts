import type { Halo } from '../../test/halo/halo.ts';
import { createOrg } from '../../test/halo/orgs.ts';
import { applySeed } from '../../test/halo/seed.ts';
import { everyoneIsAdmin } from '../../test/halo/sessions.ts';
import { type AccountOrder, customersOf } from './made-up-account.ts';

/** Far beyond what a worker can ask for: pacing is a bench of its own. */
const REQUESTS_PER_SECOND = 1e6;

/** An org, and the Halo it is in as its admin sees it. */
export interface Place {
  readonly halo: Halo;
  readonly orgId: string;
}

/** Makes the org that is to connect this account, and knows so many of its guests. */
export async function placeFor(halo: Halo, { name }: AccountOrder, contacts: number): Promise<Place> {
  const { id } = await createOrg(halo.halo, { id: name, name });
  await applySeed(halo, id, { ...customersOf(contacts, name), settings: { distillation: false } });
  await halo.halo.query(
    `insert into zoom.request_budgets (account_id, tier, next_at, per_second)
     select $1, tier, now(), $2 from unnest($3::text[]) tier`,
    [`${name}Account`, REQUESTS_PER_SECOND, ['light', 'medium', 'heavy']],
  );
  const sessions = everyoneIsAdmin(id, Object.values(halo.plugin.manifest.permissions));
  return { halo: { ...halo, sessions }, orgId: id };
}
