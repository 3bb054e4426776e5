import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { plugin } from '../../plugin/index.ts';
import { startHalo } from '../halo/halo.ts';
import { cronQueue } from '../halo/jobs/queues.ts';
import { createOrg } from '../halo/orgs.ts';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import { applySeed } from '../halo/seed.ts';
import type { Session } from '../halo/sessions.ts';
import type { ZoomRecording } from '../zoom/account.ts';
import { startZoom } from '../zoom/index.ts';
import { accountWith } from '../zoom/made-up.ts';
import { openBrowser } from './browser.ts';

const VIEW = 'integrations:view';
const MANAGE = 'integrations:manage';

/** Who may sit before the browser. */
const USERS = {
  admin: { orgId: 'demo', userId: 'dana', permissions: [VIEW, MANAGE] },
  viewer: { orgId: 'demo', userId: 'vera', permissions: [VIEW] },
  stranger: { orgId: 'other', userId: 'sten', permissions: [VIEW, MANAGE] },
} as const satisfies Readonly<Record<string, Session>>;

export type User = keyof typeof USERS;

function sessionOf(request: Request): Session | undefined {
  const [, user = ''] = /(?:^|; )user=(\w+)/.exec(request.headers.get('cookie') ?? '') ?? [];
  return Object.entries(USERS).find(([name]) => name === user)?.[1];
}

/** A Halo of two orgs that is not connected yet, a Zoom that asks for consent, and a browser. */
export async function openHalo(recordings: readonly ZoomRecording[], seed: object) {
  const zoom = await startZoom({ accounts: [accountWith(...recordings)], plan: 'unlimited' });
  const halo = await startHalo({
    databaseUrl: await createTestDatabase(),
    plugin,
    logLevel: 'silent',
    sessions: { of: sessionOf },
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
  });
  await halo.boss.unschedule(cronQueue('zoom'));
  zoom.setWebhookTarget(`${halo.url}${plugin.manifest.webhook.path}`);
  await applySeed(halo, halo.orgId, seed);
  await createOrg(halo.halo, { id: 'other', name: 'Other' });
  const browser: Browser = await openBrowser();

  return {
    ...{ halo, zoom },

    /** A page in a browser of the user's own. Whatever a script of the page complains of fails the test. */
    async signIn(user: User, options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({ baseURL: halo.url, ...options });
      await context.addCookies([{ name: 'user', value: user, url: halo.url }]);
      context.setDefaultTimeout(20_000);
      return context.newPage();
    },

    async stop(): Promise<void> {
      await browser.close();
      await halo.stop();
      await zoom.close();
    },
  };
}

export type OpenHalo = Awaited<ReturnType<typeof openHalo>>;
