import { expect } from 'vitest';
import type { HookName, Host, Model } from '../../../../contracts/host.ts';
import { check } from '../check.ts';
import { Interruption } from '../interruption.ts';
import { modelThatSays } from '../model-that-says.ts';
import type { Stage } from '../stage.ts';

type Input = (stage: Stage) => Promise<object>;

/** A hook that never comes to its end under interruptions would go on for ever. */
const MOST_STOPS = 400;

const distillation: Input = async (stage) => ({
  sources: await stage.sources('said'),
  rules: [],
  reason: 'manual',
});

/** Each hook is stopped at its first host call, run again and stopped at the second, and so on, until it comes through. */
export const INTERRUPTING = [
  check('a connect ends as if it had never been stopped, at whichever host calls it was', async (stage) => {
    await stage.authorize();
    await stopped(stage, 'onConnect', async () => ({}));
    expect((await stage.stats())?.health.state).toBe('connected');
    expect(await stage.meetings()).toEqual([...stage.vendor.meetings].toSorted());
  }),

  check('a listing ends as if it had never been stopped, at whichever host calls it was', async (stage) => {
    await stage.connect();
    await stage.vendor.record();
    await stopped(stage, 'sync', async () => ({ scope: 'full_resync', trigger: 'manual' }));
    const meetings = await stage.meetings();
    expect(meetings).toEqual(expect.arrayContaining([...stage.vendor.meetings]));
    expect(meetings.length).toBe(stage.vendor.meetings.length + 1);
  }),

  check(
    'the ingest of a meeting ends as if it had never been stopped, at whichever host calls it was',
    async (stage) => {
      await stage.connect();
      const { id } = await stage.vendor.record();
      const input = { scope: 'recording', trigger: 'manual', uuid: id };
      await stopped(stage, 'sync', async () => input);
      expect(await stage.meetings()).toContain(id);
      const ended = await stage.versions();
      expect(await stage.run('sync', input)).toMatchObject({ state: 'completed' });
      await stage.settled();
      expect(await stage.versions()).toEqual(ended);
    },
  ),

  check(
    'the news of a webhook ends as if it had never been stopped, at whichever host calls it was',
    async (stage) => {
      await stage.connect();
      const { id, webhook } = await stage.vendor.record();
      const delivery = stage.deliveryIn(webhook);
      await stopped(stage, 'onWebhook', async () => delivery);
      expect(await stage.meetings()).toContain(id);
    },
  ),

  check(
    'a distillation ends as if it had never been stopped, at whichever host calls it was',
    async (stage) => {
      const model = modelThatSays(stage.vendor.said);
      await stage.connect();
      await stage.call('distill', await distillation(stage), { model });
      const before = await stage.contents();
      await stage.run('onDisconnect', { data: 'purge' });
      await stage.settled();
      await connectUndistilled(stage);
      expect(await stage.sources('distilled')).toEqual([]);
      await stopped(stage, 'distill', distillation, model);
      expect(await stage.contents()).toEqual(before);
    },
  ),

  check(
    'a disconnect ends as if it had never been stopped, at whichever host calls it was',
    async (stage) => {
      await stage.connect();
      await stopped(stage, 'onDisconnect', async () => ({ data: 'purge' }));
      expect(await stage.meetings()).toEqual([]);
      expect((await stage.stats())?.health.state).toBe('disconnected');
    },
  ),
];

/** Every meeting is in, and what would follow from that was never sent. */
async function connectUndistilled(stage: Stage): Promise<void> {
  const watched = (host: Host): Host => ({ ...host, jobs: { send: async () => undefined } });
  await stage.authorize();
  await stage.call('onConnect', {}, { watched });
  for (const uuid of stage.vendor.meetings)
    await stage.call('sync', { scope: 'recording', trigger: 'manual', uuid }, { watched });
}

/** Stops the hook at one host call after the other. After each, nothing may be written, and it must end by itself. */
async function stopped(stage: Stage, hook: HookName, input: Input, model?: Model): Promise<void> {
  const late: string[] = [];
  for (let nth = 1; nth <= MOST_STOPS; nth += 1) {
    const interruption = new Interruption(nth, 'before', stage.subject.harmless);
    const outcome = await stage.call(hook, await input(stage), {
      signal: interruption.signal,
      watched: (host) => interruption.watched(host),
      ...(model ? { model } : {}),
    });
    late.push(...interruption.afterwards.map((what) => `${what}, after ${interruption.at}`));
    if (interruption.at === undefined) {
      expect(late, 'it wrote although it had been stopped').toEqual([]);
      expect(outcome).toMatchObject({ status: 'completed' });
      await stage.settled();
      return;
    }
  }
  throw new Error(`${hook} did not come through after ${MOST_STOPS} stops.`);
}
