import type { SettingsParts } from '../../halo/operations.ts';
import { createOrg } from '../../halo/orgs.ts';
import { openHaloDatabase } from '../../halo/postgres/database.ts';
import { createTestDatabase } from '../../halo/postgres/test-database.ts';
import { migrate } from '../../halo/schema.ts';
import { settingsSchema } from '../../halo/settings-schema.ts';
import { madeUpPlugin } from './made-up-plugin.ts';

/** An org and its database, for what needs no job, no route and no page. */
export interface OrgOnly extends SettingsParts {
  readonly orgId: string;
}

/** With the made-up plugin. */
export async function openOrg(): Promise<OrgOnly> {
  const plugin = madeUpPlugin();
  const { provider } = plugin.manifest;
  const halo = openHaloDatabase(await createTestDatabase(), provider);
  await migrate(halo, provider, plugin.migrations);
  const { id } = await createOrg(halo, { id: 'demo', name: 'Demo' });
  return { halo, plugin, settings: settingsSchema(plugin.manifest), orgId: id };
}
