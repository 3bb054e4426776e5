import type { DistillInput } from '../contracts/generated/distill-input.ts';
import type { SyncInput } from '../contracts/generated/sync-input.ts';
import type { Model, NewJob } from '../contracts/host.ts';
import { plugin } from '../plugin/index.ts';
import { transcriptSourceId } from '../plugin/recordings/source-ids.ts';
import { type HaloOptions, startHalo } from './halo/halo.ts';
import { cronQueue, queueName } from './halo/jobs/queues.ts';
import { hookJob, sendJobs } from './halo/jobs/sender.ts';
import { readStats } from './halo/operations.ts';
import { type RunRow, readRuns } from './halo/overview.ts';
import { createTestDatabase } from './halo/postgres/test-database.ts';
import { applySeed } from './halo/seed.ts';
import type { ZoomRecording } from './zoom/account.ts';
import { startZoom } from './zoom/index.ts';
import type { ZoomOptions } from './zoom/options.ts';

const MINUTE_MS = 60_000;
export const SYNC = queueName('zoom', 'sync');
export const DISTILL = queueName('zoom', 'distill');

/** Real time, and what a test has let pass beside it: Halo's job queue goes by real time. */
class ShiftedClock {
  #shift = 0;
  now(): Date {
    return new Date(Date.now() + this.#shift);
  }
  pass(minutes: number): void {
    this.#shift += minutes * MINUTE_MS;
  }
}

/** A Halo with the plugin, connected to a Zoom that sends it webhooks; the first sync is done. */
export async function startPlugin(
  options: ZoomOptions,
  seed: object = {},
  model?: Model,
  rest: Partial<Pick<HaloOptions, 'plugin' | 'sessions' | 'logLevel' | 'logTo'>> = {},
) {
  const clock = new ShiftedClock();
  const secrets = {
    ZOOM_CLIENT_ID: 'zoom-client-id',
    ZOOM_CLIENT_SECRET: 'zoom-client-secret',
    ZOOM_WEBHOOK_SECRET_TOKEN: 'zoom-test-secret-token',
  };
  const zoom = await startZoom({ clock, autoConsent: true, plan: 'unlimited', ...options });
  const halo = await startHalo({
    databaseUrl: await createTestDatabase(),
    plugin,
    clock,
    logLevel: 'silent',
    ...rest,
    ...(model ? { model } : {}),
    deployment: {
      secrets,
      apiUrl: zoom.origin,
      oauthUrl: zoom.origin,
      downloadHosts: ['http://127.0.0.1:*'],
    },
  });
  // The hour of a test begins when the test says so.
  await halo.boss.unschedule(cronQueue('zoom'));
  zoom.setWebhookTarget(`${halo.url}${plugin.manifest.webhook.path}`);
  await applySeed(halo, halo.orgId, seed);

  async function connect(): Promise<void> {
    // The redirects to Zoom's consent page, back to the callback, and on to the page.
    await fetch(`${halo.url}/api/integrations/zoom/connect`);
    await halo.idle();
  }
  await connect();

  async function sync(scope: 'catch_up' | 'full_resync'): Promise<void> {
    await fetch(`${halo.url}/api/integrations/zoom/sync`, {
      method: 'POST',
      body: JSON.stringify({ scope }),
    });
    await halo.idle();
  }

  /** Returns the id of the job once it is done. */
  async function run(job: NewJob): Promise<string> {
    const [id = ''] = await halo.halo.transaction((tx) =>
      sendJobs(halo.boss, tx, [hookJob('zoom', halo.orgId, job)]),
    );
    await halo.idle();
    return id;
  }

  return {
    ...{ halo, zoom, clock, secrets, connect, sync },

    /** One recording is read because an event named it. Returns what its job answers. */
    async readByWebhook(uuid: string, part?: 'summary' | 'chat'): Promise<unknown> {
      const input: SyncInput = { scope: 'recording', trigger: 'webhook', uuid, ...(part ? { part } : {}) };
      const id = await run({ hook: 'sync', key: `test:${uuid}`, input });
      const [done] = await halo.boss.findJobs(SYNC, { id });
      return done?.output;
    },

    /** Halo's own data and settings change: customers, team, rules. A list that is named becomes the org's list. */
    async seed(more: object): Promise<void> {
      await applySeed(halo, halo.orgId, more);
    },

    /** Halo distils one recording anew, because its rules have become these. */
    async distil(uuid: string, rules: DistillInput['rules']): Promise<void> {
      await applySeed(halo, halo.orgId, { rules });
      const input: DistillInput = { sources: [transcriptSourceId(uuid)], rules, reason: 'rules_changed' };
      await run({ hook: 'distill', key: `test:${uuid}`, input });
    },

    /** The hourly cron. */
    async hour(): Promise<void> {
      await halo.runCron();
      await halo.idle();
    },

    /** The time comes that waiting jobs and parked requests wait for; both go by the database's clock. */
    async timeComes(queue = SYNC): Promise<void> {
      await halo.halo.query(
        'update zoom.request_budgets set parked_until = now() where parked_until is not null',
      );
      await halo.halo.query(
        `update pgboss.job set start_after = now() where name = $1 and state in ('created', 'retry')`,
        [queue],
      );
      await halo.idle();
    },

    async state(uuid: string): Promise<{ state: string; reason: string | null } | undefined> {
      const [row] = await halo.halo.query<{ state: string; reason: string | null }>(
        'select state, reason from zoom.recordings where uuid = $1',
        [uuid],
      );
      return row;
    },

    /** A recording as Zoom holds it; what is changed in it, Zoom does not tell of. */
    inZoom(uuid: string): ZoomRecording {
      const found = zoom.accounts.flatMap(({ recordings }) => recordings).find((each) => each.uuid === uuid);
      if (!found) throw new Error(`Zoom holds no recording ${uuid}`);
      return found;
    },

    /** What search can find of a recording. */
    async passages(uuid: string): Promise<string[]> {
      const rows = await halo.halo.query<{ text: string }>(
        'select text from knowledge_passages where source_id = $1 order by position',
        [transcriptSourceId(uuid)],
      );
      return rows.map(({ text }) => text);
    },

    /** A source, with who may read it and when it was written. */
    async source(id: string): Promise<StoredSource | undefined> {
      const [source] = await halo.halo.query<StoredSource>(
        `select s.title, s.visibility, s.updated_at::text || s.xmin as written,
           array(select company_id from knowledge_source_customers c where c.source_id = s.id) as companies,
           (select jsonb_agg(jsonb_build_object('text', p.text, 'metadata', p.metadata) order by p.position)
            from knowledge_passages p where p.source_id = s.id) as passages
         from knowledge_sources s where s.id = $1`,
        [id],
      );
      return source;
    },

    /** Which of the words are in any table of the database, in any case: Halo's, the plugin's and the job queue's. */
    async stored(...words: string[]): Promise<string[]> {
      const tables = await halo.halo.query<{ name: string }>(
        `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
         where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
      );
      const found = new Set<string>();
      for (const { name } of tables) {
        const rows = await halo.halo.query<{ word: string }>(
          `select word from unnest($1::text[]) word
           where exists (select from ${name} t where strpos(lower(t::text), lower(word)) > 0)`,
          [words],
        );
        for (const { word } of rows) found.add(word);
      }
      return [...found];
    },

    runs(): Promise<RunRow[]> {
      return readRuns(halo.halo, halo.orgId);
    },

    async meetings(): Promise<string[]> {
      const rows = await halo.halo.query<{ uuid: string }>(
        'select external_id as uuid from meetings order by 1',
      );
      return rows.map(({ uuid }) => uuid);
    },

    async stats() {
      const stats = await readStats(halo, halo.orgId);
      if (!stats) throw new Error('The stats hook did not answer.');
      return stats;
    },

    async stop(): Promise<void> {
      await halo.stop();
      await zoom.close();
    },
  };
}

interface StoredSource {
  readonly title: string;
  readonly visibility: string;
  readonly companies: readonly string[];
  readonly written: string;
  readonly passages: readonly { readonly text: string; readonly metadata: object }[];
}

export type RunningPlugin = Awaited<ReturnType<typeof startPlugin>>;
