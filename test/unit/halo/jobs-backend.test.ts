import { afterEach, describe, expect, it } from 'vitest';
import type { SyncInput } from '../../../contracts/generated/sync-input.ts';
import type { SyncOutput } from '../../../contracts/generated/sync-output.ts';
import type { HookFailure } from '../../../contracts/host.ts';
import type { Halo } from '../../halo/halo.ts';
import { JOBS_BACKENDS } from '../../halo/jobs/backends.ts';
import { waitForJob } from '../../halo/jobs/progress.ts';
import { queueName } from '../../halo/jobs/queues.ts';
import { hookJob, sendJobs } from '../../halo/jobs/sender.ts';
import { delivery, madeUpPlugin } from './made-up-plugin.ts';
import { connectAccount, runningHalo } from './running-halo.ts';

const NOTHING: SyncOutput = { found: 0, queued: 0, outcome: 'nothing_to_do' };
const INPUT: SyncInput = { scope: 'catch_up', trigger: 'manual' };
const WHENEVER = { timeout: 20_000 };

let halo: Halo;
afterEach(() => halo.stop());

/**
 * What pg-boss does for each of them runs on plain PostgreSQL too: other statements, one table for all jobs, no
 * notifications. That nothing here leans on what one of them lacks is as much as can be tested without them.
 */
describe.each(JOBS_BACKENDS.filter((each) => each !== 'postgres'))('Halo with jobs on %s', (jobsBackend) => {
  it('takes a webhook, runs each job once, postpones one, gives one up, and joins those that wait', async () => {
    const events: string[] = [];
    const tries: string[] = [];
    const never: Omit<HookFailure, keyof Error> = { code: 'no', retry: 'never', advice: 'Leave it.' };
    const later: typeof never = { ...never, retry: 'later', retryAt: new Date(Date.now() + 500) };
    halo = await runningHalo({
      jobsBackend,
      plugin: madeUpPlugin({
        onWebhook: async ({ key }) => {
          events.push(key);
          return { action: 'none', recordings: 0 };
        },
        sync: async (input) => {
          const which = 'trigger' in input ? input.trigger : '';
          tries.push(which);
          if (which === 'connect') throw Object.assign(new Error('Never.'), never);
          if (which === 'cron' && tries.filter((each) => each === which).length === 1)
            throw Object.assign(new Error('Later.'), later);
          return NOTHING;
        },
      }),
    });
    await connectAccount(halo, 'account-1');
    const triggers = ['manual', 'connect', 'cron'] as const;
    const jobs = triggers.map((trigger) =>
      hookJob('zoom', halo.orgId, { hook: 'sync', key: trigger, input: { ...INPUT, trigger } }),
    );
    const [manual = '', connect = ''] = await halo.halo.transaction((tx) => sendJobs(halo.boss, tx, jobs));
    const webhook = halo.url + halo.plugin.manifest.webhook.path;
    const headers = { 'content-type': 'application/json', 'x-secret': 'new' };
    for (const key of ['one', 'two', 'one']) {
      const body = JSON.stringify(delivery(key));
      expect((await fetch(webhook, { method: 'POST', headers, body })).status).toBe(200);
    }
    const end = (id: string) => waitForJob(halo.boss, queueName('zoom', 'sync'), id, 10_000);
    expect(await end(manual)).toEqual({ state: 'completed', output: NOTHING });
    expect(await end(connect)).toMatchObject({ state: 'failed', output: { code: 'no' } });
    await expect.poll(() => tries.toSorted(), WHENEVER).toEqual(['connect', 'cron', 'cron', 'manual']);
    await expect.poll(() => events.toSorted(), WHENEVER).toEqual(['one', 'two']);

    const waiting = hookJob('zoom', halo.orgId, {
      ...{ hook: 'sync', key: 'waits', input: INPUT },
      startAfter: new Date(Date.now() + 3_600_000),
    });
    const send = () => halo.halo.transaction((tx) => sendJobs(halo.boss, tx, [waiting]));
    expect(await send()).toEqual(await send());
  });
});
