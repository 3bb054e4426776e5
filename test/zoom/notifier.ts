import type { ZoomAccount, ZoomUser } from './account.ts';
import type { Clock } from './clock.ts';
import type { EventSubscriptions } from './event-subscriptions.ts';
import { appDeauthorized, type ZoomEvent } from './webhook-events.ts';
import type { Delivery, WebhookSender } from './webhook-sender.ts';

/** Takes an event to everybody who subscribed by calling `post`, as often and as late as it sees fit. */
export type Postman = (event: ZoomEvent, post: () => Promise<Delivery[]>) => Promise<Delivery[]>;

/** Sends an event to everybody who subscribed: the app's own URL and those registered through the API. */
export class Notifier {
  target: string | undefined;
  /** Sees to how often an event comes, and when; at once and once unless told. */
  postman: Postman = (_, post) => post();
  readonly #sender: WebhookSender;
  readonly #subscriptions: EventSubscriptions;
  readonly #clock: Clock;
  readonly #clientId: string;
  readonly #unasked = new Set<Promise<unknown>>();

  constructor(parts: {
    target: string | undefined;
    sender: WebhookSender;
    subscriptions: EventSubscriptions;
    clock: Clock;
    clientId: string;
  }) {
    this.target = parts.target;
    this.#sender = parts.sender;
    this.#subscriptions = parts.subscriptions;
    this.#clock = parts.clock;
    this.#clientId = parts.clientId;
  }

  send(event: ZoomEvent): Promise<Delivery[]> {
    const accountId = event.payload.account_id;
    const registered =
      typeof accountId === 'string' ? this.#subscriptions.targets(event.event, accountId) : [];
    const targets = this.target === undefined ? registered : [this.target, ...registered];
    return this.postman(event, () => Promise.all(targets.map((url) => this.#sender.send(url, event))));
  }

  /** Zoom tells the app that it was removed, even when the app itself asked by revoking its token. */
  appRemoved(account: ZoomAccount, user: ZoomUser): Promise<Delivery[]> {
    const sent = this.send(appDeauthorized(account, user, this.#clientId, this.#clock.now()));
    this.#unasked.add(sent);
    return sent.finally(() => this.#unasked.delete(sent));
  }

  /** Waits for what Zoom sends of its own accord. */
  async settled(): Promise<void> {
    await Promise.all(this.#unasked);
  }
}
