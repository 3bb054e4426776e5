import { type Halo, type HaloOptions, startHalo } from '../../halo/halo.ts';
import { createTestDatabase } from '../../halo/postgres/test-database.ts';
import { madeUpPlugin } from './made-up-plugin.ts';

export const SECRETS = {
  ZOOM_CLIENT_ID: 'client-id',
  ZOOM_CLIENT_SECRET: 'client-secret',
  ZOOM_WEBHOOK_SECRET_TOKEN: 'old, new',
};

/** A Halo on a database of its own, with the made-up plugin. */
export async function runningHalo(options: Partial<HaloOptions> = {}): Promise<Halo> {
  return startHalo({
    databaseUrl: options.databaseUrl ?? (await createTestDatabase()),
    plugin: madeUpPlugin(),
    deployment: {
      secrets: SECRETS,
      apiUrl: 'http://127.0.0.1:1',
      oauthUrl: 'https://zoom.example',
      downloadHosts: [],
    },
    logLevel: 'silent',
    ...options,
  });
}

/** Makes the org one that deliveries of the account are for. */
export async function connectAccount(halo: Halo, accountId: string, orgId = halo.orgId): Promise<void> {
  await halo.halo.query(
    `update teams set settings = settings || jsonb_build_object('zoom_account_id', $2::text) where id = $1`,
    [orgId, accountId],
  );
}
