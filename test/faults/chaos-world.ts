import { randomBytes } from 'node:crypto';
import { plugin } from '../../plugin/index.ts';
import { consent } from '../../scripts/start/consent.ts';
import { type Halo, startHalo } from '../halo/halo.ts';
import { cronQueue } from '../halo/jobs/queues.ts';
import { requestSync } from '../halo/operations.ts';
import { applySeed } from '../halo/seed.ts';
import type { ZoomUser } from '../zoom/account.ts';
import { startZoom, type ZoomServer } from '../zoom/index.ts';
import { chaosAccount, chaosSeed } from './chaos-account.ts';
import { StoryClock } from './chaos-clock.ts';
import { insist } from './chaos-insist.ts';
import { hurry } from './hurried-queue.ts';
import { Account, accountIn } from './webhook-order-zoom.ts';

const LOOPBACK = 'http://127.0.0.1:*';
const ADMIN = 'dana';

export interface ChaosOptions {
  readonly databaseUrl: string;
  readonly recordings: number;
  readonly seed: number;
  /** When the story begins: what Zoom holds is dated from here. */
  readonly began: Date;
  /** false: other processes run the jobs. */
  readonly workers: boolean;
}

/** What must be seen nowhere. */
export interface Secrets {
  readonly clientSecret: string;
  readonly webhookSecret: string;
  readonly encryptionKey: string;
}

/** A Halo and a Zoom in which a story is played. */
export interface ChaosWorld {
  readonly halo: Halo;
  readonly zoom: ZoomServer;
  readonly account: Account;
  /** Who connects it. */
  readonly owner: ZoomUser;
  readonly clock: StoryClock;
  readonly secrets: Secrets;
  readonly options: ChaosOptions;
  /** What other processes of this Halo need to know. */
  readonly env: Readonly<Record<string, string>>;
  /** What this process has logged. */
  readonly log: string[];
  connect(): Promise<void>;
  /** Lets time pass, for the job queue too, which goes by PostgreSQL's clock. */
  pass(minutes: number): Promise<void>;
  hour(): Promise<void>;
  sync(scope: 'full_resync' | 'backfill_transcripts'): Promise<void>;
  /** Every job is done that is due by now. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function openChaosWorld(options: ChaosOptions): Promise<ChaosWorld> {
  const { databaseUrl, recordings, seed, began, workers } = options;
  const clock = new StoryClock();
  const secrets = makeSecrets();
  const app = {
    clientId: 'chaos-app',
    clientSecret: secrets.clientSecret,
    secretToken: secrets.webhookSecret,
  };
  const zoom = await startZoom({
    accounts: [chaosAccount(recordings, seed, began)],
    autoConsent: true,
    plan: 'unlimited',
    seed: String(seed),
    clock,
    ...app,
  });
  const deployment = {
    secrets: {
      ZOOM_CLIENT_ID: app.clientId,
      ZOOM_CLIENT_SECRET: app.clientSecret,
      ZOOM_WEBHOOK_SECRET_TOKEN: app.secretToken,
    },
    apiUrl: zoom.origin,
    oauthUrl: zoom.origin,
    downloadHosts: [LOOPBACK],
  };
  const log: string[] = [];
  const halo = await startHalo({
    ...{ databaseUrl, plugin, deployment, clock, workers },
    encryptionKey: secrets.encryptionKey,
    logLevel: 'debug',
    logTo: { write: (line) => void log.push(line) },
  });
  // The hours of a story begin when the story says so.
  await halo.boss.unschedule(cronQueue('zoom'));
  await hurry(halo.halo);
  await applySeed(halo, halo.orgId, chaosSeed(recordings));
  zoom.setWebhookTarget(new URL(plugin.manifest.webhook.path, halo.url).href);
  const [owner] = accountIn(zoom).users;
  if (!owner) throw new Error('The account has no user.');
  return {
    ...{ halo, zoom, clock, secrets, options, log, owner },
    account: new Account(accountIn(zoom), began),
    env: {
      ...deployment.secrets,
      DATABASE_URL: databaseUrl,
      ZOOM_API_URL: zoom.origin,
      ZOOM_OAUTH_URL: zoom.origin,
      ZOOM_DOWNLOAD_HOSTS: LOOPBACK,
      HALO_ENCRYPTION_KEY: secrets.encryptionKey,
    },
    connect: () => consent(halo),
    async pass(minutes) {
      clock.pass(minutes);
      await insist(() =>
        halo.halo.query(
          `update pgboss.job set start_after = start_after - make_interval(secs => $1)
           where state in ('created', 'retry') and start_after > now()`,
          [minutes * 60],
        ),
      );
    },
    hour: () => halo.runCron(),
    sync: async (scope) => {
      await requestSync(halo, { orgId: halo.orgId, userId: ADMIN }, scope);
    },
    settled: () => halo.idle(),
    async close() {
      await halo.stop();
      await zoom.close();
    },
  };
}

/** Each is one word of letters, digits, `-` and `_`, so that it is found wherever it is quoted. */
function makeSecrets(): Secrets {
  const secret = () => randomBytes(36).toString('base64url');
  return { clientSecret: secret(), webhookSecret: secret(), encryptionKey: plainKey() };
}

function plainKey(): string {
  for (;;) {
    const key = randomBytes(32).toString('base64');
    if (!/[+/]/.test(key)) return key;
  }
}
