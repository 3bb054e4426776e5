import { ENDPOINTS, type Endpoint, type EndpointName } from './endpoints.ts';
import { ZoomError, type ZoomErrorCode } from './errors.ts';

/** The parts of an HTTP answer that tell what went wrong. Header names are lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The parsed JSON body, or undefined when it is not JSON (Zoom also answers HTML and XML). */
  readonly body: unknown;
}

/** Zoom's own codes, whatever the HTTP status: Zoom sends the same code with 400, 401, 403, 404 and even 200. */
const CODES: Readonly<Record<number, ZoomErrorCode>> = {
  104: 'zoom.scope_missing',
  124: 'zoom.token_rejected',
  200: 'zoom.not_permitted',
  300: 'zoom.bad_request',
  429: 'zoom.rate_limited',
  1001: 'zoom.user_gone',
  1010: 'zoom.user_gone',
  2305: 'zoom.not_permitted',
  3000: 'zoom.not_permitted',
  3001: 'zoom.not_found',
  3161: 'zoom.not_permitted',
  3301: 'zoom.not_found',
  // Of a request. Of a token the same number says that anything may be wrong (token-errors.ts).
  4700: 'zoom.scope_missing',
  4711: 'zoom.scope_missing',
  // Its user authorized the app again: another process may hold the newer token.
  4741: 'zoom.token_rejected',
  12702: 'zoom.not_found',
};

const STATUSES: Readonly<Record<number, ZoomErrorCode>> = {
  400: 'zoom.bad_request',
  401: 'zoom.token_rejected',
  403: 'zoom.not_permitted',
  404: 'zoom.not_found',
  429: 'zoom.rate_limited',
};

/** A limit whose end is further off than the job queue's first retries is waited out like a daily one, unnamed or not. */
const LONG_WAIT_MS = 60_000;

/** A daily limit is renewed within the day; whatever Zoom or a proxy states beyond must not stop an org for good. */
const LONGEST_PARK_MS = 25 * 60 * 60 * 1000;

/** The error an answer stands for, or undefined if it is a success. `now` dates a daily limit without a date. */
export function errorOf(name: EndpointName, answer: Answer, now: Date): ZoomError | undefined {
  const code = zoomCode(answer.body);
  // Some successes carry `code: 0`; code 200 inside an HTTP 200 is "no permission", not success.
  if (answer.status < 300 && (code === undefined || code === 0)) return undefined;

  const message = zoomMessage(answer.body);
  const kind = kindOf(answer, code, message, now);
  const endpoint: Endpoint = ENDPOINTS[name];
  const said = message ? `: ${message}` : '';
  const text = `Zoom could not give ${endpoint.gives} (HTTP ${answer.status}${code ? `, code ${code}` : ''})${said}`;
  if (kind !== 'zoom.daily_limit') return new ZoomError(kind, text);
  return new ZoomError(kind, text, { retryAt: retryAfter(answer, now) ?? nextMidnight(now) });
}

function kindOf(answer: Answer, code: number | undefined, message: string, now: Date): ZoomErrorCode {
  if (answer.status >= 500) return 'zoom.unreachable';
  if (answer.status === 429 || code === 429) {
    const daily = header(answer, 'x-ratelimit-type') === 'Daily-limit' || /daily/i.test(message);
    const wait = (retryAfter(answer, now)?.getTime() ?? 0) - now.getTime();
    return daily || wait > LONG_WAIT_MS ? 'zoom.daily_limit' : 'zoom.rate_limited';
  }
  // One code, two meanings: only the message tells a recording that is not ready from one that is gone.
  if (code === 3301 && /still being processed/i.test(message)) return 'zoom.still_processing';
  if (code === 300 && /next page token/i.test(message)) return 'zoom.page_token_expired';
  const byCode = code === undefined ? undefined : CODES[code];
  if (byCode) return byCode;
  // The 33xx codes are about a recording; one that is not documented must not be taken for a token fault.
  if (code !== undefined && code >= 3300 && code < 3400) return 'zoom.not_permitted';
  // Zoom's own 404 is JSON. A page with that status comes from something in between, and proves nothing gone.
  if (answer.status === 404 && answer.body === undefined) return 'zoom.unreachable';
  return STATUSES[answer.status] ?? 'zoom.unreadable_answer';
}

/** `Retry-After` of a daily limit is a date, not seconds; a date that has passed says nothing. */
function retryAfter(answer: Answer, now: Date): Date | undefined {
  const stated = header(answer, 'retry-after') ?? '';
  const date = new Date(/^\d+$/.test(stated) ? now.getTime() + Number(stated) * 1000 : stated);
  if (!(date > now)) return undefined;
  return new Date(Math.min(date.getTime(), now.getTime() + LONGEST_PARK_MS));
}

/** When a daily limit is renewed. */
function nextMidnight(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
}

export function header(answer: Pick<Answer, 'headers'>, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function zoomCode(body: unknown): number | undefined {
  const code = field(body, 'code');
  const number = typeof code === 'string' ? Number(code) : code;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}

/** Zoom's own sentence, with the field problems that code 300 lists: they are needed to mend our request. */
function zoomMessage(body: unknown): string {
  const message = field(body, 'message') ?? field(body, 'error_message');
  const errors = field(body, 'errors');
  const fields = Array.isArray(errors)
    ? errors.map((error) => `${wordsOf(field(error, 'field'))}: ${wordsOf(field(error, 'message'))}`)
    : [];
  return [wordsOf(message), ...fields].filter(Boolean).join(' ').slice(0, 300);
}

/** Text alone: an object can refuse to become one. */
function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
