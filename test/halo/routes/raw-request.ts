import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { MAX_WEBHOOK_BYTES, type RawRequest } from '../../../contracts/host.ts';
import { readBody } from './request-body.ts';

/** A webhook's request as the door takes it. One that the door will refuse by its head is shown to it without its body. */
export async function readRequest(
  incoming: IncomingMessage,
  served: string,
): Promise<RawRequest | 'too_large' | 'cut_off'> {
  const { method = '', headers } = incoming;
  const isRead = method === served && /json/i.test(headers['content-type'] ?? '');
  const body = isRead ? await readBody(incoming, MAX_WEBHOOK_BYTES) : new Uint8Array();
  return typeof body === 'string' ? body : { method, headers: singleValued(headers), body };
}

function singleValued(headers: IncomingHttpHeaders): RawRequest['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
