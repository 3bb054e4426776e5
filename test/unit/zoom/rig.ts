import type { Deployment, Host } from '../../../contracts/host.ts';
import { forJob } from '../../../plugin/container.ts';
import { plugin } from '../../../plugin/index.ts';
import { oauthDoor } from '../../../plugin/zoom/oauth-door.ts';
import type { Grant } from '../../../plugin/zoom/token-answers.ts';
import { TokenEndpoint } from '../../../plugin/zoom/token-endpoint.ts';
import { Tokens } from '../../../plugin/zoom/tokens.ts';
import { startHalo } from '../../halo/halo.ts';
import { hostFor } from '../../halo/job-host.ts';
import { type HaloDatabase, openPluginDatabase } from '../../halo/postgres/database.ts';
import { createTestDatabase } from '../../halo/postgres/test-database.ts';
import { startZoom } from '../../zoom/index.ts';
import { MovableClock } from '../../zoom/movable-clock.ts';
import type { ZoomOptions } from '../../zoom/options.ts';

export const REDIRECT = 'https://halo.example/api/integrations/zoom/callback';
export const VERIFIER = 'a-verifier-that-is-longer-than-forty-three-characters';
/** Full of the characters that form-encoding would change. */
const CLIENT_ID = 'zoom_client-id';

interface Change {
  /** The database connections of another process. */
  readonly halo?: HaloDatabase;
  readonly orgId?: string;
  readonly deployment?: Partial<Deployment>;
  readonly signal?: AbortSignal;
}

/** A Zoom, and a Halo beside it that runs no jobs: what the Zoom room is used through, with all services real. */
export async function startRig(options: ZoomOptions) {
  const clock = new MovableClock();
  const zoom = await startZoom({
    clock,
    clientId: CLIENT_ID,
    autoConsent: true,
    plan: 'unlimited',
    ...options,
  });
  const halo = await startHalo({
    databaseUrl: await createTestDatabase(),
    plugin,
    workers: false,
    clock,
    logLevel: 'silent',
    deployment: {
      secrets: {
        ZOOM_CLIENT_ID: CLIENT_ID,
        ZOOM_CLIENT_SECRET: 'zoom-client-secret',
        ZOOM_WEBHOOK_SECRET_TOKEN: 'zoom-test-secret-token',
      },
      apiUrl: zoom.origin,
      oauthUrl: zoom.origin,
      downloadHosts: ['http://127.0.0.1:*'],
    },
  });
  const pluginDatabase = openPluginDatabase(halo.databaseUrl, 'zoom');

  /** What one job is handed. */
  function host(change: Change = {}): Promise<Host> {
    const deployment = { ...halo.deployment, ...change.deployment };
    return hostFor({ ...halo, halo: change.halo ?? halo.halo, deployment }, pluginDatabase, undefined, {
      id: 'job-1',
      hook: 'sync',
      orgId: change.orgId ?? halo.orgId,
      attempt: 1,
      lastAttempt: false,
      signal: change.signal ?? new AbortController().signal,
    });
  }

  /** A browser that goes to Zoom's consent page and comes back with a code. */
  async function consent(): Promise<string> {
    const url = await oauthDoor.authorize({
      oauthUrl: zoom.origin,
      clientId: CLIENT_ID,
      redirectUri: REDIRECT,
      state: 'state-1',
      codeVerifier: VERIFIER,
    });
    const response = await fetch(url, { redirect: 'manual' });
    return new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
  }

  /** Connects anew; Zoom forgets what it was asked until here. */
  async function connect(): Promise<Grant> {
    const job = await host();
    const grant = await forJob(job, TokenEndpoint).exchange(await consent(), VERIFIER, REDIRECT);
    await forJob(job, Tokens).keep(grant);
    zoom.faults.clear();
    zoom.clearLog();
    return grant;
  }

  return {
    ...{ clock, zoom, halo, host, consent, connect },
    stop: async () => {
      await pluginDatabase.end();
      await halo.stop();
      await zoom.close();
    },
  };
}

export type Rig = Awaited<ReturnType<typeof startRig>>;
