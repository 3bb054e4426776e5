import type { IncomingMessage } from 'node:http';

/** The bytes, or why there are none. */
export type Body = Uint8Array | 'too_large' | 'cut_off';

/**
 * The raw bytes, which is what Zoom has signed. What is longer than `limit` is known by its stated length before a byte
 * is read, or else as soon as it has passed the limit; nothing more of it is kept.
 */
export function readBody(incoming: IncomingMessage, limit: number): Promise<Body> {
  if (Number(incoming.headers['content-length'] ?? 0) > limit) return Promise.resolve('too_large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) resolve('too_large');
      else chunks.push(chunk);
    });
    incoming.once('end', () => resolve(Buffer.concat(chunks)));
    // Both come after the end too, when they change nothing.
    incoming.once('error', () => resolve('cut_off'));
    incoming.once('close', () => resolve('cut_off'));
  });
}
