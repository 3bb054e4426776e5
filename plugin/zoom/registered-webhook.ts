import { inject, injectable } from 'tsyringe';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { Connections } from '../store/connections.ts';
import { ZoomError } from './errors.ts';
import { EventSubscriptions, type Subscriber } from './event-subscriptions.ts';

/** The connection's registered webhook, and what is remembered of it. The hourly sync does without: no failure of it is the job's. */
@injectable()
export class RegisteredWebhook {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly connections: Connections,
    private readonly subscriptions: EventSubscriptions,
  ) {}

  /** Of a connection that is stored. What an earlier one left, for another account or address, is removed. */
  async register(subscriber: Subscriber): Promise<'api' | 'inactive'> {
    const { db } = this.host;
    const before = await this.#stored();
    const registered = await this.#attempt(() => this.subscriptions.register(subscriber));
    if (!registered.ok) {
      const webhookReason = registered.error.message;
      await this.connections.setWebhook(db, { webhook: 'inactive', webhookReason, subscriptionId: before });
      return 'inactive';
    }
    const { id: subscriptionId, replaced } = registered.value;
    await this.connections.setWebhook(db, { webhook: 'api', webhookReason: null, subscriptionId });
    const old = new Set(before === null || before === subscriptionId ? replaced : [before, ...replaced]);
    for (const id of old) await this.#attempt(() => this.subscriptions.remove(id));
    return 'api';
  }

  /** Only what this org registered; a failure leaves it remembered, for the next connect or disconnect. */
  async remove(): Promise<void> {
    const subscriptionId = await this.#stored();
    if (subscriptionId === null) return;
    const removed = await this.#attempt(() => this.subscriptions.remove(subscriptionId));
    await this.connections.setWebhook(this.host.db, {
      webhook: 'inactive',
      webhookReason: null,
      subscriptionId: removed.ok ? null : subscriptionId,
    });
  }

  async #stored(): Promise<string | null> {
    const connection = await this.connections.read(this.host.db);
    return connection?.subscriptionId ?? null;
  }

  async #attempt<T>(
    work: () => Promise<T>,
  ): Promise<{ ok: true; value: T } | { ok: false; error: ZoomError }> {
    try {
      return { ok: true, value: await work() };
    } catch (error) {
      this.host.signal.throwIfAborted();
      if (!(error instanceof ZoomError)) throw error;
      const { code, message } = error;
      this.host.log.warn(
        { event: 'zoom.webhook.unregistered', code, error: message },
        'The webhook is not as it should be.',
      );
      return { ok: false, error };
    }
  }
}
