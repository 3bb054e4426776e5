import { expect } from 'vitest';
import { setIngest } from '../../../halo/integrations.ts';
import { check } from '../check.ts';
import type { Stage } from '../stage.ts';
import type { SignedRequest } from '../vendor.ts';

/** Longer than any vendor goes on trying to deliver a webhook. */
const STALE_HOURS = 7 * 24;

export const WEBHOOKS = [
  check('a webhook about a new meeting brings it in, without waiting for the hour', async (stage) => {
    await stage.connect();
    const { id, webhook } = await stage.vendor.record();
    expect((await stage.post(webhook)).status).toBeLessThan(300);
    await stage.settled();
    expect(await stage.meetings()).toContain(id);
  }),

  check('a webhook that somebody else wrote is refused, and leads to nothing', async (stage) => {
    await stage.connect();
    const { webhook } = await stage.vendor.record();
    for (const forged of forgeries(webhook)) {
      const answer = await stage.post(forged);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    await expectNoWebhook(stage);
  }),

  check('a webhook that is delivered again leads to nothing more', async (stage) => {
    await stage.connect();
    const { webhook } = await stage.vendor.record();
    expect((await stage.post(webhook)).status).toBeLessThan(300);
    await stage.settled();
    const before = await stage.versions();
    expect((await stage.post(webhook)).status).toBeLessThan(300);
    await stage.settled();
    expect(await stage.versions()).toEqual(before);
  }),

  check('a webhook that was kept and is played back a week later is refused', async (stage) => {
    await stage.connect();
    const { webhook } = await stage.vendor.record();
    stage.clock.pass(STALE_HOURS);
    expect((await stage.post(webhook)).status).toBeGreaterThanOrEqual(400);
    await expectNoWebhook(stage);
  }),

  check(
    'a webhook of an event that the manifest does not name is answered, and leads to nothing',
    async (stage) => {
      await stage.connect();
      const before = await stage.versions();
      const asked = stage.vendor.requests();
      expect((await stage.post(await stage.vendor.unknownEvent())).status).toBeLessThan(300);
      await stage.settled();
      expect(await stage.versions()).toEqual(before);
      expect(stage.vendor.requests()).toBe(asked);
    },
  ),

  check(
    'a webhook of an account that no org has connected is answered, and leads to nothing',
    async (stage) => {
      const { webhook } = await stage.vendor.record();
      expect((await stage.post(webhook)).status).toBeLessThan(300);
      await expectNoWebhook(stage);
    },
  ),

  check('a webhook while ingest is off is answered, and leads to nothing', async (stage) => {
    await stage.connect();
    await setIngest(stage.halo.halo, stage.orgId, stage.provider, false);
    const { id, webhook } = await stage.vendor.record();
    expect((await stage.post(webhook)).status).toBeLessThan(300);
    await expectNoWebhook(stage);
    expect(await stage.meetings()).not.toContain(id);
  }),
];

/** Another body under the signature, a signature that is short of its end, and none at all. */
function forgeries({ headers, body }: SignedRequest): SignedRequest[] {
  const shortened = Object.entries(headers).map(([name, value]) => [
    name,
    /signature/i.test(name) ? value.slice(0, -1) : value,
  ]);
  return [
    { headers, body: body.replace(/\}$/, ',"more":1}') },
    { headers: Object.fromEntries(shortened), body },
    { headers: { 'content-type': 'application/json' }, body },
  ];
}

async function expectNoWebhook(stage: Stage): Promise<void> {
  await stage.settled();
  expect(await stage.jobs('onWebhook')).toEqual([]);
}
