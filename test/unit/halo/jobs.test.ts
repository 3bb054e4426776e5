import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SyncOutput } from '../../../contracts/generated/sync-output.ts';
import type { HookFailure, Host, NewJob } from '../../../contracts/host.ts';
import type { Halo } from '../../halo/halo.ts';
import { waitForJob } from '../../halo/jobs/progress.ts';
import { deadLetterQueue, queueName } from '../../halo/jobs/queues.ts';
import { hookJob, sendJob, sendJobs } from '../../halo/jobs/sender.ts';
import { openHaloDatabase } from '../../halo/postgres/database.ts';
import { madeUpPlugin } from './made-up-plugin.ts';
import { runningHalo } from './running-halo.ts';

const SYNC = queueName('zoom', 'sync');
const NOTHING: SyncOutput = { found: 0, queued: 0, outcome: 'nothing_to_do' };
const INPUT = { scope: 'catch_up', trigger: 'manual' };

let halo: Halo;
let sync: (host: Host) => Promise<SyncOutput>;

beforeAll(async () => {
  halo = await runningHalo({ plugin: madeUpPlugin({ sync: (_, host) => sync(host) }) });
});
afterAll(() => halo.stop());
beforeEach(async () => {
  sync = async () => NOTHING;
  await halo.boss.deleteAllJobs(SYNC);
  await halo.boss.deleteAllJobs(deadLetterQueue('zoom', 'sync'));
});

const CATCH_UP: NewJob = { hook: 'sync', input: INPUT, key: 'catch_up' };

const send = (job: Partial<NewJob> = {}, orgId = halo.orgId) => sendJob(halo, orgId, { ...CATCH_UP, ...job });

function failure(rest: Pick<HookFailure, 'retry'> & Partial<HookFailure>): HookFailure {
  return Object.assign(new Error('Zoom says no.'), { code: 'said_no', advice: 'Ask again.', ...rest });
}

const jobs = (options = {}) => halo.boss.findJobs<object>(SYNC, options);
const inAnHour = () => new Date(Date.now() + 3_600_000);

describe('a hook as a job', () => {
  it('keeps what the hook returned as the output of the job', async () => {
    const end = await waitForJob(halo.boss, SYNC, await send(), 10_000);
    expect(end).toEqual({ state: 'completed', output: NOTHING });
  });

  it('is told its org, its attempt and its settings with defaults filled in', async () => {
    let seen: Host | undefined;
    sync = async (host) => {
      seen = host;
      return NOTHING;
    };
    await waitForJob(halo.boss, SYNC, await send(), 10_000);
    expect(seen?.org).toEqual({ id: halo.orgId, name: 'Demo' });
    expect(seen?.job).toMatchObject({ attempt: 1, lastAttempt: false });
    expect(seen?.settings).toMatchObject({ lookbackDays: 30, distillation: true });
    expect(seen?.deployment.publicUrl).toBe(halo.url);
  });

  it('goes to the dead letters at once when its input does not fit the contract', async () => {
    const id = await send({ input: { scope: 'everything', trigger: 'manual' } });
    expect(await waitForJob(halo.boss, SYNC, id, 10_000)).toMatchObject({
      state: 'failed',
      output: { name: 'ContractViolation' },
    });
    expect(await halo.boss.findJobs(deadLetterQueue('zoom', 'sync'))).toHaveLength(1);
  });

  it('goes to the dead letters at once when its output does not fit the contract', async () => {
    sync = async () => ({ ...NOTHING, found: -1 });
    const end = await waitForJob(halo.boss, SYNC, await send(), 10_000);
    expect(end).toMatchObject({ state: 'failed', output: { name: 'ContractViolation' } });
  });
});

describe('a failing hook', () => {
  it('is retried with the backoff of its queue when it says now', async () => {
    sync = async () => Promise.reject(failure({ retry: 'now' }));
    const id = await send();
    await halo.idle();
    const [job] = await jobs({ id });
    expect(job).toMatchObject({ state: 'retry', output: { code: 'said_no', advice: 'Ask again.' } });
    expect(job?.startAfter.getTime()).toBeGreaterThan(job?.startedOn.getTime() ?? Infinity);
  });

  it('is done, and sent again for the time it names, when it says later', async () => {
    const retryAt = inAnHour();
    sync = async () => Promise.reject(failure({ retry: 'later', retryAt }));
    const id = await send();
    await halo.idle();
    const [first, again, ...others] = await jobs();
    expect(others).toEqual([]);
    expect(first).toMatchObject({ id, state: 'completed', output: { code: 'said_no' } });
    expect(again).toMatchObject({
      state: 'created',
      retryCount: 0,
      data: { orgId: halo.orgId, input: INPUT },
    });
    expect(again?.startAfter).toEqual(retryAt);
  });

  it('that goes before others does so again when it comes back later', async () => {
    sync = async () => Promise.reject(failure({ retry: 'later', retryAt: inAnHour() }));
    await sendJob(halo, halo.orgId, CATCH_UP, 7);
    await halo.idle();
    expect(await jobs()).toMatchObject([
      { state: 'completed', priority: 7 },
      { state: 'created', priority: 7 },
    ]);
  });

  it('goes to the dead letters without another attempt when it says never', async () => {
    let attempts = 0;
    sync = async () => {
      attempts++;
      throw failure({ retry: 'never' });
    };
    const id = await send();
    await halo.idle();
    expect(await jobs({ id })).toMatchObject([{ state: 'failed', retryCount: 0 }]);
    expect(await halo.boss.findJobs(deadLetterQueue('zoom', 'sync'))).toMatchObject([{ sourceId: id }]);
    expect(attempts).toBe(1);
  });

  it('is retried when the error is none of the contract’s, and leaves no stack in the job', async () => {
    sync = async () => Promise.reject(new TypeError('undefined is not a function'));
    const id = await send();
    await halo.idle();
    const [job] = await jobs({ id });
    expect(job?.state).toBe('retry');
    expect(job?.output).toEqual({ name: 'TypeError', message: 'undefined is not a function' });
  });
});

describe('an error that nobody has foreseen', () => {
  it.each([
    ['what could not be parsed', () => JSON.parse('They will "cancel" in May'), /^Unexpected token .*"…"/],
    [
      'what a database refused',
      (host: Host) => host.db.query(`select 'They will cancel'::uuid`),
      /uuid: "…"$/,
    ],
  ])('leaves its words in the job, without %s', async (_, breaks, words) => {
    sync = async (host) => {
      await breaks(host);
      return NOTHING;
    };
    const id = await send();
    await halo.idle();
    const [job] = await jobs({ id });
    expect(job?.output).toMatchObject({ message: expect.stringMatching(words) });
    expect(JSON.stringify(job?.output)).not.toContain('cancel');
  });
});

describe('jobs of one key', () => {
  it('wait one at a time: a second send while one waits adds none', async () => {
    const startAfter = inAnHour();
    const first = await send({ startAfter });
    expect(await send({ startAfter })).toBe(first);
    expect(await jobs()).toHaveLength(1);
  });

  it('wait side by side for different orgs and different keys', async () => {
    await halo.halo.query(`insert into teams (id, name) values ('other', 'Other') on conflict do nothing`);
    const startAfter = inAnHour();
    await send({ startAfter });
    await send({ startAfter, key: 'full_resync' });
    await send({ startAfter }, 'other');
    expect(await jobs()).toHaveLength(3);
  });

  it('do not lose the news that arrives while one of them runs', async () => {
    const started = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    let runs = 0;
    sync = async () => {
      runs++;
      started.resolve();
      await goOn.promise;
      return NOTHING;
    };
    const first = await send();
    await started.promise;
    const second = await send();
    goOn.resolve();
    await halo.idle();
    expect(second).not.toBe(first);
    expect(runs).toBe(2);
  });

  it('start at the earlier time when news meets a job that waits for later', async () => {
    const id = await send({ startAfter: inAnHour() });
    expect(await send()).toBe(id);
    expect(await waitForJob(halo.boss, SYNC, id, 10_000)).toMatchObject({ state: 'completed' });
  });

  it('start only when the transaction that sent them has committed', async () => {
    let seen = 0;
    sync = async (host) => {
      seen = (await host.db.query('select note from zoom.notes')).length;
      return NOTHING;
    };
    const id = await send({ startAfter: inAnHour() });
    await halo.halo.transaction(async (tx) => {
      await sendJobs(halo.boss, tx, [hookJob('zoom', halo.orgId, CATCH_UP)]);
      await tx.query(`insert into zoom.notes values ($1, 'written after the send')`, [halo.orgId]);
    });
    await waitForJob(halo.boss, SYNC, id, 10_000);
    expect(seen).toBe(1);
  });

  it('exist only if the transaction commits', async () => {
    const refused = halo.halo.transaction(async (tx) => {
      await sendJobs(halo.boss, tx, [hookJob('zoom', halo.orgId, CATCH_UP)]);
      throw new Error('no');
    });
    await expect(refused).rejects.toThrow('no');
    expect(await jobs()).toEqual([]);
  });
});

describe('stopping Halo', () => {
  it('interrupts a running hook, and puts its job back with all its attempts', async () => {
    const started = Promise.withResolvers<void>();
    const own = await runningHalo({
      plugin: madeUpPlugin({
        sync: async (_, { signal }) => {
          started.resolve();
          await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
          throw signal.reason;
        },
      }),
    });
    await sendJob(own, own.orgId, CATCH_UP);
    await started.promise;
    await own.stop();
    const database = openHaloDatabase(own.databaseUrl);
    const states = await database.query(
      `select state, retry_count from pgboss.job where name = $1 order by state`,
      [SYNC],
    );
    await database.end();
    expect(states).toEqual([
      { state: 'created', retry_count: 0 },
      { state: 'completed', retry_count: 0 },
    ]);
  });
});
