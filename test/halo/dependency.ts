import type { Log } from '../../contracts/host.ts';
import { errorFields } from './log-error.ts';

interface Told {
  readonly event: string;
  readonly message: string;
}

/**
 * Something that Halo itself leans on. That it has gone is logged once, and that it is back once, however many jobs and
 * requests notice. Each process tells for itself, and nothing is decided by it.
 */
export class Dependency {
  #lostAt: number | undefined;

  constructor(
    private readonly log: Log,
    private readonly lostText: Told,
    private readonly backText: Told,
  ) {}

  get isLost(): boolean {
    return this.#lostAt !== undefined;
  }

  lost(error: unknown): void {
    if (this.isLost) return;
    this.#lostAt = Date.now();
    this.#tell(this.lostText, errorFields(error));
  }

  back(): void {
    if (this.#lostAt === undefined) return;
    const seconds = Math.round((Date.now() - this.#lostAt) / 1000);
    this.#lostAt = undefined;
    this.#tell(this.backText, { seconds });
  }

  #tell({ event, message }: Told, fields: object): void {
    this.log.warn({ event, ...fields }, message);
  }
}
