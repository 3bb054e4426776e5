import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { AccountOrder } from './made-up-account.ts';
import type { ZoomMade, ZoomOrder } from './zoom-thread.ts';

/** A Zoom that shares no event loop with the bench. */
export interface ZoomBeside {
  readonly origin: string;
  /** Who the browser is signed in as when it comes to the consent page. */
  signIn(email: string): Promise<void>;
  /** Where the app's webhooks go. */
  subscribe(url: string): Promise<void>;
  /** The recording of a call is made, and its transcript: Zoom says so. Resolves with whether Halo took the news. */
  finishMeeting(uuid: string): Promise<boolean>;
  /** The requests since the last time, by endpoint. */
  count(): Promise<Readonly<Record<string, number>>>;
  close(): Promise<unknown>;
}

/** Starts a Zoom without rate limits that holds these accounts, and takes so long to answer. */
export async function startZoomBeside(accounts: readonly AccountOrder[], latencyMs = 0): Promise<ZoomBeside> {
  const made: ZoomMade = { accounts, latencyMs };
  const thread = new Worker(new URL('./zoom-thread.js', import.meta.url), { workerData: made });
  const answer = async (): Promise<unknown> => {
    const [answered] = await once(thread, 'message');
    return answered;
  };
  const origin = z.string().parse(await answer());
  let last: Promise<unknown> = Promise.resolve();
  // One order at a time: the answers carry no names.
  const tell = (order: ZoomOrder): Promise<unknown> => {
    last = last.then(() => {
      thread.postMessage(order);
      return answer();
    });
    return last;
  };
  return {
    origin,
    signIn: async (email) => void (await tell({ do: 'signIn', email })),
    subscribe: async (url) => void (await tell({ do: 'subscribe', url })),
    finishMeeting: async (uuid) => z.boolean().parse(await tell({ do: 'finishMeeting', uuid })),
    count: async () => z.record(z.string(), z.number()).parse(await tell({ do: 'count' })),
    close: () => thread.terminate(),
  };
}
