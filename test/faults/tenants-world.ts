import { setTimeout as sleep } from 'node:timers/promises';
import { plugin } from '../../plugin/index.ts';
import { consent } from '../../scripts/start/consent.ts';
import { type Halo, startHalo } from '../halo/halo.ts';
import { cronQueue } from '../halo/jobs/queues.ts';
import { createOrg } from '../halo/orgs.ts';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import { applySeed } from '../halo/seed.ts';
import { everyoneIsAdmin } from '../halo/sessions.ts';
import { startZoom, type ZoomServer } from '../zoom/index.ts';
import { type Cast, customersWith, type Tenant } from './tenants-cast.ts';

const ORG_HEADER = 'x-org';
const LOOK_EVERY_MS = 30;
const PERMISSIONS = Object.values(plugin.manifest.permissions);

/** One Halo of many orgs, and the Zoom of all of them. */
export interface Tenancy {
  readonly halo: Halo;
  readonly zoom: ZoomServer;
  /** What Halo has logged. */
  readonly log: readonly string[];
  connect(tenant: Tenant): Promise<void>;
  /** As somebody of the org asks Halo, for what it may have. */
  ask(tenant: Tenant, path: string, request?: { method: string; body: object }): Promise<string>;
  /** Every job of the org is done that is due by now. */
  settled(tenant: Tenant): Promise<void>;
  close(): Promise<void>;
}

/** `tenants`: those that this Halo has. Zoom has the accounts of the whole cast. */
export async function openTenancy({ accounts }: Cast, tenants: readonly Tenant[]): Promise<Tenancy> {
  const zoom = await startZoom({
    accounts: [...accounts],
    autoConsent: true,
    plan: 'unlimited',
    seed: 'tenants',
  });
  const log: string[] = [];
  const [first] = tenants;
  const halo = await startHalo({
    databaseUrl: await createTestDatabase(),
    plugin,
    ...(first ? { org: { id: first.orgId, name: first.orgId } } : {}),
    deployment: {
      secrets: {
        ZOOM_CLIENT_ID: 'zoom-client-id',
        ZOOM_CLIENT_SECRET: 'zoom-client-secret',
        ZOOM_WEBHOOK_SECRET_TOKEN: 'zoom-test-secret-token',
      },
      apiUrl: zoom.origin,
      oauthUrl: zoom.origin,
      downloadHosts: ['http://127.0.0.1:*'],
    },
    sessions: {
      of: (request) => {
        const orgId = request.headers.get(ORG_HEADER);
        return orgId === null ? undefined : { orgId, userId: 'dana', permissions: PERMISSIONS };
      },
    },
    logLevel: 'debug',
    logTo: { write: (line) => void log.push(line) },
  });
  await halo.boss.unschedule(cronQueue('zoom'));
  zoom.setWebhookTarget(new URL(plugin.manifest.webhook.path, halo.url).href);
  for (const { orgId, marker } of tenants) {
    await createOrg(halo.halo, { id: orgId, name: `Org ${marker}` });
    await applySeed(halo, orgId, customersWith(marker));
  }
  let signedIn: Promise<void> = Promise.resolve();
  return {
    ...{ halo, zoom, log },
    // One browser is signed in to Zoom at a time.
    connect({ orgId, user, scope }) {
      signedIn = signedIn.then(() => {
        zoom.signIn(user.email);
        zoom.setScope(scope);
        return consent({ ...halo, sessions: everyoneIsAdmin(orgId, PERMISSIONS) });
      });
      return signedIn;
    },
    async ask({ orgId }, path, request) {
      const response = await fetch(new URL(path, halo.url), {
        headers: { [ORG_HEADER]: orgId, 'content-type': 'application/json' },
        ...(request ? { method: request.method, body: JSON.stringify(request.body) } : {}),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${path} of ${orgId} answered ${response.status}: ${text}`);
      return text;
    },
    async settled({ orgId }) {
      while (await isBusy(halo, orgId)) await sleep(LOOK_EVERY_MS);
    },
    async close() {
      await halo.stop();
      await zoom.close();
    },
  };
}

async function isBusy({ halo }: Halo, orgId: string): Promise<boolean> {
  const waiting = await halo.query(
    `select from pgboss.job
     where group_id = $1 and (state = 'active' or (state in ('created', 'retry') and start_after <= now())) limit 1`,
    [orgId],
  );
  return waiting.length > 0;
}
