import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HookFailure, HookName } from '../../../contracts/host.ts';
import type { Halo } from '../../halo/halo.ts';
import { setIngest } from '../../halo/integrations.ts';
import type { DeadLetter } from '../../halo/jobs/dead-letters.ts';
import { deadLetterQueue, HOOKS, queueName } from '../../halo/jobs/queues.ts';
import { sendJob } from '../../halo/jobs/sender.ts';
import { saveRules } from '../../halo/learning-rules.ts';
import { createOrg } from '../../halo/orgs.ts';
import { delivery, madeUpPlugin } from './made-up-plugin.ts';
import { connectAccount, runningHalo } from './running-halo.ts';

const ADMIN = ['integrations:view', 'integrations:manage'];
const SYNC = queueName('zoom', 'sync');

let halo: Halo;
let permissions = ADMIN;
/** What every hook fails with. */
let trouble: Error | undefined;
const done: { hook: HookName; orgId: string; input: object }[] = [];

function attempt(hook: HookName, orgId: string, input: object): void {
  if (trouble) throw trouble;
  done.push({ hook, orgId, input });
}

beforeAll(async () => {
  const quiet = madeUpPlugin().hooks;
  halo = await runningHalo({
    plugin: madeUpPlugin({
      sync: async (input, host) => {
        attempt('sync', host.org.id, input);
        return quiet.sync(input, host);
      },
      distill: async (input, host) => {
        attempt('distill', host.org.id, input);
        return quiet.distill(input, host);
      },
      onWebhook: async (input, host) => {
        attempt('onWebhook', host.org.id, input);
        return quiet.onWebhook(input, host);
      },
    }),
    sessions: {
      of: (request) => ({ orgId: request.headers.get('x-org') ?? 'demo', userId: 'dana', permissions }),
    },
  });
  await createOrg(halo.halo, { id: 'other', name: 'Other' });
  await connectAccount(halo, 'account-1');
});
afterAll(() => halo.stop());
beforeEach(async () => {
  for (const hook of HOOKS) await halo.boss.deleteAllJobs(deadLetterQueue('zoom', hook));
  await halo.boss.deleteAllJobs(SYNC);
  done.length = 0;
  trouble = undefined;
});

const refusal = (more: Partial<HookFailure> = {}): HookFailure =>
  Object.assign(new Error('Zoom says no.'), {
    ...{ code: 'zoom.not_permitted', advice: 'Ask for more.', retry: 'never' as const },
    ...more,
  });

/** A job that is given up at once. */
async function giveUp(hook: HookName, input: object, { orgId = 'demo', error = refusal() as Error } = {}) {
  trouble = error;
  await sendJob(halo, orgId, { hook, input, key: JSON.stringify(input).slice(0, 60) });
  await halo.idle();
  trouble = undefined;
}

const RECORDING = { scope: 'recording', trigger: 'webhook', uuid: 'a/b==' };

async function list(orgId = 'demo'): Promise<{ total: number; deadLetters: DeadLetter[] }> {
  const url = `${halo.url}/api/integrations/zoom/dead-letters`;
  const response = await fetch(url, { headers: { 'x-org': orgId } });
  return JSON.parse(await response.text());
}

async function firstId(orgId = 'demo'): Promise<string> {
  return (await list(orgId)).deadLetters[0]?.id ?? '';
}

async function act(what: 'retry' | 'drop', id: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${halo.url}/api/integrations/zoom/dead-letters/${what}`, {
    method: 'POST',
    body: JSON.stringify({ id }),
    headers,
  });
  await halo.idle();
  return response.status;
}

describe('the dead letters of an org', () => {
  it('say what was given up, when, of which recording, why and what to do', async () => {
    await halo.halo.query(
      `insert into zoom.recordings (org_id, uuid, topic, state) values ('demo', 'a/b==', 'Review', 'failed')`,
    );
    const before = Date.now();
    await giveUp('sync', RECORDING);
    await giveUp('sync', { scope: 'catch_up', trigger: 'cron' });
    const { total, deadLetters } = await list();
    expect(total).toBe(2);
    expect(deadLetters).toMatchObject([
      { hook: 'sync', about: 'A catch-up sync', recording: null },
      {
        about: 'Reading a recording',
        recording: { uuid: 'a/b==', topic: 'Review' },
        error: { message: 'Zoom says no.', advice: 'Ask for more.', code: 'zoom.not_permitted' },
      },
    ]);
    const [newest = 0, older = 0] = deadLetters.map(({ at }) => Date.parse(String(at)));
    expect([before, older, newest].toSorted((a, b) => a - b)).toEqual([before, older, newest]);
  });

  it('name the event of a delivery, and no secret that came with it or stands in an error', async () => {
    const token = 'eyJhbGciOiJIUzUxMiIsInYiOiIyLjAifQ.c2VjcmV0LXNlY3JldC1zZWNyZXQ.sig';
    trouble = refusal({
      message: `No answer of https://me:pw@zoom.example/rec?access_token=${token} or ${token}`,
    });
    const key = 'news';
    await fetch(new URL(halo.plugin.manifest.webhook.path, halo.url), {
      method: 'POST',
      body: JSON.stringify({ ...delivery(key), meetings: [{ uuid: 'u==', files: [] }] }),
      headers: { 'content-type': 'application/json', 'x-secret': 'new' },
    });
    await halo.idle();
    const { deadLetters } = await list();
    expect(deadLetters).toMatchObject([
      {
        about: 'The event recording.transcript_completed',
        recording: { uuid: 'u==' },
        error: { message: 'No answer of https://zoom.example or …' },
      },
    ]);
    expect(Object.keys(deadLetters[0] ?? {}).toSorted()).toEqual(
      ['about', 'at', 'error', 'hook', 'id', 'recording'].toSorted(),
    );
  });

  it('say of what nobody has foreseen only what kind of error it was', async () => {
    const told = Object.assign(new TypeError('"the words of a meeting" is no object'), { retry: 'never' });
    await giveUp('sync', { ...RECORDING, surprise: true });
    await giveUp('sync', RECORDING, { error: Object.assign(told, { code: 'x', advice: 1 }) });
    const messages = (await list()).deadLetters.map(({ error }) => error.message);
    expect(messages).toEqual([
      'It failed in a way that was not foreseen (TypeError).',
      expect.stringMatching(/^SyncInput does not fit its contract: .*surprise/),
    ]);
  });

  it('are readable whatever an input held that fits no contract', async () => {
    await giveUp('distill', { sources: 'all of them', rules: [], reason: 'manual' });
    await giveUp('distill', { sources: ['zoom:a'], rules: 1, reason: 'manual' });
    expect((await list()).deadLetters.map(({ about }) => about)).toEqual([
      'Distilling a recording',
      'Distilling some recordings',
    ]);
  });

  it('are none of another org’s', async () => {
    await giveUp('sync', RECORDING, { orgId: 'other' });
    expect(await list()).toEqual({ total: 0, deadLetters: [] });
    expect((await list('other')).total).toBe(1);
  });
});

describe('a dead letter that is tried again', () => {
  it('runs as the job that it was, and is gone', async () => {
    await giveUp('sync', RECORDING);
    expect(await act('retry', await firstId())).toBe(202);
    expect(done).toEqual([{ hook: 'sync', orgId: 'demo', input: RECORDING }]);
    expect((await list()).total).toBe(0);
    const [again] = (await halo.boss.findJobs(SYNC)).filter(({ state }) => state === 'completed');
    expect(again).toMatchObject({ groupId: 'demo', singletonKey: expect.stringMatching(/^demo:/) });
  });

  it('becomes one again if it fails again', async () => {
    await giveUp('sync', RECORDING);
    const id = await firstId();
    trouble = refusal();
    expect(await act('retry', id)).toBe(202);
    expect((await list()).total).toBe(1);
    expect(await firstId()).not.toBe(id);
  });

  it('joins the job of its key that waits already', async () => {
    await giveUp('sync', RECORDING);
    const startAfter = new Date(Date.now() + 3_600_000);
    const key = JSON.stringify(RECORDING).slice(0, 60);
    await sendJob(halo, 'demo', { hook: 'sync', input: RECORDING, key, startAfter });
    expect(await act('retry', await firstId())).toBe(202);
    expect(done).toHaveLength(1);
    expect(await halo.boss.findJobs(SYNC, { queued: true })).toEqual([]);
    expect((await list()).total).toBe(0);
  });

  it('is sent once by two who press the button at the same moment', async () => {
    await giveUp('sync', RECORDING);
    const id = await firstId();
    const answers = await Promise.all([act('retry', id), act('retry', id)]);
    expect(answers.toSorted()).toEqual([202, 404]);
    expect(done).toHaveLength(1);
  });

  it('distils by the rules of today, not by those it was sent with', async () => {
    const rules = [{ type: 'topic', text: 'old' }];
    await giveUp('distill', { sources: ['zoom:a'], rules, reason: 'rules_changed' });
    await saveRules(halo, 'demo', [
      { type: 'keyword', text: 'new', paused: false },
      { type: 'topic', text: 'resting', paused: true },
    ]);
    await act('retry', await firstId());
    expect(done.map(({ input }) => input)).toMatchObject([
      { sources: ['zoom:a'], rules: [{ type: 'keyword', text: 'new' }], reason: 'rules_changed' },
    ]);
  });

  it('brings nothing in while ingest is off, and stays', async () => {
    await giveUp('sync', RECORDING);
    await setIngest(halo.halo, 'demo', 'zoom', false);
    expect(await act('retry', await firstId())).toBe(409);
    await setIngest(halo.halo, 'demo', 'zoom', true);
    expect([done, (await list()).total]).toEqual([[], 1]);
  });
});

describe('on the page of the integration, a dead letter', () => {
  const page = async () => (await fetch(`${halo.url}/integrations/zoom`)).text();
  const settle = async (form: Record<string, string>) => {
    const url = `${halo.url}/integrations/zoom/dead-letters`;
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
    await halo.idle();
    return answer.headers.get('location');
  };

  it('says what was given up, why and what to do', async () => {
    await giveUp('sync', RECORDING);
    expect(await page()).toMatch(/Given up.*Reading a recording.*Zoom says no\..*Ask for more\./s);
    permissions = ['integrations:view'];
    expect(await page()).not.toContain('Try again');
    permissions = ADMIN;
  });

  it('is tried again, or dropped, and is gone then', async () => {
    await giveUp('sync', RECORDING);
    expect(await settle({ id: await firstId(), do: 'retry' })).toContain('notice=retried');
    expect(done).toHaveLength(1);
    await giveUp('sync', RECORDING);
    const id = await firstId();
    expect(await settle({ id, do: 'drop' })).toContain('notice=dropped');
    expect(await settle({ id, do: 'drop' })).toContain('notice=letter-gone');
    expect(await page()).not.toContain('Given up');
  });
});

describe('a dead letter that is dropped', () => {
  it('is gone, and nothing runs', async () => {
    await giveUp('sync', RECORDING);
    expect(await act('drop', await firstId())).toBe(200);
    expect([done, (await list()).total]).toEqual([[], 0]);
  });
});

describe.each(['retry', 'drop'] as const)('to %s a dead letter', (what) => {
  it('is not given to another org, nor for one that is not there', async () => {
    await giveUp('sync', RECORDING, { orgId: 'other' });
    expect(await act(what, await firstId('other'))).toBe(404);
    expect(await act(what, '00000000-0000-4000-8000-000000000000')).toBe(404);
    expect([done, (await list('other')).total]).toEqual([[], 1]);
  });

  it('takes an id, Halo’s own page, and the right to change the integration', async () => {
    await giveUp('sync', RECORDING);
    const id = await firstId();
    expect(await act(what, 'none')).toBe(400);
    expect(await act(what, id, { origin: 'https://evil.example' })).toBe(403);
    permissions = ['integrations:view'];
    expect(await act(what, id)).toBe(403);
    expect((await list()).total).toBe(1);
    permissions = ADMIN;
  });

  it('does nothing to a job that has not been given up', async () => {
    const startAfter = new Date(Date.now() + 3_600_000);
    const id = await sendJob(halo, 'demo', { hook: 'sync', input: RECORDING, key: 'waits', startAfter });
    expect(await act(what, id)).toBe(404);
    expect(await halo.boss.findJobs(SYNC, { id })).toHaveLength(1);
  });
});
