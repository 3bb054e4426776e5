import { z } from 'zod';
import type { Answer } from '../../plugin/zoom/answer-errors.ts';
import { mutatedText } from './damaged-json.ts';
import type { RecordedAnswer } from './originals.ts';
import type { Random } from './random.ts';

const HEADERS: readonly [string, ...string[]] = [
  'retry-after',
  'x-ratelimit-type',
  'x-ratelimit-limit',
  'content-type',
  'www-authenticate',
];
const VALUES: readonly [string, ...string[]] = [
  '',
  '0',
  '3',
  '-1',
  '99999999',
  '1e9',
  '9'.repeat(400),
  'QPS',
  'Daily-limit',
  'text/html',
  '2026-10-16T00:00:00Z',
  '9999-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  'application/json',
  'Bearer',
  'constructor',
];

const answer = z.object({
  endpoint: z.string(),
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

/** An answer of Zoom's as one input: with other words, and now and then another status or other headers. */
export function damagedAnswer(
  { endpoint, status, headers, body }: RecordedAnswer,
  random: Random,
): Uint8Array {
  return Buffer.from(
    JSON.stringify({
      endpoint,
      status: random.chance(0.1) ? 200 + random.below(400) : status,
      headers: random.chance(0.2) ? { ...headers, [random.pick(HEADERS)]: random.pick(VALUES) } : headers,
      body: damagedBody(body, random),
    }),
  );
}

/** The same again, as it came over HTTP. */
export function answerIn(
  input: Uint8Array,
): { readonly endpoint: string; readonly body: string } & Omit<Answer, 'body'> {
  return answer.parse(JSON.parse(Buffer.from(input).toString()));
}

function damagedBody(body: string, random: Random): string {
  try {
    return mutatedText(JSON.parse(body), random).toString();
  } catch {
    return body.slice(0, random.below(body.length));
  }
}
