import { setTimeout as sleep } from 'node:timers/promises';
import { queueName } from '../halo/jobs/queues.ts';
import { insist } from './chaos-insist.ts';
import type { ChaosWorld } from './chaos-world.ts';

const LOOKS_EVERY_MS = 200;

/** Whoever looks after the integration: presses Connect whenever Zoom is not connected. */
export class Admin {
  connects = 0;
  readonly #world: ChaosWorld;
  #here = true;

  constructor(world: ChaosWorld) {
    this.#world = world;
    void this.#look();
  }

  /** Resolves when Zoom is connected and nothing else is on its way. */
  async seesConnection(): Promise<void> {
    while (this.#here && !(await insist(() => this.#isConnected()))) await sleep(LOOKS_EVERY_MS);
  }

  leave(): void {
    this.#here = false;
  }

  async #look(): Promise<void> {
    while (this.#here) {
      // PostgreSQL may be away: then the page does not come up, and neither does the button.
      await this.#connect().catch(() => undefined);
      await sleep(LOOKS_EVERY_MS);
    }
  }

  async #connect(): Promise<void> {
    if ((await this.#isConnected()) || (await this.#isConnecting())) return;
    await this.#world.connect();
    this.connects += 1;
  }

  async #isConnected(): Promise<boolean> {
    const [connection] = await this.#world.halo.halo.query<{ state: string }>(
      'select state from zoom.connections',
    );
    return connection?.state === 'connected' && !(await this.#isConnecting());
  }

  async #isConnecting(): Promise<boolean> {
    const jobs = await this.#world.halo.halo.query(
      `select from pgboss.job where name = $1 and state in ('created', 'retry', 'active')`,
      [queueName('zoom', 'onConnect')],
    );
    return jobs.length > 0;
  }
}
