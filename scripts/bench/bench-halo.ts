import { type Halo, startHalo } from '../../test/halo/halo.ts';
import { haloOptions } from '../start/halo-options.ts';
import { APP } from './app.ts';

/** The app's secrets as the plugin and the environment name them. */
export const SECRETS = {
  ZOOM_CLIENT_ID: APP.clientId,
  ZOOM_CLIENT_SECRET: APP.clientSecret,
  ZOOM_WEBHOOK_SECRET_TOKEN: APP.secretToken,
};
export const LOOPBACK = 'http://127.0.0.1:*';

/** Nobody listens on port 9. */
const NOBODY = 'http://127.0.0.1:9';

/** A Halo in the bench's own process that serves HTTP and runs no jobs. Without an address there is no Zoom to ask. */
export async function startBenchHalo(databaseUrl: string, zoomOrigin = NOBODY): Promise<Halo> {
  return startHalo({
    ...(await haloOptions({})),
    databaseUrl,
    deployment: { secrets: SECRETS, apiUrl: zoomOrigin, oauthUrl: zoomOrigin, downloadHosts: [LOOPBACK] },
    workers: false,
  });
}
