import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../../contracts/generated/on-webhook-input.ts';
import type { Halo } from '../../halo/halo.ts';
import { setIngest } from '../../halo/integrations.ts';
import { createOrg } from '../../halo/orgs.ts';
import { delivery, madeUpPlugin } from './made-up-plugin.ts';
import { connectAccount, runningHalo } from './running-halo.ts';

let halo: Halo;
const taken: { orgId: string; delivery: Delivery }[] = [];

beforeAll(async () => {
  halo = await runningHalo({
    plugin: madeUpPlugin({
      onWebhook: async (input, host) => {
        taken.push({ orgId: host.org.id, delivery: input });
        return { action: 'none', recordings: 0 };
      },
    }),
  });
  await createOrg(halo.halo, { id: 'twin', name: 'Twin' });
  await createOrg(halo.halo, { id: 'resting', name: 'Resting' });
  await connectAccount(halo, 'account-1');
  await connectAccount(halo, 'shared', 'twin');
  await connectAccount(halo, 'off', 'resting');
  await setIngest(halo.halo, 'resting', 'zoom', false);
});
afterAll(() => halo.stop());
beforeEach(() => {
  taken.length = 0;
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

describe('the webhook route', () => {
  it('stores a delivery and runs onWebhook for the org of the account', async () => {
    const response = await post(delivery('one'));
    expect([response.status, await response.text()]).toEqual([200, 'thanks']);
    await halo.idle();
    expect(taken).toEqual([{ orgId: halo.orgId, delivery: delivery('one') }]);
  });

  it('answers a repeat of the same news alike, and does no more work', async () => {
    await post(delivery('twice'));
    const repeat = await post(delivery('twice'));
    expect(repeat.status).toBe(200);
    await halo.idle();
    expect(taken).toHaveLength(1);
    expect(counted('repeated')).toBe(1);
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

  it('reaches every org that has connected the same account', async () => {
    await createOrg(halo.halo, { id: 'twin-2', name: 'Twin 2' });
    await connectAccount(halo, 'shared', 'twin-2');
    await post(delivery('for two', 'shared'));
    await halo.idle();
    expect(taken.map(({ orgId }) => orgId).toSorted()).toEqual(['twin', 'twin-2']);
  });

  it('refuses a body of more than a megabyte', async () => {
    expect((await post({ padding: 'x'.repeat(1_000_001) })).status).toBe(413);
  });

  it('takes part of a delivery never: it answers 503 and stores nothing when a job cannot be sent', async () => {
    await halo.halo.query('alter table pgboss.job_common rename to job_hidden');
    const response = await post(delivery('unlucky'));
    await halo.halo.query('alter table pgboss.job_hidden rename to job_common');
    expect(response.status).toBe(503);
    expect(await halo.halo.query(`select from webhook_deliveries where key = 'unlucky'`)).toEqual([]);
  });
});
