import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HookName } from '../../contracts/host.ts';
import { plugin } from '../../plugin/index.ts';
import { transcriptSourceId } from '../../plugin/recordings/source-ids.ts';
import { deadLetterQueue, HOOKS, queueName } from '../halo/jobs/queues.ts';
import type { ZoomServer } from '../zoom/index.ts';
import { withoutRequiredFields, withUnknownFields } from './breakages.ts';
import { callWithoutHost } from './conformance/call-without-host.ts';
import { HOOK_CONTRACTS } from './hook-contracts.ts';
import { FIXTURE_TIME, openScene, openZoom, type Scene, StillClock } from './scene.ts';

const RETRO = 'I0iHkH5qqoXeW39rot9I6g==';
const TRANSCRIPT_FILE = { id: 'file-1', type: 'TRANSCRIPT', recordingStart: '2026-10-09T10:38:34Z' };

interface Example {
  readonly what: string;
  readonly hook: HookName;
  readonly input: object;
}

/** Inputs that use every field of their schema. */
const EXAMPLES: readonly Example[] = [
  { what: 'onConnect', hook: 'onConnect', input: {} },
  { what: 'stats', hook: 'stats', input: {} },
  { what: 'sync of an org', hook: 'sync', input: { scope: 'catch_up', trigger: 'manual' } },
  {
    what: 'sync of one recording',
    hook: 'sync',
    input: { scope: 'recording', trigger: 'webhook', uuid: RETRO },
  },
  {
    what: 'sync as a dry run of settings',
    hook: 'sync',
    input: { scope: 'preview', settings: { skipTitles: ['retro'] }, recordings: 3 },
  },
  {
    what: 'onWebhook',
    hook: 'onWebhook',
    input: {
      key: 'news-1',
      event: 'recording.transcript_completed',
      eventTs: FIXTURE_TIME.getTime(),
      accountId: 'mvIRMpsvyC5e_pBgYscwCC',
      hostId: 'host-1',
      userId: 'user-1',
      meetings: [{ uuid: RETRO, files: [TRANSCRIPT_FILE] }],
    },
  },
  {
    what: 'distill',
    hook: 'distill',
    input: {
      sources: [transcriptSourceId(RETRO)],
      rules: [{ type: 'instruction', text: 'Skip small talk and greetings.' }],
      reason: 'manual',
    },
  },
  { what: 'onDisconnect', hook: 'onDisconnect', input: { data: 'keep' } },
];

/** The answer of each to its example, in the order in which they run. */
const ANSWERS: Readonly<Record<string, object>> = {
  // A week's overlap with the listing before, of which nothing has changed.
  'sync of an org': { outcome: 'listed', found: 8, queued: 0 },
  'sync of one recording': { outcome: 'unchanged', found: 1 },
  'sync as a dry run of settings': { outcome: 'previewed', found: 3, queued: 0 },
  onWebhook: { action: 'queued', recordings: 1 },
  distill: { distilled: 1, missing: 0 },
  stats: { totalMeetings: 13, linkedMeetings: 11 },
  onDisconnect: { revoked: true, purgedMeetings: 0 },
};

let zoom: ZoomServer;
let scene: Scene;

beforeAll(async () => {
  zoom = await openZoom(new StillClock());
  scene = await openScene(zoom);
  await scene.connect();
});
afterAll(async () => {
  await scene?.stop();
  await zoom?.close();
});

describe('a hook, run as a job', () => {
  it('onConnect answers what the connection became', async () => {
    const [job] = await scene.halo.boss.findJobs(queueName('zoom', 'onConnect'));
    expect(HOOK_CONTRACTS.onConnect.output.parse(job?.output)).toEqual({
      state: 'connected',
      zoomAccountId: 'mvIRMpsvyC5e_pBgYscwCC',
      mode: 'account',
      missingScopes: [],
      webhook: 'app',
    });
  });

  it.each(EXAMPLES.filter(({ hook }) => hook !== 'onConnect'))(
    '$what answers as its contract says',
    async ({ what, hook, input }) => {
      const end = await scene.run(hook, input);
      await scene.settled();
      const answer = end.state === 'lost' ? undefined : end.output;
      expect(answer).toMatchObject(ANSWERS[what] ?? {});
      expect(HOOK_CONTRACTS[hook].output.parse(answer)).toEqual(answer);
    },
  );
});

const missing = EXAMPLES.flatMap(({ what, hook, input }) =>
  withoutRequiredFields(HOOK_CONTRACTS[hook].input, input).map((broken) => ({ what, hook, ...broken })),
);
const unknown = EXAMPLES.flatMap(({ what, hook, input }) =>
  withUnknownFields(HOOK_CONTRACTS[hook].input, input).map((broken) => ({ what, hook, ...broken })),
);

describe('what does not fit the contract', () => {
  it('is looked for in every required field of every hook', () => {
    expect(missing.map(({ what, field }) => `${what}: ${field}`)).toEqual([
      ...['scope', 'trigger'].map((field) => `sync of an org: ${field}`),
      ...['scope', 'trigger', 'uuid'].map((field) => `sync of one recording: ${field}`),
      ...['scope', 'settings', 'recordings'].map((field) => `sync as a dry run of settings: ${field}`),
      ...['key', 'event', 'eventTs', 'accountId', 'meetings'].map((field) => `onWebhook: ${field}`),
      ...['uuid', 'files', 'files.0.type'].map((field) => `onWebhook: meetings.0.${field}`),
      ...['sources', 'rules', 'reason', 'rules.0.type', 'rules.0.text'].map((field) => `distill: ${field}`),
      'onDisconnect: data',
    ]);
    expect(new Set(unknown.map(({ hook }) => hook))).toEqual(new Set(HOOKS));
  });

  it.each(missing)('$what without $field is refused by the plugin before it touches anything', (broken) =>
    expect(callWithoutHost(plugin.hooks, broken.hook, broken.value)).rejects.toMatchObject(
      refusal(broken.field),
    ),
  );

  it.each(unknown)(
    '$what with an unknown $field is refused by the plugin before it touches anything',
    (broken) =>
      expect(callWithoutHost(plugin.hooks, broken.hook, broken.value)).rejects.toMatchObject(
        refusal('surprise'),
      ),
  );

  it.each([...missing, ...unknown])(
    'a job of $what that is wrong in $field goes to the dead letters at once',
    async ({ hook, field, value }) => {
      const end = await scene.run(hook, Object(value));
      const name = field.endsWith('surprise') ? 'surprise' : field;
      expect(end).toMatchObject({ state: 'failed', output: refusal(name) });
      expect(await scene.halo.boss.findJobs(deadLetterQueue('zoom', hook))).toContainEqual(
        expect.objectContaining({ data: { orgId: scene.halo.orgId, input: value } }),
      );
    },
  );
});

const refusal = (field: string) => ({
  name: 'ContractViolation',
  message: expect.stringMatching(new RegExp(`\\b${field.replaceAll('.', '\\.')}\\b`)),
});
