import type { PgBoss } from 'pg-boss';
import type { Deployment } from '../../contracts/host.ts';
import type { HaloPlugin } from '../../contracts/plugin.ts';
import type { EncryptionKey } from './encryption-key.ts';
import type { HaloLog } from './log.ts';
import type { Counters } from './metrics.ts';
import type { HaloDatabase } from './postgres/database.ts';
import type { DatabaseWatch } from './postgres/database-watch.ts';
import type { Sessions } from './sessions.ts';
import type { SettingsSchema } from './settings-schema.ts';

/** What Halo's own parts share: the running services, and the one plugin they serve. */
export interface Platform {
  readonly plugin: HaloPlugin;
  readonly halo: HaloDatabase;
  readonly boss: PgBoss;
  readonly key: EncryptionKey;
  readonly settings: SettingsSchema;
  readonly deployment: Deployment;
  readonly sessions: Sessions;
  readonly clock: { now(): Date };
  readonly counters: Counters;
  readonly database: DatabaseWatch;
  readonly log: HaloLog;
}
