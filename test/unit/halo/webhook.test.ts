import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Delivery } from '../../../contracts/generated/on-webhook-input.ts';
import type { DeliveredSecret } from '../../../contracts/host.ts';
import { credentialsOf } from '../../halo/credentials.ts';
import type { Halo } from '../../halo/halo.ts';
import { setIngest } from '../../halo/integrations.ts';
import { createOrg } from '../../halo/orgs.ts';
import { delivery, madeUpPlugin } from './made-up-plugin.ts';
import { connectAccount, runningHalo } from './running-halo.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const NUL = String.fromCharCode(0);

let halo: Halo;
let shift = 0;
const now = () => new Date(Date.now() + shift);
const taken: { orgId: string; delivery: Delivery }[] = [];
/** What the made-up door says beside the delivery. */
let about: 'content' | 'connection' = 'content';
let secrets: DeliveredSecret[] = [];

beforeAll(async () => {
  const plugin = madeUpPlugin({
    onWebhook: async (input, host) => {
      taken.push({ orgId: host.org.id, delivery: input });
      return { action: 'none', recordings: 0 };
    },
  });
  halo = await runningHalo({
    clock: { now },
    plugin: {
      ...plugin,
      webhook: (...request) => {
        const result = plugin.webhook(...request);
        return result.outcome === 'accepted' ? { ...result, about, secrets } : result;
      },
    },
  });
  await createOrg(halo.halo, { id: 'twin', name: 'Twin' });
  await createOrg(halo.halo, { id: 'resting', name: 'Resting' });
  await connectAccount(halo, 'account-1');
  await connectAccount(halo, 'shared', 'twin');
  await connectAccount(halo, 'off', 'resting');
  await setIngest(halo.halo, 'resting', 'zoom', false);
});
afterAll(() => halo.stop());
beforeEach(async () => {
  await halo.idle();
  taken.length = 0;
  shift = 0;
  about = 'content';
  secrets = [];
});

const post = (body: unknown, secret = 'new') =>
  fetch(`${halo.url}/api/integrations/zoom/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-secret': secret },
    body: JSON.stringify(body),
  });

const counted = (label: string) =>
  Object.entries(halo.counters.snapshot())
    .filter(([name]) => name.includes(label))
    .reduce((sum, [, count]) => sum + count, 0);

const kept = (key: string) =>
  halo.halo.query<{ delivery: Delivery }>('select delivery from webhook_deliveries where key = $1', [key]);
const jobsOf = (key: string) => halo.boss.findJobs('zoom/onWebhook', { key: `${halo.orgId}:${key}` });
const credentials = (orgId = halo.orgId) => credentialsOf(halo.halo, halo.key, orgId, 'zoom', { now });

describe('the webhook route', () => {
  it('stores a delivery and runs onWebhook for the org of the account', async () => {
    const response = await post(delivery('one'));
    expect([response.status, await response.text()]).toEqual([200, 'thanks']);
    await halo.idle();
    expect(taken).toEqual([{ orgId: halo.orgId, delivery: delivery('one') }]);
  });

  it('takes every secret of a rotation, and no other', async () => {
    expect((await post(delivery('old secret'), 'old')).status).toBe(200);
    expect((await post(delivery('wrong secret'), 'wrong')).status).toBe(401);
    await halo.idle();
    expect(taken.map((each) => each.delivery.key)).toEqual(['old secret']);
  });

  it('answers well, counts, and does nothing for an account no org has connected', async () => {
    const before = counted('no_org');
    expect((await post(delivery('stranger', 'account-9'))).status).toBe(200);
    await halo.idle();
    expect(taken).toEqual([]);
    expect(counted('no_org')).toBe(before + 1);
  });

  it('answers well and does nothing for an org that has switched ingest off', async () => {
    expect((await post(delivery('resting', 'off'))).status).toBe(200);
    await halo.idle();
    expect(taken).toEqual([]);
  });

  it('tells an org news of its connection even while its ingest is off', async () => {
    about = 'connection';
    await post(delivery('app removed', 'off'));
    await halo.idle();
    expect(taken).toEqual([{ orgId: 'resting', delivery: delivery('app removed', 'off') }]);
  });

  it('reaches every org that has connected the same account', async () => {
    await createOrg(halo.halo, { id: 'twin-2', name: 'Twin 2' });
    await connectAccount(halo, 'shared', 'twin-2');
    await post(delivery('for two', 'shared'));
    await halo.idle();
    expect(taken.map(({ orgId }) => orgId).toSorted()).toEqual(['twin', 'twin-2']);
  });
});

describe('the same news again', () => {
  it('is answered alike, counted, and leads to no more work', async () => {
    const before = counted('repeated');
    await post(delivery('twice'));
    await halo.idle();
    const repeat = await post(delivery('twice'));
    expect(repeat.status).toBe(200);
    await halo.idle();
    expect(taken).toHaveLength(1);
    expect(counted('repeated')).toBe(before + 1);
  });

  it('sent four times, as Zoom’s retries are, leaves one row and one job', async () => {
    await post(delivery('retried'));
    for (let retry = 0; retry < 3; retry++) await post(delivery('retried'));
    expect([await kept('retried'), await jobsOf('retried')]).toMatchObject([{ length: 1 }, { length: 1 }]);
  });

  it('sent by several at the same moment, leaves one row and one job', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(delivery('at once'))));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect([await kept('at once'), await jobsOf('at once')]).toMatchObject([{ length: 1 }, { length: 1 }]);
  });

  it.each([
    ['a moment later is a twin, and no news', MINUTE_MS, 1],
    ['more than a minute later is news', MINUTE_MS + 1, 2],
    ['of an earlier time is no news', -HOUR_MS, 1],
  ])('%s', async (title, later, times) => {
    const first = { ...delivery(title), eventTs: 2 * HOUR_MS };
    await post(first);
    await halo.idle();
    await post({ ...first, eventTs: first.eventTs + later });
    await halo.idle();
    expect(taken).toHaveLength(times);
    expect(await kept(title)).toHaveLength(1);
  });

  it('in one burst with its later twin keeps the later time', async () => {
    const times = [5, 3, 9, 1].map((hours) => hours * HOUR_MS);
    await Promise.all(times.map((eventTs) => post({ ...delivery('burst'), eventTs })));
    await halo.idle();
    expect(await kept('burst')).toMatchObject([{ delivery: { eventTs: 9 * HOUR_MS } }]);
    expect(taken.at(-1)?.delivery.eventTs).toBe(9 * HOUR_MS);
  });
});

describe('a secret that came with a delivery', () => {
  const secret = (expiresAt: Date): DeliveredSecret => ({
    name: 'download',
    value: { token: 't' },
    expiresAt,
  });

  it('is kept, encrypted, for every org the delivery is for', async () => {
    await createOrg(halo.halo, { id: 'twin-2', name: 'Twin 2' });
    await connectAccount(halo, 'shared', 'twin-2');
    secrets = [secret(new Date(Date.now() + HOUR_MS))];
    await post(delivery('with secret', 'shared'));
    expect(await credentials('twin').read('download')).toEqual({ token: 't' });
    expect(await credentials('twin-2').read('download')).toEqual({ token: 't' });
    expect(await credentials().read('download')).toBeUndefined();
  });

  it('is not kept for an org whose ingest is off', async () => {
    secrets = [secret(new Date(Date.now() + HOUR_MS))];
    await post(delivery('secret while off', 'off'));
    expect(await credentials('resting').read('download')).toBeUndefined();
  });

  it('is gone when its time has come', async () => {
    secrets = [secret(new Date(Date.now() + HOUR_MS))];
    await post(delivery('expiring'));
    expect(await credentials().read('download')).toEqual({ token: 't' });
    shift = HOUR_MS;
    expect(await credentials().read('download')).toBeUndefined();
  });

  it('of two deliveries in one burst for one recording is kept once', async () => {
    secrets = [secret(new Date(Date.now() + HOUR_MS))];
    const answers = await Promise.all(['file 1', 'file 2', 'file 3'].map((key) => post(delivery(key))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await credentials().read('download')).toEqual({ token: 't' });
  });
});

describe('when Halo itself is in trouble', () => {
  const unlucky = () => [
    { name: 'unlucky', value: { token: 't' }, expiresAt: new Date(Date.now() + HOUR_MS) },
  ];
  /** Lets PostgreSQL refuse certain rows, until the test is over. */
  async function refuse(table: string, rows: string): Promise<() => Promise<unknown>> {
    await halo.halo.query(`alter table ${table} add constraint no_more check (not (${rows})) not valid`);
    const allow = () => halo.halo.query(`alter table ${table} drop constraint if exists no_more`);
    onTestFinished(async () => {
      await allow();
    });
    return allow;
  }
  const refuseJob = (key: string) => refuse('pgboss.job_common', `singleton_key like '%:${key}'`);

  it('it answers 503 and stores nothing, neither row nor secret, when a job cannot be sent', async () => {
    const before = counted('unavailable');
    secrets = unlucky();
    await refuseJob('no job');
    const response = await post(delivery('no job'));
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      error: 'Halo cannot take this delivery right now. Send it again later.',
    });
    expect(await kept('no job')).toEqual([]);
    expect(await credentials().read('unlucky')).toBeUndefined();
    expect(counted('unavailable')).toBe(before + 1);
  });

  it('it answers 503 and sends no job when a secret cannot be kept', async () => {
    secrets = unlucky();
    await refuse('credentials', `name = 'unlucky'`);
    expect((await post(delivery('no secret'))).status).toBe(503);
    expect([await kept('no secret'), await jobsOf('no secret')]).toEqual([[], []]);
  });

  it('it takes the delivery when Zoom sends it again', async () => {
    const allow = await refuseJob('second try');
    expect((await post(delivery('second try'))).status).toBe(503);
    await allow();
    expect((await post(delivery('second try'))).status).toBe(200);
    await halo.idle();
    expect(taken).toHaveLength(1);
  });

  it('one delivery that PostgreSQL refuses spoils none that came with it', async () => {
    const keys = Array.from({ length: 30 }, (_, index) =>
      index % 10 === 5 ? `bad ${index}${NUL}` : `good ${index}`,
    );
    const answers = await Promise.all(keys.map((key) => post(delivery(key))));
    expect(answers.map(({ status }) => status)).toEqual(keys.map((key) => (key.includes(NUL) ? 503 : 200)));
    await halo.idle();
    expect(taken).toHaveLength(27);
  });
});

describe('the hourly cron', () => {
  it('deletes deliveries of more than thirty days ago, and no others', async () => {
    await post(delivery('old'));
    await halo.idle();
    shift = 20 * DAY_MS;
    await post(delivery('younger'));
    await halo.idle();
    shift = 31 * DAY_MS;
    await halo.runCron();
    expect([await kept('old'), await kept('younger')]).toMatchObject([[], [{}]]);
  });

  it('deletes a secret whose time has come', async () => {
    secrets = [{ name: 'late', value: { token: 't' }, expiresAt: new Date(Date.now() + HOUR_MS) }];
    await post(delivery('with a late secret'));
    const rows = () => halo.halo.query(`select name from credentials where name = 'late'`);
    await halo.runCron();
    expect(await rows()).toHaveLength(1);
    shift = HOUR_MS;
    await halo.runCron();
    expect(await rows()).toEqual([]);
  });
});
