import type { Clock } from './clock.ts';
import type { OpaqueStrings } from './opaque.ts';
import type { ZoomEvent } from './webhook-events.ts';
import { encryptedToken, webhookSignature } from './webhook-signature.ts';

/** Zoom waits three seconds for 200 or 204. */
const REPLY_MS = 3000;

/** One webhook request. Status 0: nothing answered in time. Zoom would try again then; this one does not. */
export interface Delivery {
  event: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  status: number;
  reply: string;
}

/** Signs and sends webhooks, and keeps what became of each. */
export class WebhookSender {
  readonly deliveries: Delivery[] = [];
  readonly #clock: Clock;
  readonly #opaque: OpaqueStrings;
  readonly #secretToken: () => string;

  constructor(clock: Clock, opaque: OpaqueStrings, secretToken: () => string) {
    this.#clock = clock;
    this.#opaque = opaque;
    this.#secretToken = secretToken;
  }

  send(url: string, event: ZoomEvent): Promise<Delivery> {
    const body = JSON.stringify(event);
    const timestamp = String(Math.floor(this.#clock.now().getTime() / 1000));
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Zoom Marketplace/1.0a',
      'x-zm-request-timestamp': timestamp,
      'x-zm-request-id': this.#opaque.next('request').slice(0, 24),
      'x-zm-signature': webhookSignature(this.#secretToken(), timestamp, body),
    };
    return this.#post({ event: event.event, url, headers, body });
  }

  /** Zoom's check of an endpoint, at registration and every 72 hours: was the challenge answered right and in time? */
  async validateUrl(url: string): Promise<boolean> {
    const plainToken = this.#opaque.next('challenge').slice(0, 22);
    const event = {
      event: 'endpoint.url_validation',
      event_ts: this.#clock.now().getTime(),
      payload: { plainToken },
    };
    const { status, reply } = await this.send(url, event);
    const expected = { plainToken, encryptedToken: encryptedToken(this.#secretToken(), plainToken) };
    return status === 200 && holds(reply, expected);
  }

  async #post(request: Omit<Delivery, 'status' | 'reply'>): Promise<Delivery> {
    const { url, headers, body } = request;
    const answer = await post(url, headers, body);
    const delivery = { ...request, ...answer };
    this.deliveries.push(delivery);
    return delivery;
  }
}

/** Zoom follows no redirects. */
async function post(url: string, headers: Record<string, string>, body: string) {
  try {
    const signal = AbortSignal.timeout(REPLY_MS);
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    return { status: response.status, reply: await response.text() };
  } catch {
    return { status: 0, reply: '' };
  }
}

function holds(reply: string, expected: Record<string, string>): boolean {
  try {
    const answer: Record<string, unknown> = JSON.parse(reply);
    return Object.entries(expected).every(([name, value]) => answer[name] === value);
  } catch {
    return false;
  }
}
