import type { Credentials } from '../../contracts/host.ts';

/** An org's credentials without a database: what Halo keeps in one has tests of its own, and no history is about it. */
export class MemoryCredentials implements Credentials {
  readonly #values = new Map<string, unknown>();
  readonly #changing = new Map<string, Promise<unknown>>();

  keep(name: string, value: object): void {
    this.#values.set(name, value);
  }

  async read(name: string): Promise<unknown> {
    return this.#values.get(name);
  }

  change: Credentials['change'] = (name, change) => {
    const after = this.#changing.get(name) ?? Promise.resolve();
    const changed = after
      .catch(() => undefined)
      .then(async () => {
        const { next, result } = await change(this.#values.get(name));
        if (next) this.#values.set(name, next);
        else this.#values.delete(name);
        return result;
      });
    this.#changing.set(name, changed);
    return changed;
  };

  async handOver(): Promise<void> {
    throw new Error('No two orgs of these histories connect the same Zoom user.');
  }

  async forgetAll(prefix: string): Promise<void> {
    for (const name of this.#values.keys()) if (name.startsWith(prefix)) this.#values.delete(name);
  }
}
