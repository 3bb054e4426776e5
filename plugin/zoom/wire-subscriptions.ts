import { z } from 'zod';
import { listOf } from '../lenient-list.ts';
import { id, text, textOrNull } from './wire-fields.ts';

/* The webhooks that are registered through Zoom's API. */

const eventSubscription = z
  .object({
    event_subscription_id: id,
    event_subscription_name: textOrNull,
    event_webhook_url: textOrNull,
    events: listOf(text),
  })
  .transform((row) => ({
    id: row.event_subscription_id,
    name: row.event_subscription_name,
    url: row.event_webhook_url,
    events: row.events,
  }));

export const eventSubscriptionPage = z
  .object({ event_subscriptions: listOf(eventSubscription), next_page_token: textOrNull })
  .transform((page) => ({ subscriptions: page.event_subscriptions, nextPageToken: page.next_page_token }));

export const createdEventSubscription = z
  .object({ event_subscription_id: id })
  .transform((created) => created.event_subscription_id);

/** A DELETE is answered with 204 and nothing. */
export const nothing = z.unknown();
