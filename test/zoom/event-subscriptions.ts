import type { ApiEndpoint } from './api.ts';
import { invalidField, json, noContent, type ZoomReply, type ZoomRequest, zoomError } from './exchange.ts';
import type { OpaqueStrings } from './opaque.ts';
import { holdsScope } from './scopes.ts';

interface EventSubscription {
  id: string;
  name: string;
  url: string;
  events: string[];
  scope: string;
  accountId: string;
  userIds: string[];
}

/** What an app must hold to be told of an event, by how its name begins. */
const EVENT_SCOPES: readonly (readonly [event: string, scope: string])[] = [
  ['recording.', 'cloud_recording:read:recording'],
  ['meeting.aic_transcript_', 'cloud_recording:read:meeting_transcript'],
  ['meeting.summary_', 'meeting:read:summary'],
  ['meeting.participant_', 'meeting:read:participant'],
  ['user.', 'user:read:user'],
];

/** Subscriptions made through the API, beside the one of the app's own settings: an event in both is sent twice. */
export class EventSubscriptions {
  readonly #all: EventSubscription[] = [];
  readonly #opaque: OpaqueStrings;
  readonly #validateUrl: (url: string) => Promise<boolean>;
  readonly #scopes: () => readonly string[];

  constructor(
    opaque: OpaqueStrings,
    validateUrl: (url: string) => Promise<boolean>,
    scopes: () => readonly string[],
  ) {
    this.#opaque = opaque;
    this.#validateUrl = validateUrl;
    this.#scopes = scopes;
  }

  /** Where an event of an account goes. */
  targets(event: string, accountId: string): string[] {
    return this.#all
      .filter((each) => each.accountId === accountId && each.events.includes(event))
      .map((each) => each.url);
  }

  /** Only a client-credentials token holds the scopes of these. */
  get endpoints(): ApiEndpoint[] {
    const template = '/v2/marketplace/app/event_subscription';
    return [
      {
        method: 'POST',
        template,
        tier: 'Heavy',
        scope: 'marketplace:write:event_subscription',
        handle: (request, caller) => this.#create(request, caller.account.id),
      },
      {
        method: 'GET',
        template,
        tier: 'Heavy',
        scope: 'marketplace:read:list_event_subscriptions',
        handle: (request, _caller, world) => {
          const page = world.paging.page(request, this.#wanted(request.query));
          return 'error' in page
            ? page.error
            : json(200, { ...page.head, event_subscriptions: page.items.map(subscriptionBody) });
        },
      },
      {
        method: 'DELETE',
        template: `${template}/{id}`,
        tier: 'Heavy',
        scope: 'marketplace:delete:event_subscription',
        handle: (request) => this.#remove(request.params.id ?? ''),
      },
    ];
  }

  #wanted(query: URLSearchParams): EventSubscription[] {
    const [accountId, scope, userId] = ['account_id', 'subscription_scope', 'user_id'].map((name) =>
      query.get(name),
    );
    return this.#all
      .filter((each) => !accountId || each.accountId === accountId)
      .filter((each) => !scope || each.scope === scope)
      .filter((each) => !userId || each.userIds.includes(userId));
  }

  async #create(request: ZoomRequest, accountId: string): Promise<ZoomReply> {
    const wish = parse(request.body);
    if (wish.events.length === 0) return invalidField('events', 'The events field is required.');
    const refused = wish.events.find((event) => !this.#allowed(event));
    if (refused) return invalidField('events', `The event is not allowed for the app: ${refused}.`);
    if (!URL.canParse(wish.url)) return invalidField('event_webhook_url', 'The URL is invalid.');
    if (!(await this.#validateUrl(wish.url)))
      return invalidField('event_webhook_url', 'URL validation failed. Try again later.');
    const id = this.#opaque.next('subscription').slice(0, 22);
    this.#all.push({ id, ...wish, accountId: wish.accountId ?? accountId });
    return json(200, { event_subscription_id: id });
  }

  #allowed(event: string): boolean {
    const needed = EVENT_SCOPES.filter(([start]) => event.startsWith(start));
    return needed.every(([, scope]) => holdsScope(this.#scopes(), scope));
  }

  #remove(id: string): ZoomReply {
    const index = this.#all.findIndex((each) => each.id === id);
    if (index < 0) return notFound(id);
    this.#all.splice(index, 1);
    return noContent();
  }
}

const notFound = (id: string): ZoomReply => zoomError(404, 404, `Event subscription does not exist: ${id}.`);

function parse(body: string): Omit<EventSubscription, 'id' | 'accountId'> & { accountId?: string } {
  const wish: Record<string, unknown> = JSON.parse(body);
  const text = (name: string): string => (typeof wish[name] === 'string' ? wish[name] : '');
  const texts = (name: string): string[] =>
    Array.isArray(wish[name]) ? wish[name].filter((each) => typeof each === 'string') : [];
  return {
    name: text('event_subscription_name'),
    url: text('event_webhook_url'),
    events: texts('events'),
    scope: text('subscription_scope') || 'user',
    userIds: texts('user_ids'),
    ...(text('account_id') ? { accountId: text('account_id') } : {}),
  };
}

const subscriptionBody = (subscription: EventSubscription) => ({
  event_subscription_id: subscription.id,
  event_subscription_name: subscription.name,
  event_webhook_url: subscription.url,
  events: subscription.events,
  subscription_scope: subscription.scope,
  created_source: 'openapi',
  subscriber_id: subscription.accountId,
});
