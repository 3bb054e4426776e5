import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Database, Host } from '../../../contracts/host.ts';

/** Before a host call takes effect, or once it has; or while it goes on, and nothing is thrown: only the signal tells. */
export type Moment = 'before' | 'after' | 'during';

/** Why Halo stops a job: its reason comes back out of whatever was being waited for. */
class Stopped extends Error {}

const WRITES = /\b(insert into|update|delete from)\s/i;

/** A plugin counts what it asks its vendor, by endpoint. */
const REQUESTS = '_requests_total';

/** Node's own words for an answer of an HTTP client: got's, and fetch's. */
const ANSWERS = ['http.client.response.finish', 'undici:request:headers'];

/** A job that is stopped at its n-th host call, which is counted through the host that it gets. */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #nth: number;
  readonly #moment: Moment;
  readonly #harmless: RegExp | undefined;
  #calls = 0;
  /** Inside a service of Halo's, whose statements are its own. */
  #inside = 0;
  /** The call at which it was stopped. */
  at: string | undefined;
  /** What it still wrote, in Halo or at the vendor's, after it was stopped. */
  readonly afterwards: string[] = [];

  /** Statements that are `harmless` may still write: nothing rests on what they do. */
  constructor(nth: number, moment: Moment, harmless?: RegExp) {
    this.#nth = nth;
    this.#moment = moment;
    this.#harmless = harmless;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get calls(): number {
    return this.#calls;
  }

  /** The same host, which stops the job when its call has come. */
  watched(host: Host): Host {
    const { credentials, knowledge, jobs, model, metrics, clock } = host;
    return {
      ...host,
      db: this.#database(host.db),
      credentials: {
        read: (name) => this.#call(`credentials.read ${name}`, () => credentials.read(name)),
        change: (name, change) =>
          this.#write(`credentials.change ${name}`, () => credentials.change(name, change)),
        handOver: (name, owner, value) =>
          this.#write(`credentials.handOver ${name}`, () => credentials.handOver(name, owner, value)),
        forgetAll: (prefix) =>
          this.#write(`credentials.forgetAll ${prefix}`, () => credentials.forgetAll(prefix)),
      },
      knowledge: {
        replace: (tx, source) => this.#service('knowledge.replace', () => knowledge.replace(tx, source)),
        remove: (tx, ids) => this.#service('knowledge.remove', () => knowledge.remove(tx, ids)),
        setAudience: (tx, id, audience) =>
          this.#service('knowledge.setAudience', () => knowledge.setAudience(tx, id, audience)),
      },
      jobs: { send: (tx, list) => this.#service('jobs.send', () => jobs.send(tx, list)) },
      ...(model ? { model: { generate: (asked) => this.#call('model', () => model.generate(asked)) } } : {}),
      // It does not wait, so that no trial takes a time of its own.
      clock: { now: () => clock.now(), sleep: () => this.#call('clock.sleep', async () => undefined) },
      metrics: {
        count: (name, by, labels) => {
          if (name.endsWith(REQUESTS)) this.#request(`the vendor's ${labels?.endpoint}`);
          metrics.count(name, by, labels);
        },
      },
      signal: this.signal,
    };
  }

  #database(db: Database): Database {
    return {
      query: (sql, values) =>
        this.#call(sql, () => db.query(sql, values), WRITES.test(sql) && !this.#harmless?.test(sql)),
      transaction: async (work) => {
        let commit: () => void = () => undefined;
        const result = await db.transaction(async (tx) => {
          await this.#call('begin', async () => undefined);
          // Halo's services take the very transaction that was opened, so it is watched itself.
          const query = tx.query.bind(tx);
          tx.query = (sql, values) =>
            this.#inside > 0 ? query(sql, values) : this.#call(sql, () => query(sql, values));
          const worked = await work(tx);
          commit = this.#begin('commit', true);
          return worked;
        });
        commit();
        return result;
      },
    };
  }

  #service<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#call(name, async () => {
      this.#inside += 1;
      try {
        return await work();
      } finally {
        this.#inside -= 1;
      }
    });
  }

  #write<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#call(name, work, true);
  }

  async #call<T>(name: string, work: () => Promise<T>, writes = false): Promise<T> {
    const end = this.#begin(name, writes);
    const result = await work();
    end();
    return result;
  }

  /** Counts a call. What it returns is to be called once the call has taken effect. */
  #begin(name: string, writes: boolean): () => void {
    if (this.signal.aborted) {
      if (writes) this.afterwards.push(name);
      return () => undefined;
    }
    this.#calls += 1;
    if (this.#calls !== this.#nth) return () => undefined;
    if (this.#moment === 'after') return () => this.#stop(name);
    if (this.#moment === 'before') this.#stop(name);
    this.#abort(name);
    return () => undefined;
  }

  /** A request is counted just before it leaves. No host can throw there: the plugin's HTTP clients know the signal. */
  #request(name: string): void {
    if (this.signal.aborted) {
      if (!name.includes('GET ')) this.afterwards.push(name);
      return;
    }
    this.#calls += 1;
    if (this.#calls !== this.#nth) return;
    if (this.#moment !== 'after') {
      this.#abort(name);
      return;
    }
    const answered = () => {
      for (const channel of ANSWERS) unsubscribe(channel, answered);
      this.#abort(name);
    };
    for (const channel of ANSWERS) subscribe(channel, answered);
  }

  #stop(name: string): never {
    throw this.#abort(name);
  }

  #abort(name: string): Stopped {
    const reason = new Stopped('Halo stops.');
    this.at = name.replaceAll(/\s+/g, ' ').trim().slice(0, 90);
    this.#controller.abort(reason);
    return reason;
  }
}
