import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { plugin } from '../../plugin/index.ts';
import { startHalo } from '../halo/halo.ts';
import { readRecordings } from '../halo/overview.ts';
import { anotherZoom } from './another-zoom.ts';
import { build } from './build.ts';
import { start } from './command.ts';
import { connectAsAdmin } from './consent-page.ts';
import { eventually } from './eventually.ts';

beforeAll(build);

describe('npm run worker', () => {
  it('does the jobs of a Halo that only serves HTTP, until it is told to stop', async () => {
    const { zoom, env, databaseUrl, customers } = await anotherZoom({ autoConsent: false });
    const halo = await startHalo({
      plugin,
      databaseUrl,
      deployment: {
        secrets: {
          ZOOM_CLIENT_ID: env.ZOOM_CLIENT_ID,
          ZOOM_CLIENT_SECRET: env.ZOOM_CLIENT_SECRET,
          ZOOM_WEBHOOK_SECRET_TOKEN: env.ZOOM_WEBHOOK_SECRET_TOKEN,
        },
        apiUrl: zoom.origin,
        oauthUrl: zoom.origin,
        downloadHosts: [env.ZOOM_DOWNLOAD_HOSTS],
      },
      workers: false,
    });
    onTestFinished(() => halo.stop());
    const worker = await start([], env, { script: 'worker' });
    expect(worker.readyLine).toBe('The worker is ready.');

    await connectAsAdmin(halo.url, 'allow');
    const recordings = await eventually(
      () => readRecordings(halo.halo, halo.orgId, 100),
      (found) => found.length > 0 && found.every(({ state }) => state === 'ingested'),
    );
    expect(recordings).toHaveLength(Object.keys(customers).length);
    expect(await worker.stop()).toMatchObject({ code: 0, stdout: 'The worker is ready.\n' });
  });
});
