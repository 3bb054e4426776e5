import { inject, injectable } from 'tsyringe';
import type { z } from 'zod';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { manifest } from '../manifest.ts';
import { readSettings } from '../settings.ts';
import { ZoomError } from './errors.ts';
import { page, Requests } from './requests.ts';
import { mayHear } from './scopes.ts';
import { TokenEndpoint } from './token-endpoint.ts';
import type { Access } from './tokens.ts';
import * as wire from './wire-subscriptions.ts';

/** Whose events are wanted: a whole account's, or one user's; and what may be heard of them. */
export interface Subscriber {
  readonly accountId: string;
  readonly userId: string;
  readonly mode: 'account' | 'user';
  readonly scopes: readonly string[];
}

/** What is registered by now, and what it took the place of: it differs in its events alone. */
interface Registration {
  readonly id: string;
  readonly replaced: readonly string[];
}

interface Subscription {
  /** Names the org: two orgs of one Zoom account must not live on one subscription, which ends with one of them. */
  readonly name: string;
  readonly url: string;
  /** In order, so that two lists can be compared. */
  readonly events: readonly string[];
}

type Listed = z.output<typeof wire.eventSubscriptionPage>['subscriptions'][number];

/** Zoom sends this one to the app's own deauthorization address, without a subscription. */
const UNSUBSCRIBED = 'app_deauthorized';
const SUMMARY_EVENT = /^meeting\.summary_/;

/** The webhook of one connection, registered through Zoom's API: for apps whose own settings hold no subscription. */
@injectable()
export class EventSubscriptions {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly endpoint: TokenEndpoint,
    private readonly requests: Requests,
  ) {}

  /**
   * Takes the subscription that is there already, so that it can be run again, or makes a new one. Those it replaces go
   * on until they are removed: an event that comes twice is done once, one that comes never is lost.
   */
  async register(subscriber: Subscriber): Promise<Registration> {
    const access = await this.endpoint.appToken();
    const wanted = this.#wanted(subscriber.scopes);
    const ours = (await this.#list(subscriber, access)).filter(
      ({ name, url }) => name === wanted.name && url === wanted.url,
    );
    const same = ours.find(({ events }) => events.toSorted().join() === wanted.events.join());
    const id = same?.id ?? (await this.#create(subscriber, wanted, access));
    return { id, replaced: ours.filter((each) => each.id !== id).map((each) => each.id) };
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

  /** Zoom cannot change the address or the events of a subscription: one that differs is another one. */
  #wanted(scopes: readonly string[]): Subscription {
    const { org, deployment, settings } = this.host;
    const { aiSummary } = readSettings(settings);
    const events = manifest.webhook.events.filter(
      (event) =>
        event !== UNSUBSCRIBED &&
        (aiSummary || !SUMMARY_EVENT.test(event)) &&
        mayHear(manifest.oauth.scopes, scopes, event),
    );
    return {
      name: `Halo ${org.id}`,
      url: new URL(manifest.webhook.path, deployment.publicUrl).href,
      events: events.toSorted(),
    };
  }

  async #list({ accountId, userId, mode }: Subscriber, access: Access): Promise<Listed[]> {
    const whose = {
      account_id: accountId,
      subscription_scope: mode,
      ...(mode === 'user' ? { user_id: userId } : {}),
    };
    const all: Listed[] = [];
    let next: string | null = null;
    do {
      const query: Record<string, string> = { ...whose, ...page(next) };
      const listed = await this.requests.ask(
        'eventSubscriptions',
        wire.eventSubscriptionPage,
        { query },
        access,
      );
      all.push(...listed.subscriptions);
      next = listed.nextPageToken;
    } while (next);
    return all;
  }

  /** Before it answers, Zoom checks that the address is ours: a webhook of its own, which the door replies to. */
  #create(
    { accountId, userId, mode }: Subscriber,
    { name, url, events }: Subscription,
    access: Access,
  ): Promise<string> {
    const body = {
      event_subscription_name: name,
      event_webhook_url: url,
      events,
      subscription_scope: mode,
      account_id: accountId,
      ...(mode === 'user' ? { user_ids: [userId] } : {}),
    };
    return this.requests.ask('createEventSubscription', wire.createdEventSubscription, { body }, access);
  }
}
