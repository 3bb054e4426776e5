import pg from 'pg';
import type { Log } from '../../../contracts/host.ts';
import { Dependency } from '../dependency.ts';

/** Knows whether trouble is the database's, which is away. */
export interface DatabaseWatch {
  /** Tells of a failure, unless the database is away: that is logged once, for everything that fails by it. */
  unlessAway(tell: () => void): void;
  stop(): void;
}

const LOOK_EVERY_MS = 1_000;
const PATIENCE_MS = 3_000;

/** Looks at the database when something has failed, and, once it is away, until it is back. */
export function watchDatabase(url: string, log: Log): DatabaseWatch {
  const database = new Dependency(
    log,
    { event: 'halo.database.lost', message: 'PostgreSQL does not answer.' },
    { event: 'halo.database.back', message: 'PostgreSQL answers again.' },
  );
  let looking: Promise<void> | undefined;
  let again: NodeJS.Timeout | undefined;
  let stopped = false;

  async function look(): Promise<void> {
    const error = await failureOf(url);
    if (stopped) return;
    if (error === undefined) return database.back();
    database.lost(error);
    again = setTimeout(() => void look(), LOOK_EVERY_MS).unref();
  }

  async function explain(tell: () => void): Promise<void> {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    await looking;
    if (!database.isLost && !stopped) tell();
  }

  return {
    unlessAway(tell) {
      if (!database.isLost) void explain(tell);
    },
    stop() {
      stopped = true;
      clearTimeout(again);
    },
  };
}

/** By a connection of its own: the pools may be busy, and those of their connections that broke are known to nobody yet. */
async function failureOf(url: string): Promise<unknown> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'halo-watch',
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
