import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import { startZoom, type ZoomOptions, type ZoomServer } from '../zoom/index.ts';
import type { Env } from './command.ts';
import { type MadeUp, madeUpAccount } from './made-up-account.ts';
import { temporaryFolder } from './temporary-folder.ts';

const APP = {
  clientId: 'another_app-id',
  clientSecret: 'another-app-secret',
  secretToken: 'another-secret-token',
};

const ENV = {
  ZOOM_CLIENT_ID: APP.clientId,
  ZOOM_CLIENT_SECRET: APP.clientSecret,
  ZOOM_WEBHOOK_SECRET_TOKEN: APP.secretToken,
  ZOOM_DOWNLOAD_HOSTS: '127.0.0.1:*',
};

export interface AnotherZoom extends MadeUp {
  readonly zoom: ZoomServer;
  readonly databaseUrl: string;
  /** The environment of a Halo that is to work with it. */
  readonly env: Env & typeof ENV;
}

/** A Zoom that only the environment tells of, and an org whose customers only HALO_SEED tells of. */
export async function anotherZoom(options: Partial<ZoomOptions> = {}): Promise<AnotherZoom> {
  const madeUp = madeUpAccount(new Date());
  const zoom = await startZoom({ accounts: [madeUp.account], autoConsent: true, ...APP, ...options });
  onTestFinished(() => zoom.close());
  const seed = join(await temporaryFolder(), 'seed.json');
  await writeFile(seed, JSON.stringify(madeUp.seed));
  const databaseUrl = await createTestDatabase();
  const env = {
    ...ENV,
    DATABASE_URL: databaseUrl,
    ZOOM_API_URL: zoom.apiUrl,
    ZOOM_OAUTH_URL: zoom.oauthUrl,
    HALO_SEED: seed,
  };
  return { ...madeUp, zoom, databaseUrl, env };
}
