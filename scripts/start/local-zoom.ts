import { stat } from 'node:fs/promises';
import type { Deployment } from '../../contracts/host.ts';
import type { Halo } from '../../test/halo/halo.ts';
import { PlainError } from '../../test/halo/plain-error.ts';
import { accountFromVttFolder, loadFixtures, startZoom, type ZoomServer } from '../../test/zoom/index.ts';
import type { Environment } from './environment.ts';

export interface LocalZoom {
  readonly zoom: ZoomServer;
  readonly deployment: Omit<Deployment, 'publicUrl'>;
  /** The recording whose transcript is not there yet: it comes by webhook. */
  readonly pending: string | undefined;
}

/** A Zoom on loopback that serves `fixtures/`, or the VTT files of a folder, and an app that it knows. */
export async function startLocalZoom(
  options: { transcripts: string | undefined; autoConsent: boolean },
  environment: Environment,
): Promise<LocalZoom> {
  const now = new Date();
  const account = options.transcripts ? await readFolder(options.transcripts, now) : await loadFixtures(now);
  const clientId = environment.ZOOM_CLIENT_ID ?? 'local-zoom-app';
  const clientSecret = environment.ZOOM_CLIENT_SECRET ?? 'local-zoom-app-secret';
  const secretToken = environment.ZOOM_WEBHOOK_SECRET_TOKEN ?? 'local-zoom-secret-token';
  const zoom = await startZoom({
    accounts: [account],
    clientId,
    clientSecret,
    // During a rotation the newest secret signs.
    secretToken: secretToken.split(',')[0]?.trim() ?? secretToken,
    autoConsent: options.autoConsent,
  });
  return {
    zoom,
    deployment: {
      secrets: {
        ZOOM_CLIENT_ID: clientId,
        ZOOM_CLIENT_SECRET: clientSecret,
        ZOOM_WEBHOOK_SECRET_TOKEN: secretToken,
      },
      apiUrl: new URL(zoom.apiUrl).origin,
      oauthUrl: new URL(zoom.oauthUrl).origin,
      downloadHosts: ['http://127.0.0.1:*'],
      eventSubscriptions: environment.ZOOM_EVENT_SUBSCRIPTIONS ?? 'app',
    },
    pending: account.recordings.find(({ files }) => files.some((file) => file.pending))?.uuid,
  };
}

/** The subscription in the local app's own settings; where the plugin registers one for itself, there is none. */
export function subscribeApp(halo: Halo, { zoom, deployment }: LocalZoom): void {
  if (deployment.eventSubscriptions === 'api') return;
  zoom.setWebhookTarget(new URL(halo.plugin.manifest.webhook.path, halo.url).href);
}

async function readFolder(folder: string, now: Date) {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new PlainError(`--transcripts: ${folder} is not a folder.`);
  const account = await accountFromVttFolder(folder, now);
  if (account.recordings.length === 0) {
    throw new PlainError(`--transcripts: ${folder} holds no file whose name ends in transcript….vtt.`);
  }
  return account;
}
