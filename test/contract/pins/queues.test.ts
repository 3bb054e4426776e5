import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plugin } from '../../../plugin/index.ts';
import type { Halo } from '../../halo/halo.ts';
import { runningHalo } from '../../unit/halo/running-halo.ts';

/**
 * Jobs wait under these names while Halo is updated, several releases work on them at once, and traces, dead letters and
 * `halo_jobs_total` name them. How often and how long a job is tried is what operators reckon an outage with.
 */
const QUEUES = [
  [
    'zoom/onConnect',
    '3 retries from 5 s to 60 s',
    'given up after 300 s',
    'no heartbeat',
    'zoom/onConnect/dead',
  ],
  [
    'zoom/onWebhook',
    '8 retries from 5 s to 600 s',
    'given up after 120 s',
    'no heartbeat',
    'zoom/onWebhook/dead',
  ],
  ['zoom/sync', '5 retries from 10 s to 600 s', 'given up after 900 s', 'heartbeat 60 s', 'zoom/sync/dead'],
  [
    'zoom/distill',
    '8 retries from 30 s to 600 s',
    'given up after 900 s',
    'heartbeat 60 s',
    'zoom/distill/dead',
  ],
  ['zoom/stats', '1 retries after 1 s', 'given up after 60 s', 'no heartbeat', 'zoom/stats/dead'],
  [
    'zoom/onDisconnect',
    '5 retries from 10 s to 300 s',
    'given up after 600 s',
    'no heartbeat',
    'zoom/onDisconnect/dead',
  ],
];

/** Nobody works on these but an admin who presses *Try again*, and what the hourly schedule sends. */
const BESIDE = [
  'zoom/cron',
  'zoom/distill/dead',
  'zoom/onConnect/dead',
  'zoom/onDisconnect/dead',
  'zoom/onWebhook/dead',
  'zoom/stats/dead',
  'zoom/sync/dead',
];

/** Of one org at once, so that a large one leaves room for the others. */
const PER_ORG = { onConnect: 1, onWebhook: 4, sync: 20, distill: 2, stats: 1, onDisconnect: 1 };

type QueueRow = Awaited<ReturnType<Halo['boss']['getQueues']>>[number];

let halo: Halo;
let queues: readonly QueueRow[];

beforeAll(async () => {
  halo = await runningHalo({ plugin });
  queues = (await halo.boss.getQueues()).filter(({ name }) => !name.startsWith('__pgboss__'));
});
afterAll(() => halo.stop());

describe('the queues of a Halo that has started', () => {
  it.each(QUEUES)('keep %s: %s, %s, %s', (name, ...options) => {
    const queue = queues.find((each) => each.name === name);
    expect(queue && inWords(queue)).toEqual(options);
  });

  it('are these, and beside them only dead letters and the cron', () => {
    const hooks = QUEUES.map(([name = '']) => name);
    expect(queues.map(({ name }) => name).toSorted()).toEqual([...hooks, ...BESIDE].toSorted());
  });

  it('hold one waiting job of a key at most, and tell workers of each at once', () => {
    const others = queues.filter(({ policy, notify }) => policy !== 'short' || notify !== true);
    expect(others).toEqual([]);
  });

  it('are filled by the hour, at a minute when not everybody asks Zoom', async () => {
    const schedules = await halo.boss.getSchedules();
    expect(schedules.map(({ name, cron, timezone }) => ({ name, cron, timezone }))).toEqual([
      { name: 'zoom/cron', cron: '17 * * * *', timezone: 'UTC' },
    ]);
  });

  it('give one org so many jobs at once', () => {
    const { hooks } = plugin.manifest;
    const perOrg = Object.entries(hooks).map(([hook, { groupConcurrency }]) => [hook, groupConcurrency]);
    expect(Object.fromEntries(perOrg)).toEqual(PER_ORG);
  });
});

function inWords(queue: QueueRow): (string | null | undefined)[] {
  const { retryLimit, retryDelay, retryDelayMax, retryBackoff, expireInSeconds, heartbeatSeconds } = queue;
  const delay = retryBackoff ? `from ${retryDelay} s to ${retryDelayMax} s` : `after ${retryDelay} s`;
  return [
    `${retryLimit} retries ${delay}`,
    `given up after ${expireInSeconds} s`,
    heartbeatSeconds ? `heartbeat ${heartbeatSeconds} s` : 'no heartbeat',
    queue.deadLetter,
  ];
}
