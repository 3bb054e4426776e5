import { inject, injectable } from 'tsyringe';
import type { Queryable } from '../../contracts/host.ts';
import { ORG_ID } from '../injection.ts';
import { type Connection, type ConnectionState, isOver, type NewConnection } from './connection.ts';

const COLUMNS = `
  account_id as "accountId", user_id as "userId", user_email as "userEmail", mode, state, reason, scopes,
  missing_scopes as "missingScopes", webhook, webhook_reason as "webhookReason", subscription_id as "subscriptionId",
  connected_by as "connectedBy", connected_at as "connectedAt", webhook_seen_at as "webhookSeenAt", last_sync_at as "lastSyncAt",
  listed_through as "listedThrough", relinked_at as "relinkedAt", purge_at as "purgeAt",
  lost_at as "lostAt", lost_endpoint as "lostEndpoint"`;

/** The org's row in `zoom.connections`, and the account id in Halo's team settings that webhooks are routed by. */
@injectable()
export class Connections {
  constructor(@inject(ORG_ID) private readonly org: string) {}

  async read(db: Queryable): Promise<Connection | null> {
    const [row] = await db.query<Connection>(`select ${COLUMNS} from zoom.connections where org_id = $1`, [
      this.org,
    ]);
    return row ?? null;
  }

  /**
   * Connects the org, or connects it again. What was listed of another account does not count for this one.
   * Rejects with `AccountTaken` when another org holds the same Zoom user.
   */
  async connect(db: Queryable, connection: NewConnection): Promise<void> {
    try {
      await db.query(
        `insert into zoom.connections as c (org_id, account_id, user_id, user_email, mode, state, scopes, missing_scopes,
                                            webhook, connected_by, connected_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (org_id) do update set
           account_id = excluded.account_id, user_id = excluded.user_id, user_email = excluded.user_email,
           mode = excluded.mode, state = excluded.state, reason = null, scopes = excluded.scopes,
           missing_scopes = excluded.missing_scopes, webhook = excluded.webhook, webhook_reason = null,
           connected_by = excluded.connected_by, connected_at = excluded.connected_at, purge_at = null,
           listed_through = case when c.account_id = excluded.account_id then c.listed_through end`,
        [
          this.org,
          connection.accountId,
          connection.userId,
          connection.userEmail,
          connection.mode,
          connection.state,
          connection.scopes,
          connection.missingScopes,
          connection.webhook,
          connection.connectedBy,
          connection.connectedAt,
        ],
      );
    } catch (error) {
      if (isUniqueViolation(error)) throw new AccountTaken();
      throw error;
    }
    await this.#route(db, connection.accountId);
  }

  async setState(db: Queryable, state: ConnectionState, reason: string | null): Promise<void> {
    await db.query(
      `update zoom.connections set state = $2, reason = $3
       where org_id = $1 and (state, reason) is distinct from ($2, $3)`,
      [this.org, state, reason],
    );
    // A connection that is over must not be sent anybody's webhooks.
    if (isOver({ state })) await this.#route(db, null);
  }

  /** The app was removed in Zoom: nobody's webhooks come here any more, and what came from there has to go by `purgeAt`. */
  async deauthorize(db: Queryable, reason: string, purgeAt: Date): Promise<void> {
    await this.setState(db, 'deauthorized', reason);
    await db.query('update zoom.connections set purge_at = $2 where org_id = $1', [this.org, purgeAt]);
  }

  /** Everything that came from Zoom has been deleted: what is left names nobody. */
  async purged(db: Queryable, reason: string | null): Promise<void> {
    await this.setState(db, 'disconnected', reason);
    await db.query(
      `update zoom.connections set purge_at = null, user_email = null, listed_through = null where org_id = $1`,
      [this.org],
    );
  }

  async setWebhook(
    db: Queryable,
    {
      webhook,
      webhookReason,
      subscriptionId,
    }: Pick<Connection, 'webhook' | 'webhookReason' | 'subscriptionId'>,
  ): Promise<void> {
    await db.query(
      'update zoom.connections set webhook = $2, webhook_reason = $3, subscription_id = $4 where org_id = $1',
      [this.org, webhook, webhookReason, subscriptionId],
    );
  }

  async sawWebhook(db: Queryable, at: Date): Promise<void> {
    await db.query('update zoom.connections set webhook_seen_at = $2 where org_id = $1', [this.org, at]);
  }

  /** `through`: when the listing was begun, so that what started during it is listed again. */
  async finishedListing(db: Queryable, through: Date, at: Date): Promise<void> {
    await db.query(
      `update zoom.connections set last_sync_at = $3, listed_through = greatest(listed_through, $2) where org_id = $1`,
      [this.org, through, at],
    );
  }

  /** Zoom did not answer. Returns whether that is news: of all processes, one is told so. */
  async lost(db: Queryable, endpoint: string, at: Date): Promise<boolean> {
    const rows = await db.query(
      `update zoom.connections set lost_at = $3, lost_endpoint = $2
       where org_id = $1 and lost_at is null returning org_id`,
      [this.org, endpoint, at],
    );
    return rows.length > 0;
  }

  /** Zoom has answered, at this endpoint or on the whole. Returns since when it had not, to one of all processes. */
  async found(db: Queryable, endpoint: string | null): Promise<Date | null> {
    const [row] = await db.query<{ since: Date }>(
      `update zoom.connections c set lost_at = null, lost_endpoint = null
       from (select lost_at as since from zoom.connections where org_id = $1 for update) before
       where c.org_id = $1 and c.lost_at is not null and ($2::text is null or c.lost_endpoint = $2)
       returning before.since`,
      [this.org, endpoint],
    );
    return row?.since ?? null;
  }

  async #route(db: Queryable, accountId: string | null): Promise<void> {
    await db.query(
      `update teams set settings = case when $2::text is null then settings - 'zoom_account_id'
                                        else settings || jsonb_build_object('zoom_account_id', $2::text) end
       where id = $1 and settings ->> 'zoom_account_id' is distinct from $2`,
      [this.org, accountId],
    );
  }
}

/** Another org of this Halo is connected with the same Zoom user. */
export class AccountTaken extends Error {
  override readonly name = 'AccountTaken';
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
