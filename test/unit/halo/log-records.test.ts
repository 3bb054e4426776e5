import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { HookFailure, Model } from '../../../contracts/host.ts';
import type { Halo } from '../../halo/halo.ts';
import { sendJob } from '../../halo/jobs/sender.ts';
import { errorFields } from '../../halo/log-error.ts';
import { KeptLog } from './kept-log.ts';
import { madeUpPlugin } from './made-up-plugin.ts';
import { runningHalo } from './running-halo.ts';

const SAID = 'We are going to cancel in March';
const INPUTS = {
  sync: { scope: 'catch_up', trigger: 'cron' },
  distill: { sources: ['zoom:x'], rules: [], reason: 'manual' },
};

const log = new KeptLog();
let halo: Halo;
/** What the sync fails with. */
let trouble: Error | undefined;
/** What the model fails with. */
let silence: Error | undefined;

const model: Model = {
  async generate() {
    if (silence) throw silence;
    return { object: {} };
  },
};
const QUESTION = { system: '', prompt: SAID, schema: {}, schemaName: 'x' };

beforeAll(async () => {
  const quiet = madeUpPlugin().hooks;
  const plugin = madeUpPlugin({
    sync: async (input, host) => {
      if (trouble) throw trouble;
      return quiet.sync(input, host);
    },
    distill: async (input, host) => {
      await host.model?.generate(QUESTION).catch(() => undefined);
      return quiet.distill(input, host);
    },
  });
  halo = await runningHalo({ plugin, model, logLevel: 'info', logTo: log });
});
afterAll(() => halo.stop());
beforeEach(async () => {
  trouble = undefined;
  silence = undefined;
  await halo.boss.deleteAllJobs('zoom/sync');
  log.lines.length = 0;
});

async function run(hook: keyof typeof INPUTS): Promise<void> {
  await sendJob(halo, halo.orgId, { hook, input: INPUTS[hook], key: 'key' });
  await halo.idle();
}

const failure = (retry: HookFailure['retry']): HookFailure =>
  Object.assign(new Error('Zoom could not be reached.'), {
    ...{ code: 'zoom.unreachable', advice: 'Wait.', retry, retryAt: new Date(Date.now() + 3_600_000) },
  });

describe('a job that does not do what it is for', () => {
  it.each([
    ['later', { event: 'halo.job.postponed', level: 30 }],
    ['never', { event: 'halo.job.abandoned', level: 40 }],
    ['now', { event: 'halo.job.failed', level: 30 }],
  ] as const)('and is to be tried again %s is logged with the code of its failure', async (retry, told) => {
    trouble = failure(retry);
    await run('sync');
    expect(log.records).toMatchObject([
      {
        ...{ ...told, hook: 'sync', orgId: halo.orgId, attempt: 1 },
        ...{ reason: 'zoom.unreachable', told: 'Zoom could not be reached.' },
      },
    ]);
  });

  it('in a way that nobody foresaw is logged with where that was, and without a word of its text', async () => {
    trouble = new TypeError(`Cannot read “${SAID}”`, { cause: new RangeError(SAID) });
    await run('sync');
    await expect
      .poll(() => log.records)
      .toMatchObject([
        { event: 'halo.job.failed', level: 40, reason: 'TypeError', error: 'TypeError', cause: 'RangeError' },
      ]);
    expect(log.records[0]?.at).toContainEqual(expect.stringContaining('log-records.test'));
    expect(log.lines.join()).not.toContain(SAID);
  });
});

describe('an error in the log', () => {
  it('never shows its text, whatever that is', () => {
    const text = fc.oneof(
      fc.string({ minLength: 12 }),
      fc.string({ minLength: 12 }).map((said) => `line\n    at ${said}`),
    );
    fc.assert(
      fc.property(text, (said) => {
        const fields = JSON.stringify(errorFields(new Error(said, { cause: new Error(said) })));
        return said
          .split('\n    at ')
          .every((part) => part.length < 12 || !fields.includes(JSON.stringify(part).slice(1, -1)));
      }),
    );
  });

  it('shows no stack where its text was changed, for nobody knows where that ends', () => {
    const error = new Error(SAID);
    expect(error.stack).toContain(SAID);
    error.message = 'Something else';
    expect(errorFields(error)).toEqual({ error: 'Error' });
  });
});

describe('what Halo leans on', () => {
  it('is told once when the model goes, and once when it is back', async () => {
    for (const gone of [true, true, true, false, false]) {
      silence = gone ? new Error(`The prompt was: ${SAID}`) : undefined;
      await run('distill');
    }
    expect(log.records).toMatchObject([
      { event: 'halo.model.lost', error: 'Error' },
      { event: 'halo.model.back', seconds: expect.any(Number) },
    ]);
    expect(log.lines.join()).not.toContain(SAID);
  });

  it('is told once when PostgreSQL goes, whatever fails by it, and once when it is back', async () => {
    const failures = collected();
    await allowConnections(false);
    await expect.poll(() => log.records).toMatchObject([{ event: 'halo.database.lost', code: '55000' }]);
    const { path } = halo.plugin.manifest.webhook;
    const post = () =>
      fetch(halo.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-secret': 'new' },
        body: '{"key":"k","accountId":"a"}',
      });
    expect([(await post()).status, (await post()).status]).toEqual([503, 503]);
    expect((await fetch(`${halo.url}/api/integrations/zoom/runs`)).status).toBe(500);
    const diagnostics = await fetch(`${halo.url}/api/integrations/zoom/diagnostics`);
    expect([diagnostics.status, await diagnostics.json()]).toMatchObject([
      200,
      {
        versions: { node: process.version },
        database: { unavailable: '55000' },
        jobs: { unavailable: '55000' },
      },
    ]);
    await expect.poll(() => failures.count).toBeGreaterThan(3);
    await allowConnections(true);
    await expect.poll(() => log.records.length, { timeout: 10_000 }).toBe(2);
    await run('sync');
    expect(log.records.map(({ event }) => event)).toEqual(['halo.database.lost', 'halo.database.back']);
  });
});

/** The errors that the job queue reports, which it does again and again. */
function collected(): { count: number } {
  const failures = { count: 0 };
  halo.boss.on('error', () => {
    failures.count += 1;
  });
  return failures;
}

/** Cuts Halo's database off, as if its server had gone, or lets it be reached again. */
async function allowConnections(allow: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: inject('databaseAdminUrl') });
  await client.connect();
  const name = new URL(halo.databaseUrl).pathname.slice(1);
  await client.query(`alter database ${name} with allow_connections ${allow}`);
  if (!allow)
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  await client.end();
}
