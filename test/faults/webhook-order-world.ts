import { randomUUID } from 'node:crypto';
import { HOOKS, queueName } from '../halo/jobs/queues.ts';
import { openPluginDatabase } from '../halo/postgres/database.ts';
import { startPlugin } from '../running-plugin.ts';
import type { ZoomRecording } from '../zoom/account.ts';
import { zoomTime } from '../zoom/clock.ts';
import { accountWith } from '../zoom/made-up.ts';
import { meeting, vtt } from '../zoom/meetings.ts';
import type { ZoomEvent } from '../zoom/webhook-events.ts';
import { SteppedWorker } from './stepped-worker.ts';
import type { Copy, Happening, Story } from './webhook-order-story.ts';
import { Account, accountIn } from './webhook-order-zoom.ts';

const MINUTE_MS = 60_000;
/** Two days of looking for a transcript are over by then. */
const MOST_WAITS = 60;

const TABLES = [
  ...['recordings', 'runs', 'joined_participants', 'request_budgets'].map((name) => `zoom.${name}`),
  ...['meetings', 'knowledge_sources', 'webhook_deliveries'],
];

/** A Halo and a Zoom in which stories are played, one after the other, each from the beginning. */
export async function openStage() {
  const plugin = await startPlugin(
    { accounts: [accountWith(meeting('plain=='), twofold('twofold=='), meeting('/third=='))] },
    { companies: [{ id: 'customer', name: 'Customer', domain: 'customer.example' }] },
  );
  const { halo, zoom, clock } = plugin;
  const connectedAt = clock.now();
  for (const hook of HOOKS) await halo.boss.offWork(queueName('zoom', hook));
  const pluginDatabase = openPluginDatabase(halo.databaseUrl, 'zoom');
  const zoomAccount = accountIn(zoom);

  /** Nothing has happened yet. */
  async function begin(): Promise<{ account: Account; worker: SteppedWorker }> {
    await halo.halo.query(`truncate ${TABLES.join(', ')} cascade`);
    await halo.halo.query('delete from pgboss.job');
    const startTime = zoomTime(new Date(clock.now().getTime() - 40 * MINUTE_MS));
    for (const recording of zoomAccount.recordings) {
      Object.assign(recording, { startTime, topic: 'Weekly', state: 'unlisted' });
      delete recording.summary;
      for (const file of recording.files) Object.assign(file, { start: startTime, end: startTime });
    }
    const account = new Account(zoomAccount, connectedAt);
    const worker = new SteppedWorker(halo, pluginDatabase);
    await halo.runCron();
    await worker.finish();
    return { account, worker };
  }

  /** One after the other, so that a story always makes the same jobs. */
  async function tell(events: readonly ZoomEvent[]): Promise<void> {
    for (const event of events) {
      for (const { status, reply } of await zoom.sendWebhook(event)) {
        if (status !== 200) throw new Error(`Halo did not take ${event.event}: ${status} ${reply}`);
      }
    }
  }

  /** What Zoom sends of one happening; every body of a recording brings a token. */
  function eventOf(account: Account, { what, recording }: Happening): ZoomEvent | undefined {
    const news = account.happen(what, recording);
    if (!news) return undefined;
    const time = news.event === 'app_deauthorized' ? {} : { event_ts: clock.now().getTime() };
    return { ...news, ...time, download_token: randomUUID() };
  }

  function copyOf(event: ZoomEvent, { twin }: Copy): ZoomEvent {
    return twin ? { ...event, download_token: randomUUID() } : event;
  }

  /** Lets the clock pass the time of every job that waits. */
  async function settle(worker: SteppedWorker): Promise<void> {
    for (let waits = 0; waits < MOST_WAITS; waits += 1) {
      await worker.finish();
      const due = await worker.nextDue();
      if (!due) return;
      clock.pass(Math.max(0, due.getTime() - clock.now().getTime()) / MINUTE_MS);
    }
    throw new Error(`Jobs still wait after ${MOST_WAITS} waits.`);
  }

  function query<Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> {
    return halo.halo.query<Row>(sql, values);
  }

  /** What the org sees, and what must not be left over. */
  async function ending(worker: SteppedWorker) {
    return {
      recordings: await query('select uuid, state from zoom.recordings order by uuid'),
      meetings: await query<{ uuid: string; title: string }>(
        'select external_id as uuid, title, audience, source_id from meetings order by external_id collate "C"',
      ),
      knowledge: await query(
        `select s.id, s.title, s.visibility,
           array(select company_id from knowledge_source_customers c where c.source_id = s.id order by 1) as companies,
           array(select text from knowledge_passages p where p.source_id = s.id order by position) as passages
         from knowledge_sources s order by s.id`,
      ),
      leftOver: {
        items: await query('select uuid from zoom.run_items where outcome is null'),
        runs: await query(`select scope, state, error from zoom.runs where state <> 'done'`),
        // The hour deletes what has expired.
        tokens: await query(
          `select name from credentials where name like 'download-token:%' and expires_at > $1`,
          clock.now(),
        ),
        jobs: await query(`select name, state, output from pgboss.job where state <> 'completed'`),
        failures: worker.failures,
      },
    };
  }

  return {
    /** Each event comes once, at once, and all work is done before the next. */
    async inOrder(story: Story) {
      const { account, worker } = await begin();
      for (const happening of story) {
        clock.pass(happening.minutes);
        const event = eventOf(account, happening);
        if (event) await tell([event]);
        if (happening.hour.inOrder) await halo.runCron();
        await worker.finish();
      }
      await settle(worker);
      return { shown: account.shown(), ...(await ending(worker)) };
    },

    /** Events come as the story says, and jobs get as far as it says and die where it says. */
    async disturbed(story: Story) {
      const { account, worker } = await begin();
      const due = new Map<number, ZoomEvent[]>();
      const last = () => Math.max(story.length - 1, ...due.keys());
      for (let tick = 0; tick <= last(); tick += 1) {
        const happening = story[tick];
        clock.pass(happening?.minutes ?? 1);
        const event = happening && eventOf(account, happening);
        if (event) {
          for (const copy of happening.copies) {
            const at = tick + copy.late;
            due.set(at, [...(due.get(at) ?? []), copyOf(event, copy)]);
          }
        }
        await tell(due.get(tick) ?? []);
        due.delete(tick);
        if (happening?.hour.disturbed) await halo.runCron();
        for (const turn of happening?.turns ?? []) await worker.turn(turn);
      }
      await settle(worker);
      return { shown: account.shown(), ...(await ending(worker)) };
    },

    async close(): Promise<void> {
      await pluginDatabase.end();
      await plugin.stop();
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** A recording that was stopped and started again: two transcripts under one uuid. */
function twofold(uuid: string): ZoomRecording {
  const { files, ...once } = meeting(uuid);
  const second = files
    .filter(({ fileType }) => fileType === 'TRANSCRIPT')
    .map((file) => {
      const content = vtt('Dana Customer: This is the second part.');
      return { ...file, id: `${uuid}-vtt-2`, content, size: content.length };
    });
  return { ...once, files: [...files, ...second] };
}
