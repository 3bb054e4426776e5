import { inject, injectable } from 'tsyringe';
import type { OnDisconnectInput } from '../../contracts/generated/on-disconnect-input.ts';
import type { Delivery } from '../../contracts/generated/on-webhook-input.ts';
import type { Host, Transaction } from '../../contracts/host.ts';
import { HOST } from '../injection.ts';
import { type Connection, isOver } from '../store/connection.ts';
import { Connections } from '../store/connections.ts';
import { DownloadTokens } from '../zoom/download-tokens.ts';
import { Tokens } from '../zoom/tokens.ts';
import { Purge } from './purge.ts';

/** Zoom's developer terms: data of whoever removes the app is deleted within ten days. */
const KEPT_MS = 10 * 86_400_000;

/** The app was removed in Zoom: what that ends at once, and what it ends ten days later. */
@injectable()
export class Deauthorization {
  constructor(
    @inject(HOST) private readonly host: Host,
    private readonly connections: Connections,
    private readonly tokens: Tokens,
    private readonly downloadTokens: DownloadTokens,
    private readonly purge: Purge,
  ) {}

  /**
   * Returns whether it ended the connection. Zoom sends the event late, twice, for other users of the account, and as an
   * echo of our own revoke; none of these says anything about an install that has been renewed since.
   */
  async begin({ userId, eventTs }: Delivery, connection: Connection): Promise<boolean> {
    const { connectedAt } = connection;
    if (isOver(connection) || connection.userId !== userId || connectedAt.getTime() > eventTs) return false;
    const purgeAt = new Date(eventTs + KEPT_MS);
    // Tokens first: a crash in between leaves a connection that finds itself without them, and the event is run again.
    await this.tokens.forget();
    await this.downloadTokens.forgetAll();
    await this.host.db.transaction(async (tx) => {
      await this.connections.deauthorize(tx, 'The app was removed in Zoom.', purgeAt);
      await this.#plan(tx, purgeAt);
    });
    return true;
  }

  /** Returns how many meetings were deleted: none if the org has connected again in the meantime. */
  async complete(): Promise<number> {
    const { db, clock } = this.host;
    const connection = await this.connections.read(db);
    if (connection?.state !== 'deauthorized' || !connection.purgeAt) return 0;
    const { purgeAt } = connection;
    // Removed, connected and removed again: the job of the first time comes too early.
    if (purgeAt > clock.now()) {
      await db.transaction((tx) => this.#plan(tx, purgeAt));
      return 0;
    }
    const removed = await this.purge.run('deauthorized');
    // At once: a connection that is no longer `deauthorized` would keep whatever an interruption had left of it.
    await db.transaction((tx) =>
      this.connections.purged(
        tx,
        'The app was removed in Zoom. What came from there was deleted ten days later.',
      ),
    );
    return removed;
  }

  #plan(tx: Transaction, startAfter: Date): Promise<void> {
    const input: OnDisconnectInput = { data: 'purge', because: 'deauthorized' };
    return this.host.jobs.send(tx, [{ hook: 'onDisconnect', key: 'deauthorized', input, startAfter }]);
  }
}
