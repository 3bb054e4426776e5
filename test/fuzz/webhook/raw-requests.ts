import { createServer } from 'node:http';
import { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { RawRequest } from '../../../contracts/host.ts';
import { readRequest } from '../../halo/routes/raw-request.ts';

type Read = RawRequest | 'too_large' | 'cut_off';

/** The bytes of one connection: what is sent over it, and nothing that comes back. */
class Wire extends Duplex {
  readonly requests: Promise<Read>[] = [];

  override _read(): void {}

  override _write(_chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    done();
  }
}

const server = createServer(async (incoming, response) => {
  const { socket }: { readonly socket: Duplex } = incoming;
  const read = readRequest(incoming, 'POST');
  if (socket instanceof Wire) socket.requests.push(read);
  await read;
  response.end();
});

/** What Halo makes of bytes that come over a connection, by Node's own parser; none of them goes over a network. */
export async function rawRequestsIn(bytes: Uint8Array): Promise<Read[]> {
  const wire = new Wire();
  const closed = new Promise((resolve) => wire.once('close', resolve));
  // What Node's parser refuses is no request, and Node answers it by itself.
  wire.on('error', () => undefined);
  server.emit('connection', wire);
  wire.push(bytes);
  await setImmediate();
  wire.push(null);
  await setImmediate();
  wire.destroy();
  await closed;
  return Promise.all(wire.requests);
}
