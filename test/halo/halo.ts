import { PgBoss } from 'pg-boss';
import type { DestinationStream } from 'pino';
import type { Deployment, Log, Model } from '../../contracts/host.ts';
import type { HaloPlugin } from '../../contracts/plugin.ts';
import { encryptionKey } from './encryption-key.ts';
import { close, createApp, listen, serve } from './http.ts';
import { hostFor } from './job-host.ts';
import type { JobsBackend } from './jobs/backends.ts';
import { runCron, startCron } from './jobs/cron.ts';
import { waitUntilIdle } from './jobs/progress.ts';
import { createQueues, cronQueue, HOOKS, queueName } from './jobs/queues.ts';
import { startWorkers } from './jobs/worker.ts';
import { type LogLevel, openLog } from './log.ts';
import { errorFields } from './log-error.ts';
import { createCounters, HALO_METRICS } from './metrics.ts';
import { createOrg, type Org } from './orgs.ts';
import type { Platform } from './platform.ts';
import { admitPlugin } from './plugin-loader.ts';
import { type HaloDatabase, openHaloDatabase, openPluginDatabase } from './postgres/database.ts';
import { type DatabaseWatch, watchDatabase } from './postgres/database-watch.ts';
import { migrate } from './schema.ts';
import { everyoneIsAdmin, type Sessions } from './sessions.ts';
import { settingsSchema } from './settings-schema.ts';
import { watchedModel } from './watched-model.ts';

export interface HaloOptions {
  readonly databaseUrl: string;
  readonly plugin: HaloPlugin;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Where Zoom reaches this Halo; its own address by default. */
  readonly publicUrl?: string;
  /** The app's own settings hold the event subscription unless it says otherwise. */
  readonly deployment: Omit<Deployment, 'publicUrl' | 'eventSubscriptions'> &
    Partial<Pick<Deployment, 'eventSubscriptions'>>;
  readonly org?: Org;
  readonly sessions?: Sessions;
  readonly model?: Model;
  readonly encryptionKey?: string;
  readonly clock?: { now(): Date };
  /** false: this process serves HTTP and leaves the jobs to others. */
  readonly workers?: boolean;
  readonly logLevel?: LogLevel;
  /** Where the log goes; to stderr unless told. */
  readonly logTo?: DestinationStream;
  /** What pg-boss runs on, the same in all processes of a Halo; `postgres` unless it says otherwise. */
  readonly jobsBackend?: JobsBackend;
}

export interface Halo extends Platform {
  readonly url: string;
  readonly port: number;
  readonly orgId: string;
  readonly databaseUrl: string;
  /** Resolves when no hook runs or becomes due within `horizonSeconds`, 0 by default. */
  idle(horizonSeconds?: number): Promise<void>;
  /** Does what the hourly cron does. */
  runCron(): Promise<void>;
  stop(): Promise<void>;
}

const STOP_MS = 5_000;

/** Starts Halo with one plugin: its database brought up to date, its routes mounted, its hooks as jobs. */
export async function startHalo(options: HaloOptions): Promise<Halo> {
  const { plugin, databaseUrl } = options;
  const { manifest } = plugin;
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of stops.splice(0).toReversed()) await step();
  };
  try {
    admitPlugin(plugin, { model: options.model !== undefined, secrets: options.deployment.secrets });
    const log = openLog(options.logLevel ?? 'warn', options.logTo);
    const counters = createCounters([...HALO_METRICS, ...manifest.metrics]);
    const clock = options.clock ?? { now: () => new Date() };

    const { server, port } = await listen(options.port ?? 0);
    stops.push(() => close(server));
    const url = `http://127.0.0.1:${port}`;

    const halo = openHaloDatabase(databaseUrl, manifest.provider);
    const pluginDatabase = openPluginDatabase(databaseUrl, manifest.provider);
    stops.push(() => Promise.all([halo.end(), pluginDatabase.end()]));
    await bringUpToDate(halo, plugin, log);
    const org = await createOrg(halo, options.org ?? { id: 'demo', name: 'Demo' });

    const database = watchDatabase(databaseUrl, log);
    stops.push(async () => database.stop());
    const boss = await startBoss(options, log, database);
    const shutdown = new AbortController();
    stops.push(() => boss.stop({ timeout: STOP_MS }));
    stops.push(async () => shutdown.abort(new Error('Halo stops.')));
    await createQueues(boss, manifest);

    const platform: Platform = {
      plugin,
      halo,
      boss,
      key: await encryptionKey(halo, options.encryptionKey),
      settings: settingsSchema(manifest),
      deployment: { eventSubscriptions: 'app', ...options.deployment, publicUrl: options.publicUrl ?? url },
      sessions: options.sessions ?? everyoneIsAdmin(org.id, Object.values(manifest.permissions)),
      clock,
      counters,
      database,
      log,
    };
    serve(server, createApp(platform));
    // Once more, and so first when Halo stops: no request must find the rest of it gone.
    stops.push(() => close(server));
    const model = options.model && watchedModel(options.model, log);
    if (options.workers ?? true) {
      await startWorkers({
        ...{ boss, plugin, halo, clock, log, counters, database, shutdown: shutdown.signal },
        hostFor: (job) => hostFor(platform, pluginDatabase, model, job),
      });
      await startCron(platform);
    }

    const queues = [...HOOKS.map((hook) => queueName(manifest.provider, hook)), cronQueue(manifest.provider)];
    return {
      ...platform,
      url,
      port,
      orgId: org.id,
      databaseUrl,
      idle: (horizonSeconds = 0) => waitUntilIdle(halo, queues, horizonSeconds),
      runCron: () => runCron(platform),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bringUpToDate(halo: HaloDatabase, plugin: HaloPlugin, log: Log): Promise<void> {
  const newer = await migrate(halo, plugin.manifest.provider, plugin.migrations);
  if (newer.length > 0)
    log.warn(
      { event: 'halo.database.newer', steps: newer },
      'The database is of a newer release; this one goes on beside it.',
    );
}

async function startBoss(
  { databaseUrl, workers = true, jobsBackend = 'postgres' }: HaloOptions,
  log: Log,
  database: DatabaseWatch,
): Promise<PgBoss> {
  const boss = new PgBoss({
    backend: jobsBackend,
    connectionString: databaseUrl,
    application_name: 'halo-jobs',
    max: 10,
    // A job starts when it is sent, not when the next poll comes.
    useListenNotify: workers,
    schedule: workers,
    supervise: workers,
  });
  boss.on('error', (error) =>
    database.unlessAway(() =>
      log.error({ event: 'halo.queue.failed', ...errorFields(error) }, 'The job queue had trouble.'),
    ),
  );
  await boss.start();
  return boss;
}
