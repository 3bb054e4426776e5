/**
 * What Halo hands to a hook. One `Host` is made per job, for one org, and is thrown away when the job ends.
 * A hook touches the world only through it, and through Zoom's HTTP API.
 */

/** Services a host may offer. `model` is optional: without it the built-in extractor distils. */
export const REQUIRED_SERVICES = ['db', 'jobs', 'credentials', 'knowledge'] as const;
export const OPTIONAL_SERVICES = ['model'] as const;
export type ServiceName = (typeof REQUIRED_SERVICES)[number] | (typeof OPTIONAL_SERVICES)[number];

/** What a plugin is shown before anything of it runs. */
export interface HostDescription {
  /** Halo's version, semver. */
  readonly version: string;
  readonly services: readonly ServiceName[];
}

/** The answer of `negotiate`: a refusal says in one plain sentence what does not fit. */
export type Negotiation =
  | { readonly ok: true; readonly without: readonly ServiceName[] }
  | { readonly ok: false; readonly reason: string };

/** Anything SQL can be sent to. Inside a transaction it is that transaction. */
export interface Queryable {
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** PostgreSQL as the plugin's own role, with row-level security set to the job's org. */
export interface Database extends Queryable {
  /** Commits when `work` resolves, rolls back when it throws. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

/** An open transaction; the other services take it to take part in it. */
export interface Transaction extends Queryable {
  readonly open: true;
}

export type HookName = 'onConnect' | 'onWebhook' | 'sync' | 'distill' | 'stats' | 'onDisconnect';

export interface NewJob {
  readonly hook: HookName;
  /** Valid against the hook's input schema. No secret, no title and no transcript text: jobs are kept for days. */
  readonly input: object;
  /**
   * At most one waiting job per (org, hook, key): a second send joins the one that waits, at the earlier start of the
   * two. A send while one runs is a job of its own, so that news is never lost.
   */
  readonly key: string;
  readonly startAfter?: Date;
}

export interface Jobs {
  /** Sends inside `tx`: the jobs exist if and only if the transaction commits. */
  send(tx: Transaction, jobs: readonly NewJob[]): Promise<void>;
}

/** Encrypted at rest, bound to (org, provider, name). Values are JSON objects. */
export interface Credentials {
  /** Undefined if there is none of that name. */
  read(name: string): Promise<unknown>;
  /**
   * Runs `change` while no other process can change the same credential, and saves `next` before it resolves.
   * `next: null` forgets it. If saving fails, this rejects and `result` is never seen. `owner` says whose it is at the
   * provider; without it that stays as it was.
   */
  change<T>(
    name: string,
    change: (current: unknown) => Promise<{ next: object | null; result: T; owner?: string }>,
  ): Promise<T>;
  /**
   * Puts `value` in the place of the credential of this name that another org keeps for the same `owner`, for a
   * provider that lets only the newest grant of an owner live. Nothing of the other org is read or told.
   */
  handOver(name: string, owner: string, value: object): Promise<void>;
  /**
   * Forgets all that is kept under names which start with `prefix`, also what came with deliveries. Waits for every
   * change that has begun, so it is not to be called from inside one.
   */
  forgetAll(prefix: string): Promise<void>;
}

/** Who may be answered from a source. */
export interface SourceAudience {
  readonly visibility: 'customers' | 'general' | 'internal' | 'hold';
  /** The customers of a `customers` source; empty otherwise. */
  readonly customers: readonly { readonly companyId?: string; readonly endUserId?: string }[];
}

export interface KnowledgePassage {
  /** Stable while the passage is unchanged; unique within its source. */
  readonly id: string;
  readonly text: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface KnowledgeSource {
  /** Starts with a namespace of the manifest: `zoom:…` or `distilled:zoom:…`. */
  readonly id: string;
  readonly title: string;
  readonly occurredAt: Date;
  readonly audience: SourceAudience;
  readonly passages: readonly KnowledgePassage[];
}

/** The knowledge base. A source is replaced as a whole, and search sees the change when `tx` commits. */
export interface Knowledge {
  replace(tx: Transaction, source: KnowledgeSource): Promise<void>;
  /** Returns how many of the ids existed. */
  remove(tx: Transaction, sourceIds: readonly string[]): Promise<number>;
  /** Returns false if there is no such source. */
  setAudience(tx: Transaction, sourceId: string, audience: SourceAudience): Promise<boolean>;
}

export interface ModelRequest {
  readonly system: string;
  readonly prompt: string;
  /** JSON Schema of the object that is wanted. */
  readonly schema: object;
  readonly schemaName: string;
  readonly signal?: AbortSignal;
}

/** Structured generation. The answer is not trusted: the caller validates it. */
export interface Model {
  generate(request: ModelRequest): Promise<{
    object: unknown;
    usage?: { inputTokens?: number; outputTokens?: number };
  }>;
}

/** What a record of the log says. No field holds a secret, or words of a meeting. */
export interface LogFields {
  /** The record's fixed name, which alerts and searches go by: those of docs/runbook.md. */
  readonly event: string;
  readonly [field: string]: unknown;
}

export interface Log {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

export interface Metrics {
  count(name: string, by?: number, labels?: Readonly<Record<string, string>>): void;
}

/** Where Zoom is for this deployment, and the app's secrets, as the manifest names them. */
export interface Deployment {
  readonly secrets: Readonly<Record<string, string>>;
  /** e.g. `https://api.zoom.us` */
  readonly apiUrl: string;
  /** e.g. `https://zoom.us` */
  readonly oauthUrl: string;
  /** Host patterns files may be downloaded from, e.g. `*.zoom.us`. A plain-http origin is allowed only when named. */
  readonly downloadHosts: readonly string[];
  /** Where Zoom reaches this Halo, e.g. `https://app.haloagents.ai`. */
  readonly publicUrl: string;
  /**
   * Who has Zoom send webhooks: `app` = one subscription in the app's own settings covers every install; `api` = the
   * plugin registers one for each connection.
   */
  readonly eventSubscriptions: 'app' | 'api';
}

export interface Clock {
  now(): Date;
  /** Waits; rejects with the signal's reason when it aborts. For seconds: whatever waits longer is a job of its own. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface Progress {
  readonly phase: string;
  readonly done?: number;
  readonly total?: number;
}

export interface Host {
  readonly org: { readonly id: string; readonly name: string };
  readonly job: { readonly id: string; readonly attempt: number; readonly lastAttempt: boolean };
  readonly db: Database;
  readonly jobs: Jobs;
  readonly credentials: Credentials;
  readonly knowledge: Knowledge;
  readonly model?: Model;
  /** Valid against the manifest's settings schema, defaults filled in. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly deployment: Deployment;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  progress(progress: Progress): void;
  /** Aborted when the job must stop: shutdown, cancellation, expiry. */
  readonly signal: AbortSignal;
}

/**
 * How a hook fails. Halo schedules from `retry` alone: `now` is retried with the queue's backoff, `later` is sent
 * again for `retryAt`, `never` goes to the dead letters. `message` says what happened, `advice` what to do next.
 */
export interface HookFailure extends Error {
  readonly code: string;
  readonly retry: 'now' | 'later' | 'never';
  readonly retryAt?: Date;
  readonly advice: string;
}

/** A webhook's body may hold so much. Zoom's notifications are a few kilobytes. */
export const MAX_WEBHOOK_BYTES = 1024 * 1024;

/** One request as it came over the wire. Header names are lower case; `body` holds the raw bytes. */
export interface RawRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A secret that came with a delivery: Halo keeps it as a credential of each org the delivery is for. */
export interface DeliveredSecret {
  readonly name: string;
  readonly value: object;
  /** From then on it is no longer handed out, and is deleted. */
  readonly expiresAt: Date;
}

/**
 * What the door made of a request. `accepted` carries a delivery for Halo to store, and apart from it what must be
 * encrypted; `validated` is Zoom's URL check, whose time Halo
 * keeps in `webhook_endpoints`; `ignored` is genuine but holds no work; `rejected` is not Zoom's.
 */
export type DoorResult<Delivery> =
  | {
      readonly outcome: 'accepted';
      readonly reply: Reply;
      readonly delivery: Delivery;
      readonly secrets: readonly DeliveredSecret[];
      /** News of the `connection` itself reaches its orgs even while their ingest mode is off. */
      readonly about: 'content' | 'connection';
    }
  | {
      readonly outcome: 'validated' | 'ignored' | 'rejected';
      readonly reply: Reply;
      readonly reason: string;
    };

/** The webhook door: pure, no I/O. Several secrets are valid during a rotation. */
export type WebhookDoor<Delivery> = (
  request: RawRequest,
  secrets: readonly string[],
  now: Date,
) => DoorResult<Delivery>;

/** Kept by Halo between the redirect to Zoom and the callback; bound to org and user, used once. */
export interface AuthorizationAttempt {
  readonly state: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
}

/** What Halo stores as the credential `authorization` before it sends `onConnect`. */
export interface Authorization {
  readonly code: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
  readonly connectedBy: string;
}

export type CallbackResult =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly message: string; readonly advice: string };

export interface OAuthDoor {
  authorize(request: {
    readonly oauthUrl: string;
    readonly clientId: string;
    readonly redirectUri: string;
    readonly state: string;
    readonly codeVerifier: string;
  }): Promise<string>;
  /** `attempt` is undefined when no attempt of this org and user is open for the state that came back. */
  callback(query: URLSearchParams, attempt: AuthorizationAttempt | undefined): CallbackResult;
}

/** One forward-only step of the plugin's own schema. Halo runs them in order, under a lock, once. */
export interface Migration {
  readonly id: string;
  readonly sql: string;
}
