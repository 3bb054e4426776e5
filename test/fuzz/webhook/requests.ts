import { createHmac } from 'node:crypto';
import { damaged, type Json, mutated } from '../damaged-json.ts';
import type { Random } from '../random.ts';
import { damagedHead } from './damaged-head.ts';
import { UUID } from './deliveries.ts';
import { framed, type Headers, misframed } from './framing.ts';

/** One request to be sent as it is. */
export interface FuzzRequest {
  readonly bytes: Buffer;
  readonly method: string;
  /** It goes over a connection of its own, which is then closed: its length is a lie, or it is no HTTP. */
  readonly alone: boolean;
}

/** Whom requests are made for. */
export interface Receiver {
  readonly path: string;
  readonly secretToken: string;
  readonly deliveries: readonly Json[];
  readonly now: Date;
}

/** A delivery of any shape, most often damaged in its values, text, head or framing, and signed half of the time. */
export function fuzzRequest(receiver: Receiver, random: Random): FuzzRequest {
  let delivery = receiver.deliveries[random.below(receiver.deliveries.length)] ?? null;
  for (let changes = random.below(4); changes > 0; changes--) delivery = mutated(delivery, random);
  const text = renamed(JSON.stringify(delivery), random);
  const body = random.chance(0.2)
    ? damaged(text, random)
    : Buffer.from(random.chance(0.001) ? oversized(text) : text);
  const signed = headersFor(receiver, body, random.chance(0.5));
  const [method, headers] = random.chance(0.25) ? damagedHead(signed, random) : ['POST', signed];
  const path = random.chance(0.01)
    ? receiver.path + random.pick(['/', '?a=%', '%00', '#', '?'])
    : receiver.path;
  const start = `${method} ${path}`;
  return random.chance(0.02)
    ? { bytes: misframed(start, headers, body, random), method, alone: true }
    : {
        bytes: framed(start, [...headers, ['content-length', String(body.length)]], body),
        method,
        alone: false,
      };
}

/** Mostly of a recording not heard of yet, so that few of them end as a repeat. */
function renamed(text: string, random: Random): string {
  return random.chance(0.8) ? text.replaceAll(UUID, `${random.below(2 ** 32)}/+fuzz==`) : text;
}

function headersFor({ secretToken, now }: Receiver, body: Buffer, genuine: boolean): Headers {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const key = genuine ? secretToken : 'a-stranger’s';
  const signature = createHmac('sha256', key).update(`v0:${timestamp}:`).update(body).digest('hex');
  return [
    ['host', 'halo.example'],
    ['user-agent', 'Zoom Marketplace/1.0a'],
    ['content-type', 'application/json; charset=utf-8'],
    ['x-zm-request-timestamp', timestamp],
    ['x-zm-signature', `v0=${signature}`],
  ];
}

function oversized(text: string): string {
  return text.replace('{', `{"padding":"${'x'.repeat(1024 * 1024)}",`);
}
