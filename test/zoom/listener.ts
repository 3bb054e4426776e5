import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ZoomReply, ZoomRequest } from './exchange.ts';

export interface Listener {
  origin: string;
  close(): Promise<void>;
}

/** `cut`: the connection is killed instead. `half`: in the middle of the body. */
export type Answer = (ZoomReply & { half?: boolean }) | 'cut';

/** Answers one request. */
export type Respond = (request: ZoomRequest) => Promise<Answer>;

/** Listens on a loopback port; 0 takes a free one. */
export async function listen(port: number, respond: Respond): Promise<Listener> {
  const server = createServer((request, response) => {
    answer(request, response, respond).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`The simulated Zoom failed: ${error}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The listener has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(incoming: IncomingMessage, response: ServerResponse, respond: Respond): Promise<void> {
  const reply = await respond(await received(incoming));
  if (reply === 'cut') {
    incoming.socket.destroy();
    return;
  }
  if (reply.half) return endInTheMiddle(reply, response);
  response.writeHead(reply.status, reply.headers);
  response.end(reply.body);
}

function endInTheMiddle({ status, headers, body }: ZoomReply, response: ServerResponse): void {
  const whole = Buffer.from(body);
  if (whole.length === 0) {
    response.destroy();
    return;
  }
  response.writeHead(status, { ...headers, 'content-length': whole.length });
  response.write(whole.subarray(0, whole.length / 2), () => response.destroy());
}

async function received(incoming: IncomingMessage): Promise<ZoomRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const [path = '', query = ''] = (incoming.url ?? '').split('?');
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString(),
    params: {},
  };
}
