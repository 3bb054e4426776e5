import { z } from 'zod';
import type { Delivery } from '../../contracts/generated/on-webhook-input.ts';
import type { Authorization, Database, RawRequest } from '../../contracts/host.ts';
import { AUTHORIZATION, TOKENS } from '../../plugin/credential-names.ts';
import { plugin } from '../../plugin/index.ts';
import type { Accepted } from '../halo/acceptance.ts';
import { readDelivery, storeDeliveries } from '../halo/deliveries.ts';
import { checkedHooks } from '../halo/jobs/hooks.ts';
import { outcomeOfFailure } from '../halo/jobs/outcome.ts';
import { singletonKey } from '../halo/jobs/sender.ts';
import { openHaloDatabase, openPluginDatabase, type PluginDatabase } from '../halo/postgres/database.ts';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import { migrate } from '../halo/schema.ts';
import type { Clocks } from './clocks.ts';
import { type Job, JobQueue } from './job-queue.ts';
import { MemoryCredentials } from './memory-credentials.ts';
import { Observer } from './observed.ts';
import { Steps } from './steps.ts';
import { type HostParts, watchedHost } from './watched-host.ts';

const { manifest } = plugin;
const hooks = checkedHooks(plugin.hooks);
const CALLBACK = 'https://halo.example/api/integrations/zoom/callback';
export const SECRETS = {
  ZOOM_CLIENT_ID: 'zoom-client-id',
  ZOOM_CLIENT_SECRET: 'zoom-client-secret',
  ZOOM_WEBHOOK_SECRET_TOKEN: 'zoom-test-secret-token',
};

/** A job that gave up, or an error that nobody foresaw. */
export interface Failure {
  readonly hook: string;
  readonly key: string;
  readonly output: object;
}

/** The database of one test run, which all histories share. */
export interface Shared {
  /** With Halo's own rights. */
  readonly halo: Database;
  readonly pluginDatabase: PluginDatabase;
  readonly observer: Observer;
}

export async function openShared(): Promise<Shared & { close(): Promise<void> }> {
  const url = await createTestDatabase();
  const halo = openHaloDatabase(url);
  await migrate(halo, manifest.provider, plugin.migrations);
  const pluginDatabase = openPluginDatabase(url, 'zoom');
  return {
    ...{ halo, pluginDatabase, observer: await Observer.open(halo) },
    async close() {
      await Promise.all([halo.end(), pluginDatabase.end()]);
    },
  };
}

/** Halo as one org has it: its queue, its worker, and its side of the webhook door. */
export class ModelHalo {
  readonly orgId: string;
  readonly queue = new JobQueue();
  readonly steps = new Steps();
  readonly failures: Failure[] = [];
  readonly #shared: Shared;
  readonly #clocks: Clocks;
  readonly #credentials = new MemoryCredentials();
  readonly #parts: HostParts;

  constructor(shared: Shared, orgId: string, zoomOrigin: string, clocks: Clocks, watch: HostParts['watch']) {
    this.orgId = orgId;
    this.#shared = shared;
    this.#clocks = clocks;
    this.#parts = {
      ...shared,
      ...{ orgId, watch, clock: clocks.halo, queue: this.queue, credentials: this.#credentials },
      deployment: {
        ...{ secrets: SECRETS, apiUrl: zoomOrigin, oauthUrl: zoomOrigin, publicUrl: 'https://halo.example' },
        ...{ downloadHosts: ['http://127.0.0.1:*'], eventSubscriptions: 'app' },
      },
    };
  }

  /** The org, its keyword rule and one customer; then the way through Zoom's consent page, and `onConnect`. */
  async connect(rule: string): Promise<void> {
    await this.#shared.halo.query(
      `with team as (insert into teams (id, name) values ($1, $1) returning id),
         rule as (insert into learning_rules (org_id, id, type, text) select id, 'rule', 'keyword', $2 from team)
       insert into companies (org_id, id, name, domain) select id, 'customer', 'Customer', 'customer.example' from team`,
      [this.orgId, rule],
    );
    const { oauthUrl } = this.#parts.deployment;
    const codeVerifier = 'a-verifier-that-is-longer-than-forty-three-characters';
    const url = await plugin.oauth.authorize({
      ...{ oauthUrl, codeVerifier, clientId: SECRETS.ZOOM_CLIENT_ID, redirectUri: CALLBACK, state: 'state' },
    });
    const { headers } = await fetch(url, { redirect: 'manual' });
    const code = new URL(headers.get('location') ?? '').searchParams.get('code') ?? '';
    const value: Authorization = { code, codeVerifier, redirectUri: CALLBACK, connectedBy: 'admin' };
    this.#credentials.keep(AUTHORIZATION, value);
    this.send('onConnect', 'connect', {});
    const job = this.queue.take(this.#clocks.halo.now());
    if (job) await this.#run(job);
  }

  send(hook: Job['hook'], key: string, input: object): void {
    const { orgId } = this;
    const startAfter = this.#clocks.halo.now();
    this.queue.send([{ hook, key: singletonKey(orgId, key), data: { orgId, input }, startAfter }]);
  }

  async accessToken(): Promise<string> {
    const { accessToken } = z.object({ accessToken: z.string() }).parse(await this.#credentials.read(TOKENS));
    return accessToken;
  }

  /** The door, and what Halo does behind it. */
  async receive(request: RawRequest): Promise<void> {
    const now = this.#clocks.halo.now();
    const result = plugin.webhook(request, [SECRETS.ZOOM_WEBHOOK_SECRET_TOKEN], now);
    if (result.outcome !== 'accepted') throw new Error(`The door did not take a webhook: ${result.reason}`);
    await this.#accept(result, now);
  }

  async #accept(accepted: Accepted, now: Date): Promise<void> {
    const { halo } = this.#shared;
    const { delivery, secrets }: { delivery: Delivery; secrets: Accepted['secrets'] } = accepted;
    const addressed = await halo.transaction((tx) => storeDeliveries(tx, manifest, [accepted], now));
    for (const { orgId, id } of addressed) {
      if (id === null) continue;
      for (const { name, value } of secrets) this.#credentials.keep(name, value);
      if (orgId !== this.orgId) throw new Error(`A webhook was addressed to ${orgId}.`);
      const data = { orgId, deliveryId: id };
      this.queue.send([{ hook: 'onWebhook', key: singletonKey(orgId, delivery.key), data, startAfter: now }]);
    }
  }

  /** Runs what is due, and what that sends. */
  async work(): Promise<void> {
    for (;;) {
      const job = this.queue.take(this.#clocks.halo.now());
      if (!job) return;
      await this.#run(job);
    }
  }

  async #run(job: Job): Promise<void> {
    const { hook, data, key } = job;
    const steps = this.steps.job(job.retries < manifest.hooks[hook].retryLimit);
    try {
      const input =
        'deliveryId' in data ? await readDelivery(this.#shared.halo, data.deliveryId) : data.input;
      await hooks[hook](input, watchedHost(this.#parts, job, steps));
      // All is done, and Halo does not know it yet.
      await steps.step();
    } catch (error) {
      const now = this.#clocks.halo.now();
      const outcome = outcomeOfFailure(error, now);
      if (!steps.dead && outcome.status === 'postponed')
        return this.queue.send([{ hook, key, data, startAfter: outcome.startAfter }]);
      const again = (steps.dead || outcome.status === 'failed') && this.queue.fail(job, now);
      if (!again) this.failures.push({ hook, key, output: outcome.output });
    }
  }
}
