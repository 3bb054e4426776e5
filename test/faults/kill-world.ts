import { onTestFinished } from 'vitest';
import { plugin } from '../../plugin/index.ts';
import { customersOf, madeUpAccount } from '../../scripts/bench/made-up-account.ts';
import { consent } from '../../scripts/start/consent.ts';
import { type Halo, startHalo } from '../halo/halo.ts';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import { applySeed } from '../halo/seed.ts';
import { startZoom } from '../zoom/index.ts';
import { hurry, supervise } from './hurried-queue.ts';
import { Workers } from './kill-workers.ts';

const SECRETS = {
  ZOOM_CLIENT_ID: 'zoom-client-id',
  ZOOM_CLIENT_SECRET: 'zoom-client-secret',
  ZOOM_WEBHOOK_SECRET_TOKEN: 'zoom-test-secret-token',
};
/** Of the sources of participants the one that costs least: who was invited. */
const SCOPES = plugin.manifest.oauth.scopes.flatMap(({ admin, optional }) =>
  admin && (!optional || admin === 'meeting:read:meeting:admin') ? [admin] : [],
);
const LOOPBACK = 'http://127.0.0.1:*';

export interface Backfill {
  readonly halo: Halo;
  readonly workers: Workers;
  /** How often a recording has been brought in, or distilled. */
  steps(): Promise<number>;
  /** How many rows a table holds. */
  rows(table: string): Promise<number>;
  /**
   * Of each group of recordings whose words are the same: what was distilled of one of them, and in how many variants.
   * Every so manieth call of the made-up account has the same words.
   */
  insights(every: number): Promise<{ quotes: string[]; variants: number }[]>;
}

/** A Halo that is connected to an account of so many recordings, and whose jobs are all left to `workers`. */
export async function openBackfill(recordings: number): Promise<Backfill> {
  const zoom = await startZoom({
    accounts: [madeUpAccount(recordings, new Date())],
    autoConsent: true,
    plan: 'unlimited',
    scope: SCOPES,
  });
  onTestFinished(() => zoom.close());
  const databaseUrl = await createTestDatabase();
  const deployment = {
    secrets: SECRETS,
    apiUrl: zoom.origin,
    oauthUrl: zoom.origin,
    downloadHosts: [LOOPBACK],
  };
  const halo = await startHalo({ plugin, databaseUrl, deployment, workers: false, logLevel: 'silent' });
  onTestFinished(() => halo.stop());
  await applySeed(halo, halo.orgId, {
    ...customersOf(recordings),
    settings: { zoomPlan: 'business', zoomShare: 100 },
  });
  await hurry(halo.halo);
  const supervisor = await supervise(databaseUrl);
  onTestFinished(() => supervisor.stop({ graceful: false }));
  const env = {
    ...SECRETS,
    DATABASE_URL: databaseUrl,
    ZOOM_API_URL: zoom.origin,
    ZOOM_OAUTH_URL: zoom.origin,
    ZOOM_DOWNLOAD_HOSTS: LOOPBACK,
  };
  const workers = new Workers({ env: () => env });
  onTestFinished(() => workers.stop());
  await consent(halo);
  return {
    halo,
    workers,
    steps: async () =>
      (await count(halo, 'zoom.run_items where outcome is not null')) +
      (await count(halo, 'zoom.recordings where distilled_hash is not null')),
    rows: (table) => count(halo, table),
    insights: (every) =>
      halo.halo.query(
        `select min(quotes) as quotes, count(distinct quotes)::int as variants
         from (select substr(topic, 6)::int % $1 as words,
                 array(select concat_ws(' ', kind, start_ms, quote) from zoom.insights i
                       where i.org_id = r.org_id and i.uuid = r.uuid order by position) as quotes
               from zoom.recordings r) distilled
         group by words`,
        [every],
      ),
  };
}

async function count(halo: Halo, table: string): Promise<number> {
  const [row] = await halo.halo.query<{ count: number }>(`select count(*)::int from ${table}`);
  return row?.count ?? 0;
}
