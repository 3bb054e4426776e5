import type { Database, Host } from '../../contracts/host.ts';

/** How a job's process ends when the power is cut: from here on it can do nothing. */
class Died extends Error {}

/**
 * A job that does as many statements as it is told, then stands still, inside a transaction or outside, and can die
 * there. Credentials are changed under Halo's lock in one step.
 */
export class SteppedJob {
  #left = 0;
  /** Several where it asks for several things at once. */
  readonly #gates: PromiseWithResolvers<void>[] = [];
  #dead = false;
  #ended = false;
  #arrival = Promise.withResolvers<void>();

  /** `work` gets a way to make a host step by step. */
  constructor(work: (job: SteppedJob) => Promise<void>) {
    void work(this).finally(() => {
      this.#ended = true;
      this.#arrival.resolve();
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** Waits to be told, rather than for the database or Zoom. */
  get stands(): boolean {
    return this.#gates.length > 0;
  }

  /** Resolves when it stands or has ended. */
  get arrival(): Promise<void> {
    return this.#arrival.promise;
  }

  /** It has to stand. */
  go(statements: number): void {
    this.#left = statements - 1;
    for (const gate of this.#open()) gate.resolve();
  }

  /** It has to stand. Its open transaction is rolled back. */
  die(): void {
    this.#dead = true;
    for (const gate of this.#open()) gate.reject(new Died('The process has died.'));
  }

  /** Between two steps. */
  async step(): Promise<void> {
    if (this.#dead) throw new Died('The process has died.');
    if (this.#left > 0) {
      this.#left -= 1;
      return;
    }
    const gate = Promise.withResolvers<void>();
    this.#gates.push(gate);
    this.#arrival.resolve();
    await gate.promise;
  }

  /** The same host, which stands between any two statements, and before each commit. */
  slow(host: Host): Host {
    const { db, credentials } = host;
    const before = async <T>(next: () => Promise<T>): Promise<T> => {
      await this.step();
      return next();
    };
    const slowed: Database = {
      query: (sql, values) => before(() => db.query(sql, values)),
      transaction: (work) =>
        before(() =>
          db.transaction(async (tx) => {
            // Halo's services take the very transaction that was opened, so it is slowed down itself.
            const query = tx.query.bind(tx);
            tx.query = (sql, values) => before(() => query(sql, values));
            const result = await work(tx);
            await this.step();
            return result;
          }),
        ),
    };
    return {
      ...host,
      db: slowed,
      credentials: {
        ...credentials,
        read: (name) => before(() => credentials.read(name)),
        change: (name, change) => before(() => credentials.change(name, change)),
        forgetAll: (prefix) => before(() => credentials.forgetAll(prefix)),
      },
    };
  }

  #open(): PromiseWithResolvers<void>[] {
    this.#arrival = Promise.withResolvers();
    return this.#gates.splice(0);
  }
}
