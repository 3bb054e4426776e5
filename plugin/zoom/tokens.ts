import { inject, Lifecycle, scoped } from 'tsyringe';
import { z } from 'zod';
import type { Host } from '../../contracts/host.ts';
import { TOKENS } from '../credential-names.ts';
import { HOST } from '../injection.ts';
import { Connections } from '../store/connections.ts';
import { ZoomError } from './errors.ts';
import { Outages } from './outages.ts';
import type { Grant } from './token-answers.ts';
import { TOKEN_ENDPOINT, TokenEndpoint } from './token-endpoint.ts';

const MINUTE_MS = 60_000;
/** An access token lives one hour; with less than this left it is renewed before it is used. */
const RENEW_BEFORE_MS = 5 * MINUTE_MS;

const storedTokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresAt: z.number(),
  apiUrl: z.string().nullable(),
  /** Missing where the pair was kept before this was. */
  refreshedAt: z.number().optional(),
});
type StoredTokens = z.infer<typeof storedTokens>;

/** What a request needs to be sent for a connection. */
export interface Access {
  readonly accessToken: string;
  /** The API's origin as Zoom stated it, unchecked. */
  readonly apiUrl: string | null;
}

/** The token pair of one connection. Zoom rotates it on every refresh, so it is changed only under Halo's lock. */
@scoped(Lifecycle.ContainerScoped)
export class Tokens {
  /** Read once for a job, which asks Zoom several times. Zoom's own refusal tells if another job has replaced it. */
  #inHand: StoredTokens | undefined;

  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly endpoint: TokenEndpoint,
    private readonly connections: Connections,
    private readonly outages: Outages,
  ) {}

  /**
   * A token that lives for five more minutes at least. `rejected` is one that Zoom has just refused: unless
   * another process has replaced it meanwhile, the pair is refreshed whatever its age.
   */
  async access(rejected?: string): Promise<Access> {
    if (this.#inHand && this.#isFresh(this.#inHand, rejected)) return this.#inHand;
    const current = this.#read(await this.host.credentials.read(TOKENS));
    this.#inHand = this.#isFresh(current, rejected) ? current : await this.#renew(rejected);
    return this.#inHand;
  }

  async #renew(rejected: string | undefined): Promise<StoredTokens> {
    const { credentials, db } = this.host;
    const renewed = await credentials.change(TOKENS, async (stored) => {
      const latest = this.#read(stored);
      // Whoever held the lock before us may have refreshed already: a second refresh would kill their token.
      if (this.#isFresh(latest, rejected)) return { next: latest, result: latest };
      const next = this.#toStored(await this.#refresh(latest));
      return { next, result: next };
    });
    // Not before the pair is saved: Zoom knows no other by now.
    await this.outages.answered(TOKEN_ENDPOINT, await this.connections.read(db));
    return renewed;
  }

  async #refresh({ refreshToken }: StoredTokens): Promise<Grant> {
    const ended = (outcome: string) => this.host.metrics.count('zoom_token_refreshes_total', 1, { outcome });
    try {
      const grant = await this.endpoint.refresh(refreshToken);
      ended('renewed');
      return grant;
    } catch (error) {
      if (!(error instanceof ZoomError)) throw error;
      ended(error.code);
      if (error.code === 'zoom.unreachable') await this.outages.began(TOKEN_ENDPOINT);
      throw error;
    }
  }

  async keep(grant: Grant): Promise<void> {
    this.#inHand = undefined;
    await this.host.credentials.change(TOKENS, async () => ({
      next: this.#toStored(grant),
      result: undefined,
    }));
  }

  /** Says which Zoom user the pair is of, once that is known. */
  async setOwner(owner: string): Promise<void> {
    await this.host.credentials.change(TOKENS, async (stored) => ({
      next: this.#read(stored),
      result: undefined,
      owner,
    }));
  }

  /**
   * Zoom keeps one pair alive for each user and app. One that this org may not use has just killed that of the org
   * which holds the user's connection: it goes there instead.
   */
  async handOver(owner: string): Promise<void> {
    const stored = this.#read(await this.host.credentials.read(TOKENS));
    await this.host.credentials.handOver(TOKENS, owner, stored);
    await this.forget();
  }

  async forget(): Promise<void> {
    this.#inHand = undefined;
    await this.host.credentials.change(TOKENS, async () => ({ next: null, result: undefined }));
  }

  /** As stored, however old; null if there is none. */
  async current(): Promise<Access | null> {
    const tokens = storedTokens.safeParse(await this.host.credentials.read(TOKENS));
    return tokens.success ? tokens.data : null;
  }

  /** From when and until when the access token is good; null if there is none. Nothing of the tokens themselves. */
  async lifetime(): Promise<{ readonly refreshedAt: Date | null; readonly expiresAt: Date } | null> {
    const tokens = storedTokens.safeParse(await this.host.credentials.read(TOKENS));
    if (!tokens.success) return null;
    const { refreshedAt, expiresAt } = tokens.data;
    return {
      refreshedAt: refreshedAt === undefined ? null : new Date(refreshedAt),
      expiresAt: new Date(expiresAt),
    };
  }

  #isFresh(tokens: StoredTokens, rejected: string | undefined): boolean {
    return (
      tokens.accessToken !== rejected && tokens.expiresAt - this.host.clock.now().getTime() >= RENEW_BEFORE_MS
    );
  }

  #read(stored: unknown): StoredTokens {
    const tokens = storedTokens.safeParse(stored);
    if (tokens.success) return tokens.data;
    throw new ZoomError('zoom.reconnect_needed', 'Halo holds no Zoom tokens for this connection.');
  }

  #toStored(grant: Grant): StoredTokens {
    const refreshedAt = this.host.clock.now().getTime();
    return {
      accessToken: grant.accessToken,
      refreshToken: grant.refreshToken,
      expiresAt: refreshedAt + grant.expiresInSeconds * 1000,
      apiUrl: grant.apiUrl,
      refreshedAt,
    };
  }
}
