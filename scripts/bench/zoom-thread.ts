/** A Zoom in a thread of its own, so that its work is not measured as Halo's. Started by `zoom-beside.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { countByEndpoint } from '../../test/zoom/request-log.ts';
import { startZoom, type ZoomServer } from '../../test/zoom/server.ts';
import { APP } from './app.ts';
import { type AccountOrder, madeUpAccount } from './made-up-account.ts';

/** What the thread is started with. */
export interface ZoomMade {
  readonly accounts: readonly AccountOrder[];
  readonly latencyMs: number;
}

/** What the thread is told to do: every one is answered, in order. */
export type ZoomOrder =
  | { readonly do: 'signIn'; readonly email: string }
  | { readonly do: 'subscribe'; readonly url: string }
  | { readonly do: 'finishMeeting'; readonly uuid: string }
  /** Answered with the requests since the last such order, by endpoint. */
  | { readonly do: 'count' };

const { accounts, latencyMs }: ZoomMade = workerData;
const now = new Date();
const zoom = await startZoom({
  accounts: accounts.map((order) => madeUpAccount(order.recordings, now, order)),
  autoConsent: true,
  plan: 'unlimited',
  ...APP,
});
if (latencyMs > 0) zoom.faults.add({ respond: 'slow', delayMs: latencyMs, times: Infinity });
parentPort?.on('message', async (order: ZoomOrder) => {
  parentPort?.postMessage(await obey(zoom, order));
});
parentPort?.postMessage(zoom.origin);

async function obey(server: ZoomServer, order: ZoomOrder): Promise<unknown> {
  switch (order.do) {
    case 'signIn':
      return server.signIn(order.email);
    case 'subscribe':
      return server.setWebhookTarget(order.url);
    case 'finishMeeting':
      return (await server.finishMeeting(order.uuid)).every(({ status }) => status === 200);
    case 'count': {
      const counts = countByEndpoint(server.requests);
      server.clearLog();
      return counts;
    }
  }
}
