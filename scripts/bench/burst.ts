import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Answered, BurstOrder } from './burst-thread.ts';

export interface Burst {
  readonly perSecond: number;
  /** One for each request, in milliseconds, ascending. */
  readonly latencies: readonly number[];
}

/** Sends bursts of ready-made HTTP requests from a thread of its own, so that the sender's work is not measured. */
export interface Sender {
  send(order: BurstOrder): Promise<Burst>;
  close(): Promise<unknown>;
}

export function openSender(): Sender {
  const thread = new Worker(new URL('./burst-thread.js', import.meta.url));
  return {
    async send(order) {
      thread.postMessage(order);
      const [answered]: Answered[] = await once(thread, 'message');
      if (answered === undefined) throw new Error('The sending thread has ended.');
      if (answered.notTaken > 0) throw new Error(`${answered.notTaken} requests were not answered with 200.`);
      return {
        perSecond: answered.latencies.length / answered.seconds,
        latencies: answered.latencies.toSorted((a, b) => a - b),
      };
    },
    close: () => thread.terminate(),
  };
}

/** The latency that so much of the requests stay below. */
export function quantile(latencies: readonly number[], share: number): number {
  return latencies[Math.ceil(latencies.length * share) - 1] ?? Number.NaN;
}
