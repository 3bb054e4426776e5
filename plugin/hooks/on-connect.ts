import { inject, injectable } from 'tsyringe';
import type { OnConnectOutput } from '../../contracts/generated/on-connect-output.ts';
import type { Host } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { PluginError } from '../plugin-error.ts';
import { listingJob } from '../recordings/jobs.ts';
import { isAlive, type NewConnection } from '../store/connection.ts';
import { AccountTaken, Connections } from '../store/connections.ts';
import { PendingAuthorization } from '../zoom/authorization.ts';
import { ZoomClient } from '../zoom/client.ts';
import { RegisteredWebhook } from '../zoom/registered-webhook.ts';
import { missingRequired, reachOf } from '../zoom/scopes.ts';
import { Tokens } from '../zoom/tokens.ts';

/** Redeems the consent, checks who and which scopes, routes the account's webhooks here and starts the first sync. */
@injectable()
export class OnConnect {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly authorization: PendingAuthorization,
    private readonly client: ZoomClient,
    private readonly tokens: Tokens,
    private readonly connections: Connections,
    private readonly webhook: RegisteredWebhook,
  ) {}

  async run(): Promise<OnConnectOutput> {
    const done = await this.#done();
    if (done) return done;
    const { grant, connectedBy } = await this.authorization.redeem();
    const user = await this.client.me();
    const scopes = grant.scope?.split(/\s+/).filter(Boolean) ?? [];
    const mode = reachOf(scopes);
    const missingScopes = missingRequired(scopes, mode);
    const connection: NewConnection = {
      accountId: user.accountId,
      userId: user.id,
      userEmail: user.email,
      mode,
      state: missingScopes.length === 0 ? 'connected' : 'degraded',
      scopes,
      missingScopes,
      // A subscription in the Zoom app's settings covers every account that installs it.
      webhook: this.host.deployment.eventSubscriptions === 'api' ? 'inactive' : 'app',
      connectedBy,
      connectedAt: this.host.clock.now(),
    };
    await this.#connect(connection);
    await this.tokens.setOwner(ownerOf(connection));
    // Before the consent's answer is forgotten: a job that dies here is run again from it.
    const webhook = connection.webhook === 'app' ? 'app' : await this.webhook.register(connection);
    await this.authorization.forget();
    return {
      state: missingScopes.length === 0 ? 'connected' : 'degraded',
      zoomAccountId: user.accountId,
      mode,
      missingScopes,
      webhook,
    };
  }

  /** Run again after its last step, because Halo did not hear that all was done. */
  async #done(): Promise<OnConnectOutput | undefined> {
    if (await this.authorization.isPending()) return undefined;
    const connection = await this.connections.read(this.host.db);
    if (!isAlive(connection)) return undefined;
    const { state, accountId: zoomAccountId, mode, missingScopes, webhook } = connection;
    return { state, zoomAccountId, mode, missingScopes: [...missingScopes], webhook };
  }

  async #connect(connection: NewConnection): Promise<void> {
    try {
      await this.host.db.transaction(async (tx) => {
        await this.connections.connect(tx, connection);
        await this.host.jobs.send(tx, [listingJob('catch_up', 'connect')]);
      });
    } catch (error) {
      if (!(error instanceof AccountTaken)) throw error;
      await this.tokens.handOver(ownerOf(connection));
      await this.authorization.forget();
      throw new PluginError(
        'connect.account_taken',
        'This Zoom user is connected to another organisation of this Halo, and Zoom keeps only one connection per user alive.',
        'Disconnect Zoom there first, or connect with another Zoom user.',
        error,
      );
    }
  }
}

/** The Zoom user whose consent it is. */
function ownerOf({ accountId, userId }: Pick<NewConnection, 'accountId' | 'userId'>): string {
  return `${accountId}/${userId}`;
}
