import { inject, injectable } from 'tsyringe';
import type { OnDisconnectInput } from '../../contracts/generated/on-disconnect-input.ts';
import type { OnDisconnectOutput } from '../../contracts/generated/on-disconnect-output.ts';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { Removal } from '../recordings/removal.ts';
import { Connections } from '../store/connections.ts';
import { Recordings } from '../store/recordings.ts';
import { TokenEndpoint } from '../zoom/oauth.ts';
import { RegisteredWebhook } from '../zoom/registered-webhook.ts';
import { Tokens } from '../zoom/tokens.ts';

/** Ends the connection. What was ingested stays or goes, as the admin says. */
@injectable()
export class OnDisconnect {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly connections: Connections,
    private readonly recordings: Recordings,
    private readonly removal: Removal,
    private readonly tokens: Tokens,
    private readonly endpoint: TokenEndpoint,
    private readonly webhook: RegisteredWebhook,
  ) {}

  async run({ data }: OnDisconnectInput): Promise<OnDisconnectOutput> {
    // Marked first: Zoom reports our own revoke as app_deauthorized, and that must find the connection ended.
    await this.connections.setState(this.host.db, 'disconnected', null);
    await this.webhook.remove();
    const revoked = await this.#revoke();
    await this.tokens.forget();
    return { revoked, purgedMeetings: data === 'purge' ? await this.#purge() : 0 };
  }

  /** Best effort: an org that leaves must not be held by a Zoom that does not answer. */
  async #revoke(): Promise<boolean> {
    const access = await this.tokens.current();
    if (!access) return false;
    try {
      await this.endpoint.revoke(access.accessToken);
      return true;
    } catch (error) {
      this.host.signal.throwIfAborted();
      this.host.log.warn(
        { error: error instanceof Error ? error.message : 'unknown' },
        'Zoom did not confirm the revoke.',
      );
      return false;
    }
  }

  #purge(): Promise<number> {
    return this.host.db.transaction(async (tx) => {
      const ingested = await this.recordings.ingested(tx);
      await this.removal.removeContent(tx, ingested);
      await this.recordings.removeAll(tx);
      return ingested.length;
    });
  }
}
