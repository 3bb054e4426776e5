import { expect } from 'vitest';
import { check } from '../check.ts';
import type { Stage } from '../stage.ts';

type Input = (stage: Stage) => Promise<object>;

const sourcesOf: Input = async (stage) => ({
  sources: await stage.sources('said'),
  rules: [],
  reason: 'manual',
});

export const REPEATING = [
  check('a sync that finds nothing new writes nothing', (stage) =>
    twice(stage, 'sync', async () => ({ scope: 'catch_up', trigger: 'manual' })),
  ),
  check('a full resync that finds nothing new writes nothing', (stage) =>
    twice(stage, 'sync', async () => ({ scope: 'full_resync', trigger: 'manual' })),
  ),
  check('a meeting that is synced again writes nothing', (stage) =>
    twice(stage, 'sync', async ({ vendor }) => ({
      scope: 'recording',
      trigger: 'manual',
      uuid: vendor.meetings[0],
    })),
  ),
  check('the news of a webhook, handed to a job again, writes nothing', async (stage) => {
    await stage.connect();
    const { id, webhook } = await stage.vendor.record();
    const delivery = stage.deliveryIn(webhook);
    const hear = async () => {
      expect(await stage.run('onWebhook', delivery)).toMatchObject({ state: 'completed' });
      await stage.settled();
    };
    await hear();
    expect(await stage.meetings()).toContain(id);
    await expectSame(stage, hear);
  }),
  check('a distillation under the same rules writes nothing', (stage) => twice(stage, 'distill', sourcesOf)),
  check('figures that are asked for again write nothing', (stage) => twice(stage, 'stats', async () => ({}))),
  check('a disconnect of an org that has none writes nothing, and comes out well', async (stage) => {
    await stage.connect();
    await stage.run('onDisconnect', { data: 'purge' });
    await expectSame(stage, async () => {
      const end = await stage.run('onDisconnect', { data: 'purge' });
      expect(end).toMatchObject({ state: 'completed', output: { purgedMeetings: 0 } });
    });
  }),
  check('a consent on top of a connection writes no meeting anew', async (stage) => {
    await stage.connect();
    await expectSame(stage, () => stage.connect());
  }),
  check(
    'an onConnect that is run again, because Halo did not hear of its end, comes out well',
    async (stage) => {
      await stage.connect();
      await expectSame(stage, async () => {
        expect(await stage.run('onConnect', {})).toMatchObject({
          state: 'completed',
          output: { state: 'connected' },
        });
        await stage.settled();
      });
    },
  ),
];

async function twice(stage: Stage, hook: 'sync' | 'distill' | 'stats', input: Input): Promise<void> {
  await stage.connect();
  const again = async () => {
    expect(await stage.run(hook, await input(stage))).toMatchObject({ state: 'completed' });
    await stage.settled();
  };
  await again();
  await expectSame(stage, again);
}

async function expectSame(stage: Stage, work: () => Promise<void>): Promise<void> {
  const before = await stage.versions();
  await work();
  expect(await stage.versions()).toEqual(before);
}
