import { inject, injectable } from 'tsyringe';
import type { z } from 'zod';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { manifest } from '../manifest.ts';
import { ZoomError } from './errors.ts';
import { TokenEndpoint } from './oauth.ts';
import { page, Requests } from './requests.ts';
import type { Access } from './tokens.ts';
import * as wire from './wire.ts';

/** Whose events are wanted: a whole account's, or one user's. */
export interface Subscriber {
  readonly accountId: string;
  readonly userId: string;
  readonly mode: 'account' | 'user';
}

interface Subscription {
  /** Names the org: two orgs of one Zoom account must not live on one subscription, which ends with one of them. */
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
}

type Listed = z.output<typeof wire.eventSubscriptionPage>['subscriptions'][number];

/** Zoom sends this one to the app's own deauthorization address, without a subscription. */
const UNSUBSCRIBED = 'app_deauthorized';

/** The webhook of one connection, registered through Zoom's API: for apps whose own settings hold no subscription. */
@injectable()
export class EventSubscriptions {
  readonly #wanted: Subscription;

  constructor(
    @inject(HOST) { org, deployment }: Host,
    private readonly endpoint: TokenEndpoint,
    private readonly requests: Requests,
  ) {
    this.#wanted = {
      name: `Halo ${org.id}`,
      url: new URL(manifest.webhook.path, deployment.publicUrl).href,
      events: manifest.webhook.events.filter((event) => event !== UNSUBSCRIBED).toSorted(),
    };
  }

  /** Returns the id of the subscription: the one that is there already, so that it can be run again, or a new one. */
  async register(subscriber: Subscriber): Promise<string> {
    const access = await this.endpoint.appToken();
    return (await this.#find(subscriber, access)) ?? (await this.#create(subscriber, access));
  }

  /** One that is gone already counts as removed. */
  async remove(subscriptionId: string): Promise<void> {
    const access = await this.endpoint.appToken();
    try {
      await this.requests.ask('deleteEventSubscription', wire.nothing, { path: { subscriptionId } }, access);
    } catch (error) {
      if (!(error instanceof ZoomError && error.code === 'zoom.not_found')) throw error;
    }
  }

  async #find({ accountId, userId, mode }: Subscriber, access: Access): Promise<string | undefined> {
    const whose = {
      account_id: accountId,
      subscription_scope: mode,
      ...(mode === 'user' ? { user_id: userId } : {}),
    };
    let next: string | null = null;
    do {
      const query: Record<string, string> = { ...whose, ...page(next) };
      const listed = await this.requests.ask(
        'eventSubscriptions',
        wire.eventSubscriptionPage,
        { query },
        access,
      );
      const found = listed.subscriptions.find((each) => isSame(each, this.#wanted));
      if (found) return found.id;
      next = listed.nextPageToken;
    } while (next);
    return undefined;
  }

  /** Before it answers, Zoom checks that the address is ours: a webhook of its own, which the door replies to. */
  #create({ accountId, userId, mode }: Subscriber, access: Access): Promise<string> {
    const body = {
      event_subscription_name: this.#wanted.name,
      event_webhook_url: this.#wanted.url,
      events: this.#wanted.events,
      subscription_scope: mode,
      account_id: accountId,
      ...(mode === 'user' ? { user_ids: [userId] } : {}),
    };
    return this.requests.ask('createEventSubscription', wire.createdEventSubscription, { body }, access);
  }
}

/** Zoom cannot change the address or the events of a subscription: one that differs is another one. */
function isSame(listed: Listed, wanted: Subscription): boolean {
  return (
    listed.name === wanted.name &&
    listed.url === wanted.url &&
    listed.events.toSorted().join() === wanted.events.join()
  );
}
