import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { FuzzRequest } from './requests.ts';

/** The status of an answer; `closed` if the connection ended without one, `silent` if none came in time. */
export type Ending = number | 'closed' | 'silent';

const PATIENCE_MS = 10_000;

/** One keep-alive connection over which any bytes can be sent. It is opened again when the server has closed it. */
export class RawConnection {
  readonly #port: number;
  #socket: Socket | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  async exchange({ bytes, method, alone }: FuzzRequest): Promise<Ending> {
    if (alone) this.close();
    const socket = await this.#open();
    const ending = answerOf(socket, method);
    if (alone) socket.end(bytes);
    else socket.write(bytes);
    const { status, keeps } = await ending;
    if (alone || !keeps) this.close();
    return status;
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  async #open(): Promise<Socket> {
    if (this.#socket && !this.#socket.destroyed && this.#socket.readyState === 'open') return this.#socket;
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    // What a close of the server's breaks is seen by its end.
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    this.#socket = socket;
    return socket;
  }
}

function answerOf(socket: Socket, method: string): Promise<{ status: Ending; keeps: boolean }> {
  return new Promise((resolve) => {
    let answer = '';
    const end = (status: Ending, keeps: boolean) => {
      clearTimeout(timer);
      socket.off('data', read).off('close', closed);
      resolve({ status, keeps });
    };
    const read = (chunk: Buffer) => {
      // An interim answer goes before the real one.
      answer = (answer + chunk.toString('latin1')).replace(/^HTTP\/1\.1 1\d\d [\s\S]*?\r\n\r\n/, '');
      const complete = completeAnswer(answer, method);
      if (complete) end(complete.status, complete.keeps);
    };
    const closed = () => end(statusOf(answer) ?? 'closed', false);
    const timer = setTimeout(() => end('silent', false), PATIENCE_MS);
    socket.on('data', read).on('close', closed);
  });
}

function completeAnswer(answer: string, method: string): { status: number; keeps: boolean } | undefined {
  const end = answer.indexOf('\r\n\r\n');
  const status = statusOf(answer);
  if (end < 0 || status === undefined) return undefined;
  const [head, body] = [answer.slice(0, end), answer.slice(end + 4)];
  return method === 'HEAD' || isComplete(head, body)
    ? { status, keeps: !/^connection: close/im.test(head) }
    : undefined;
}

/** Without a length the body ends with the connection. */
function isComplete(head: string, body: string): boolean {
  if (/^transfer-encoding: chunked/im.test(head)) return body.endsWith('0\r\n\r\n');
  return body.length >= Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? Number.POSITIVE_INFINITY);
}

function statusOf(answer: string): number | undefined {
  const found = /^HTTP\/1\.[01] (\d{3})/.exec(answer);
  return found ? Number(found[1]) : undefined;
}
