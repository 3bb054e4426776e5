// Generated from the JSON Schemas by `npm run contracts`. Do not edit.

/**
 * What Halo reads at startup. A page can be drawn from it alone.
 */
export interface PluginManifest {
  $schema?: string;
  provider: string;
  name: string;
  description: string;
  version: string;
  engines: {
    /**
     * Semver range of Halo versions.
     */
    halo: string;
  };
  /**
   * Module, relative to the manifest, whose export `plugin` is the plugin object.
   */
  main: string;
  /**
   * @minItems 1
   */
  modes: ['ingest' | 'actions' | 'notifications', ...('ingest' | 'actions' | 'notifications')[]];
  /**
   * true: Halo sends `sync` every hour for each connected org.
   */
  cronSync: boolean;
  oauth: {
    authorizeUrl: string;
    tokenUrl: string;
    revokeUrl: string;
    pkce: 'S256';
    /**
     * @minItems 1
     *
     * Items: One permission. A user-managed app asks for `user`, an admin-managed app for `admin`, so that one of them has to be there; a missing form means the permission does not exist for such an app.
     */
    scopes: [
      {
        user?: string;
        admin?: string;
        why: string;
        /**
         * What does not work when it is not granted.
         */
        costs: string;
        optional: boolean;
        /**
         * @minItems 1
         *
         * Items: An endpoint `GET /v2/…` or an event.
         */
        neededBy: [string, ...string[]];
      },
      ...{
        user?: string;
        admin?: string;
        why: string;
        /**
         * What does not work when it is not granted.
         */
        costs: string;
        optional: boolean;
        /**
         * @minItems 1
         *
         * Items: An endpoint `GET /v2/…` or an event.
         */
        neededBy: [string, ...string[]];
      }[]
    ];
  };
  webhook: {
    method: 'POST';
    path: string;
    secret: string;
    /**
     * @minItems 1
     */
    events: [string, ...string[]];
    /**
     * Key of teams.settings that holds the account a delivery names.
     */
    orgKey: string;
  };
  knowledge: {
    /**
     * @minItems 1
     */
    namespaces: [string, ...string[]];
    distillable: boolean;
  };
  /**
   * Queue options of each hook.
   */
  hooks: {
    onConnect: HookQueue;
    onWebhook: HookQueue;
    sync: HookQueue;
    distill: HookQueue;
    stats: HookQueue;
    onDisconnect: HookQueue;
  };
  /**
   * JSON Schema of the org's settings: every property has title, description and default.
   */
  settings: {
    type: 'object';
    additionalProperties: false;
    properties: {
      [k: string]: {
        /**
         * What a form has a field for. Whatever else JSON Schema knows may narrow it.
         */
        type: 'string' | 'integer' | 'number' | 'boolean' | 'array';
        /**
         * @minItems 1
         */
        enum?: [string, ...string[]];
        minimum?: number;
        maximum?: number;
        items?: {
          format?: string;
          [k: string]: unknown;
        };
        title: string;
        description: string;
        /**
         * The heading it is found under on the page; settings without one are always in sight.
         */
        group?: string;
        default: unknown;
        [k: string]: unknown;
      };
    };
  };
  /**
   * @minItems 1
   */
  stats: [
    {
      key: string;
      label: string;
      kind: 'number' | 'time' | 'list' | 'activity';
    },
    ...{
      key: string;
      label: string;
      kind: 'number' | 'time' | 'list' | 'activity';
    }[]
  ];
  /**
   * Everything that the plugin counts, and nothing else: Halo makes an instrument of each at startup.
   */
  metrics: Metric[];
  network: {
    /**
     * @minItems 1
     */
    api: [string, ...string[]];
    /**
     * @minItems 1
     */
    download: [string, ...string[]];
  };
  secrets: {
    name: string;
    why: string;
  }[];
  permissions: {
    view: string;
    change: string;
  };
}
export interface HookQueue {
  retryLimit: number;
  retryDelaySeconds: number;
  retryBackoff: boolean;
  retryDelayMaxSeconds?: number;
  expireInSeconds: number;
  heartbeatSeconds?: number;
  deadLetter: boolean;
  /**
   * Jobs of one org that may run at once.
   */
  groupConcurrency: number;
}
export interface Metric {
  name: string;
  /**
   * `counter` = only ever grows.
   */
  kind: 'counter';
  /**
   * As UCUM writes it. Missing where things are counted.
   */
  unit?: string;
  /**
   * Every count carries all of them. Each has few values, and none names an org, a person or a meeting.
   */
  labels: string[];
  description: string;
}
