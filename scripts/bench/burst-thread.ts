/** The sending side of a burst: bare sockets, because an HTTP client would take as much of the machine as the server. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { parentPort } from 'node:worker_threads';

export interface BurstOrder {
  readonly port: number;
  /** Whole HTTP requests, byte for byte. */
  readonly requests: readonly Uint8Array[];
  /** Keep-alive connections; each sends its next request when the one before has been answered. */
  readonly connections: number;
}

export interface Answered {
  readonly latencies: readonly number[];
  /** From the first request to the last answer. */
  readonly seconds: number;
  readonly notTaken: number;
}

parentPort?.on('message', async (order: BurstOrder) => {
  parentPort?.postMessage(await burst(order));
});

async function burst({ port, requests, connections }: BurstOrder): Promise<Answered> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const waiting = requests.values();
  const latencies: number[] = [];
  let notTaken = 0;
  const begin = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      for (const request of waiting) {
        const sent = performance.now();
        const status = await exchange(socket, request);
        latencies.push(performance.now() - sent);
        if (status !== 200) notTaken++;
      }
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  for (const socket of sockets) socket.destroy();
  return { latencies, seconds, notTaken };
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}

/** Sends one request and resolves with the status once its answer is complete. */
function exchange(socket: Socket, request: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const read = (chunk: Buffer) => {
      answer += chunk.toString('latin1');
      const head = answer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? 0);
      if (answer.length < head + 4 + length) return;
      socket.off('data', read);
      resolve(Number(answer.slice(9, 12)));
    };
    socket.on('data', read);
    socket.once('error', reject);
    socket.write(request, () => socket.off('error', reject));
  });
}
