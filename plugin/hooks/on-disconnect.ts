import { inject, injectable } from 'tsyringe';
import type { OnDisconnectInput } from '../../contracts/generated/on-disconnect-input.ts';
import type { OnDisconnectOutput } from '../../contracts/generated/on-disconnect-output.ts';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { Deauthorization } from '../recordings/deauthorization.ts';
import { Purge } from '../recordings/purge.ts';
import { Connections } from '../store/connections.ts';
import { DownloadTokens } from '../zoom/download-tokens.ts';
import { RegisteredWebhook } from '../zoom/registered-webhook.ts';
import { TokenEndpoint } from '../zoom/token-endpoint.ts';
import { Tokens } from '../zoom/tokens.ts';

/** Ends the connection. What was ingested stays or goes, as the admin says. */
@injectable()
export class OnDisconnect {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly connections: Connections,
    private readonly purge: Purge,
    private readonly deauthorization: Deauthorization,
    private readonly tokens: Tokens,
    private readonly downloadTokens: DownloadTokens,
    private readonly endpoint: TokenEndpoint,
    private readonly webhook: RegisteredWebhook,
  ) {}

  async run({ data, because }: OnDisconnectInput): Promise<OnDisconnectOutput> {
    if (because === 'deauthorized')
      return { revoked: false, purgedMeetings: await this.deauthorization.complete() };
    const connection = await this.connections.read(this.host.db);
    // Already without access; what came in goes on the day that Zoom's terms give, whatever an admin would like to keep.
    if (connection?.state === 'deauthorized' && data === 'keep') return { revoked: false, purgedMeetings: 0 };
    // Marked first: Zoom reports our own revoke as app_deauthorized, and that must find the connection ended.
    await this.connections.setState(this.host.db, 'disconnected', null);
    await this.webhook.remove();
    const revoked = await this.#revoke();
    await this.tokens.forget();
    await this.downloadTokens.forgetAll();
    return { revoked, purgedMeetings: data === 'purge' ? await this.#purge() : 0 };
  }

  /** Best effort: an org that leaves must not be held by a Zoom that does not answer. */
  async #revoke(): Promise<boolean> {
    const access = await this.tokens.current();
    if (!access) return false;
    try {
      await this.endpoint.revoke(access.accessToken);
      this.host.signal.throwIfAborted();
      return true;
    } catch (error) {
      this.host.signal.throwIfAborted();
      const kind = error instanceof Error ? error.name : 'unknown';
      this.host.log.warn(
        { event: 'zoom.revoke.unconfirmed', error: kind },
        'Zoom did not confirm the revoke.',
      );
      return false;
    }
  }

  async #purge(): Promise<number> {
    const removed = await this.purge.run('manual');
    await this.host.db.transaction((tx) => this.connections.purged(tx, null));
    return removed;
  }
}
