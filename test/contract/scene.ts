import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HookName, Host, NewJob } from '../../contracts/host.ts';
import type { HaloPlugin } from '../../contracts/plugin.ts';
import { plugin } from '../../plugin/index.ts';
import { type Halo, type HaloOptions, startHalo } from '../halo/halo.ts';
import { type JobEnd, waitForJob } from '../halo/jobs/progress.ts';
import { queueName } from '../halo/jobs/queues.ts';
import { hookJob, sendJobs } from '../halo/jobs/sender.ts';
import { createOrg } from '../halo/orgs.ts';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import { applySeed } from '../halo/seed.ts';
import { fixturesFolder, loadFixtures, startZoom, type ZoomAccount, type ZoomServer } from '../zoom/index.ts';

/** The time all fixtures are written for. */
export const FIXTURE_TIME = new Date('2026-10-15T12:00:00Z');

export const SECRETS = {
  ZOOM_CLIENT_ID: 'contract-app',
  ZOOM_CLIENT_SECRET: 'contract-app-secret',
  ZOOM_WEBHOOK_SECRET_TOKEN: 'contract-secret-token',
};

/** No waiting for turns at Zoom's: what that is like, the tests of the pacing say. */
const UNHURRIED = { zoomPlan: 'business', zoomShare: 100 };

const JOB_TIMEOUT_MS = 30_000;
/** A retry that waits this long still belongs to what the test started. */
const RETRY_SECONDS = 60;
const DAY_MS = 86_400_000;

/** Stands still at the fixtures' time until it is moved: what is due next never depends on the hour of the test. */
export class StillClock {
  #now = FIXTURE_TIME;

  now(): Date {
    return this.#now;
  }

  pass(minutes: number): void {
    this.#now = new Date(this.#now.getTime() + minutes * 60_000);
  }
}

/** A Halo with the plugin, and what a test does to it. */
export interface Scene {
  readonly halo: Halo;
  /** Goes through Zoom's consent page as a browser would, and waits for everything that follows from it. */
  connect(orgId?: string): Promise<void>;
  /** Runs a hook as a pg-boss job. */
  run(hook: HookName, input: object, orgId?: string): Promise<JobEnd>;
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export function fixture(name: string): Promise<string> {
  return readFile(join(fixturesFolder(), name), 'utf8');
}

/** The simulated Zoom with the account that the fixtures tell of. */
export async function openZoom(clock: StillClock, accounts?: ZoomAccount[]): Promise<ZoomServer> {
  return startZoom({
    accounts: accounts ?? [await loadFixtures(FIXTURE_TIME)],
    clientId: SECRETS.ZOOM_CLIENT_ID,
    clientSecret: SECRETS.ZOOM_CLIENT_SECRET,
    secretToken: SECRETS.ZOOM_WEBHOOK_SECRET_TOKEN,
    autoConsent: true,
    clock,
  });
}

/** Starts a Halo whose orgs hold the fixtures' customers. A request acts for the org that its `x-org` names. */
export async function openScene(
  zoom: { readonly origin: string },
  options: Partial<HaloOptions> & { readonly orgs?: readonly string[] } = {},
): Promise<Scene> {
  const { orgs = ['demo'], ...rest } = options;
  const [first = 'demo'] = orgs;
  const permissions = Object.values(plugin.manifest.permissions);
  const halo = await startHalo({
    databaseUrl: rest.databaseUrl ?? (await createTestDatabase()),
    plugin: byStillClock(plugin),
    org: { id: first, name: first },
    clock: new StillClock(),
    deployment: {
      secrets: SECRETS,
      apiUrl: zoom.origin,
      oauthUrl: zoom.origin,
      downloadHosts: ['http://127.0.0.1:*'],
    },
    sessions: {
      of: (request) => ({ orgId: request.headers.get('x-org') ?? first, userId: 'dana', permissions }),
    },
    logLevel: 'silent',
    ...rest,
  });
  for (const orgId of orgs) {
    await createOrg(halo.halo, { id: orgId, name: orgId });
    await applySeed(halo, orgId, { ...JSON.parse(await fixture('customers.json')), settings: UNHURRIED });
  }
  return {
    halo,
    connect: async (orgId = halo.orgId) => {
      await consent(halo, orgId);
      await halo.idle(RETRY_SECONDS);
    },
    run: async (hook, input, orgId = halo.orgId) => {
      const job: NewJob = { hook, input, key: `contract:${hook}` };
      const [id = ''] = await halo.halo.transaction((tx) =>
        sendJobs(halo.boss, tx, [hookJob('zoom', orgId, job)]),
      );
      return waitForJob(halo.boss, queueName('zoom', hook), id, JOB_TIMEOUT_MS);
    },
    settled: () => halo.idle(RETRY_SECONDS),
    stop: () => halo.stop(),
  };
}

/** Halo sends the browser to Zoom, Zoom to the callback, and the callback to Halo's page. */
async function consent(halo: Halo, orgId: string): Promise<void> {
  let url = new URL('/api/integrations/zoom/connect', halo.url);
  for (let hop = 0; hop < 3; hop += 1) {
    const response = await fetch(url, { headers: { 'x-org': orgId }, redirect: 'manual' });
    const location = response.headers.get('location');
    if (response.status !== 302 || !location)
      throw new Error(`${url.pathname} answered ${response.status} instead of a redirect.`);
    url = new URL(location, url);
  }
  if (url.searchParams.get('notice') !== 'connecting') throw new Error(`Consent ended at ${url}.`);
}

/** Jobs start by PostgreSQL's clock. By one that stands still, what is wanted for later does not come due. */
export function byStillClock({ hooks, ...rest }: HaloPlugin): HaloPlugin {
  return {
    ...rest,
    hooks: {
      ...hooks,
      sync: (input, host) => hooks.sync(input, sendingByStillClock(host)),
      onWebhook: (delivery, host) => hooks.onWebhook(delivery, sendingByStillClock(host)),
    },
  };
}

function sendingByStillClock(host: Host): Host {
  const put = ({ startAfter, ...job }: NewJob): NewJob =>
    startAfter && startAfter > host.clock.now() ? { ...job, startAfter: new Date(Date.now() + DAY_MS) } : job;
  return { ...host, jobs: { send: (tx, jobs) => host.jobs.send(tx, jobs.map(put)) } };
}
