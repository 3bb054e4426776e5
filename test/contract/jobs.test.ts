import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HookName } from '../../contracts/host.ts';
import { credentialsOf } from '../halo/credentials.ts';
import { HOOKS, queueName } from '../halo/jobs/queues.ts';
import type { ZoomServer } from '../zoom/index.ts';
import { HOOK_CONTRACTS } from './hook-contracts.ts';
import { openScene, openZoom, type Scene, SECRETS, StillClock } from './scene.ts';

interface JobRow {
  readonly name: string;
  readonly state: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly output: unknown;
  readonly groupId: string | null;
  readonly singletonKey: string | null;
}

/** The one hook whose answer names recent meetings: it is what the integration page shows. */
const STATS = queueName('zoom', 'stats');

let zoom: ZoomServer;
let scene: Scene;
let jobs: readonly JobRow[];
let tokens: string;
const logged: string[] = [];

/** The whole life of a connection, once: every hook leaves its jobs behind. */
beforeAll(async () => {
  zoom = await openZoom(new StillClock());
  scene = await openScene(zoom, { logLevel: 'debug', logTo: { write: (line) => logged.push(line) } });
  const { halo } = scene;
  await scene.connect();
  tokens = JSON.stringify(await credentialsOf(halo.halo, halo.key, halo.orgId, 'zoom').read('tokens'));
  await post('/sync');
  zoom.setWebhookTarget(new URL(halo.plugin.manifest.webhook.path, halo.url).href);
  await zoom.finishMeeting(lateRecording());
  await scene.settled();
  // Not over HTTP: Halo forgets that job as soon as it has read the answer.
  await scene.run('stats', {});
  await post('/disconnect');
  jobs = await halo.halo.query<JobRow>(
    `select name, state, data, output, group_id as "groupId", singleton_key as "singletonKey"
     from pgboss.job order by created_on`,
  );
});
afterAll(async () => {
  await scene?.stop();
  await zoom?.close();
});

describe('the jobs of a connection, from connect to disconnect', () => {
  it('are those of the six hooks, and all of them come out well', () => {
    expect(countsOf(jobs.filter(({ state }) => state === 'completed'))).toEqual({
      'zoom/onConnect': 1,
      // Two listings, a recording job for each transcript of the listing, one for the recording that waits for none any
      // more, which the AI Companion may have listened to, and one that the webhook sent.
      'zoom/sync': 2 + 13 + 1 + 1,
      'zoom/onWebhook': 1,
      'zoom/distill': 14,
      'zoom/stats': 1,
      'zoom/onDisconnect': 1,
    });
    expect(jobs.filter(({ name }) => name.endsWith('/dead'))).toEqual([]);
  });

  it('leave nothing behind but the later looks for transcripts that are not there yet', () => {
    const waiting = jobs.filter(({ state }) => state !== 'completed');
    expect(waiting.map(({ name, state, data }) => [name, state, JSON.stringify(data.input)])).toEqual(
      expect.arrayContaining(
        ['OwP9mQqdA4CzwCAHpbnAnw==', '6iMFN182lKdXqPAuKzgqCg=='].map((uuid) => [
          queueName('zoom', 'sync'),
          'created',
          expect.stringContaining(uuid),
        ]),
      ),
    );
    expect(waiting).toHaveLength(2);
  });

  it.each(HOOKS)('of %s end in what its contract says', (hook: HookName) => {
    const ended = jobs.filter(({ name, state }) => name === queueName('zoom', hook) && state === 'completed');
    expect(ended).not.toEqual([]);
    for (const { output } of ended) expect(HOOK_CONTRACTS[hook].output.parse(output)).toEqual(output);
  });

  it('belong to their org, so that one org cannot crowd out another', () => {
    const { orgId } = scene.halo;
    for (const { name, data, groupId, singletonKey } of jobs) {
      expect({ name, groupId, orgId: data.orgId }).toEqual({ name, groupId: orgId, orgId });
      expect(singletonKey).toMatch(new RegExp(`^${orgId}:.`));
    }
  });

  it('carry no secret', () => {
    expect(secrets().length).toBeGreaterThan(5);
    expect(secrets().filter((text) => inJobs(text))).toEqual([]);
  });

  it('carry no title, no line of a transcript, and nobody’s address', () => {
    expect(content().length).toBeGreaterThan(500);
    expect(content().filter((text) => inJobs(text))).toEqual([]);
  });
});

describe('the log of a connection, from connect to disconnect', () => {
  it('holds no secret, no title, no line of a transcript, and nobody’s address', () => {
    expect(logged.length).toBeGreaterThan(10);
    const all = logged.join('');
    expect([...secrets(), ...content()].filter((text) => all.includes(inJson(text)))).toEqual([]);
  });
});

function secrets(): string[] {
  return [
    ...Object.values(SECRETS),
    ...(tokens.match(/[\w.-]{20,}/g) ?? []),
    ...zoom.deliveries.flatMap(({ body }) => body.match(/(?<="download_token":")[^"]+/g) ?? []),
  ];
}

/** What was said, by whom, under which title. */
function content(): string[] {
  const recordings = zoom.accounts.flatMap((account) => account.recordings);
  const spoken = recordings
    .flatMap(({ files }) => files.flatMap(({ content = '' }) => content.split('\r\n')))
    .map((line) => line.replace(/^[^:]+: /, ''))
    .filter((line) => line.includes(' ') && !line.includes('-->'));
  const people = recordings.flatMap(({ attendees }) => attendees.map(({ email }) => email)).filter(Boolean);
  return [...recordings.map(({ topic }) => topic), ...spoken, ...people];
}

function inJobs(text: string): boolean {
  const kept = jobs.map(({ name, data, output, singletonKey }) => [
    ...[data, singletonKey],
    name === STATS ? [] : output,
  ]);
  return JSON.stringify(kept).includes(inJson(text));
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

function countsOf(rows: readonly JobRow[]): Record<string, number> {
  const byName = Map.groupBy(rows, ({ name }) => name);
  return Object.fromEntries([...byName].map(([name, group]) => [name, group.length]));
}

function lateRecording(): string {
  const recordings = zoom.accounts.flatMap((account) => account.recordings);
  const late = recordings.find(({ files }) => files.some(({ pending }) => pending));
  if (!late) throw new Error('The fixtures hold no transcript back.');
  return late.uuid;
}

async function post(path: string): Promise<void> {
  const response = await fetch(`${scene.halo.url}/api/integrations/zoom${path}`, { method: 'POST' });
  expect(response.status).toBe(202);
  await scene.settled();
}
