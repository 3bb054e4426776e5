export type ConnectionState =
  | 'connecting'
  | 'connected'
  | 'degraded'
  | 'reconnect_needed'
  | 'disconnected'
  | 'deauthorized';

/** Whose recordings it reaches: everyone's in the Zoom account, or those of the user who connected. */
export type ConnectionMode = 'account' | 'user';

/** Who has Zoom send webhooks: the app's own settings, a registration through the API, or nobody. */
export type WebhookCover = 'app' | 'api' | 'inactive';

/** One org joined to one Zoom account. */
export interface Connection {
  readonly accountId: string;
  readonly userId: string;
  readonly userEmail: string | null;
  readonly mode: ConnectionMode;
  readonly state: ConnectionState;
  readonly reason: string | null;
  readonly scopes: readonly string[];
  readonly missingScopes: readonly string[];
  readonly webhook: WebhookCover;
  readonly webhookReason: string | null;
  /** What was registered through Zoom's API for this org, whatever the webhook's standing is now. */
  readonly subscriptionId: string | null;
  /** Halo's user. */
  readonly connectedBy: string;
  readonly connectedAt: Date;
  readonly webhookSeenAt: Date | null;
  readonly lastSyncAt: Date | null;
  /** Every meeting that started before this has been listed. */
  readonly listedThrough: Date | null;
  /** When customers were last found to have changed: what was matched before then may be out of date. */
  readonly relinkedAt: Date | null;
  /** When what came from Zoom must be gone, because the app was removed there. */
  readonly purgeAt: Date | null;
  /** Since when Zoom has not answered, and to what; null while it does. */
  readonly lostAt: Date | null;
  readonly lostEndpoint: string | null;
}

export type NewConnection = Pick<
  Connection,
  | 'accountId'
  | 'userId'
  | 'userEmail'
  | 'mode'
  | 'state'
  | 'scopes'
  | 'missingScopes'
  | 'webhook'
  | 'connectedBy'
  | 'connectedAt'
>;

/** A connection that Zoom may be asked by. */
export type LiveConnection = Connection & { readonly state: 'connected' | 'degraded' };

export function isAlive(connection: Connection | null): connection is LiveConnection {
  return connection?.state === 'connected' || connection?.state === 'degraded';
}

/** Ended for good, here or in Zoom: only a new connect makes anything of it. */
export function isOver({ state }: Pick<Connection, 'state'>): boolean {
  return state === 'disconnected' || state === 'deauthorized';
}
