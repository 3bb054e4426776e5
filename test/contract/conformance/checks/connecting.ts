import { expect } from 'vitest';
import { check } from '../check.ts';
import type { Stage } from '../stage.ts';

export const CONNECTING = [
  check('a consent connects the org, and its first sync begins by itself', async (stage) => {
    await stage.connect();
    const [job] = await stage.jobs('onConnect');
    expect(job).toMatchObject({ state: 'completed', output: { state: 'connected', missingScopes: [] } });
    expect(await stage.account()).toEqual(expect.any(String));
    expect(await stage.meetings()).toEqual([...stage.vendor.meetings].toSorted());
    expect((await stage.stats())?.health.state).toBe('connected');
  }),

  check('a consent that is denied leaves the org as it was, and the page says what to do', async (stage) => {
    const state = (await stage.consentPage()).searchParams.get('state') ?? '';
    const answer = await stage.callback({ error: 'access_denied', state });
    expect(answer.status).toBe(400);
    await expectNothing(stage);
  }),

  check('an answer to a consent that nobody of the org asked for is not taken', async (stage) => {
    await stage.consentPage();
    const answer = await stage.callback({ code: 'a-code-of-somebody-else', state: 'made-up' });
    expect(answer.status).toBe(400);
    await expectNothing(stage);
  }),

  check('a consent without the permissions it needs is no connection that looks whole', async (stage) => {
    stage.vendor.grant('too_little');
    await stage.consent();
    await stage.settled();
    const [job] = await stage.jobs('onConnect');
    const health = (await stage.stats())?.health;
    if (job?.state === 'failed') {
      expect(job.output).toMatchObject({ code: expect.any(String), advice: expect.any(String) });
      expect(health?.state).not.toBe('connected');
      return;
    }
    expect(job?.output).toMatchObject({ state: 'degraded' });
    expect(health?.state).toBe('degraded');
    expect(health?.missingScopes.filter(({ optional }) => !optional)).not.toEqual([]);
  }),
];

async function expectNothing(stage: Stage): Promise<void> {
  await stage.settled();
  expect(await stage.jobs('onConnect')).toEqual([]);
  expect(await stage.account()).toBeUndefined();
  const kept = await stage.halo.halo.query('select from credentials where org_id = $1', [stage.orgId]);
  expect(kept).toEqual([]);
}
