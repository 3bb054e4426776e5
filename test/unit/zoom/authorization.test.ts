import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forJob } from '../../../plugin/container.ts';
import { PendingAuthorization } from '../../../plugin/zoom/authorization.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { REDIRECT, type Rig, startRig, VERIFIER } from './rig.ts';

let rig: Rig;

beforeAll(async () => {
  rig = await startRig({ accounts: [accountWith()] });
});
afterAll(() => rig.stop());

const redeem = async () => forJob(await rig.host(), PendingAuthorization).redeem();

/** Leaves what the callback leaves: a code, and what belongs to it. */
async function consented(
  change: Partial<Record<'code' | 'codeVerifier' | 'redirectUri', string>> = {},
): Promise<void> {
  const code = await rig.consent();
  const left = { code, codeVerifier: VERIFIER, redirectUri: REDIRECT, connectedBy: 'dana', ...change };
  const { credentials } = await rig.host();
  await credentials.change('authorization', async () => ({ next: left, result: undefined }));
}

describe('the answer of Zoom’s consent page', () => {
  it('is exchanged once, and a job that is run again goes on with what Zoom answered', async () => {
    await consented();
    rig.zoom.clearLog();
    const first = await redeem();
    expect(first.connectedBy).toBe('dana');
    expect((await redeem()).grant).toEqual(first.grant);
    expect(rig.zoom.counts()).toEqual({ 'POST /oauth/token': 1 });
  });

  it('that is older than five minutes is refused with that reason', async () => {
    await consented();
    rig.clock.pass(6);
    await expect(redeem()).rejects.toMatchObject({
      code: 'connect.refused',
      retry: 'never',
      message: expect.stringContaining('more than five minutes ago'),
      advice: 'Press Connect Zoom again.',
    });
  });

  it('for another redirect address is refused with that reason, and where to mend it', async () => {
    await consented({ redirectUri: 'https://elsewhere.example/callback' });
    await expect(redeem()).rejects.toMatchObject({
      code: 'connect.refused',
      message: expect.stringContaining('redirect address'),
      advice: expect.stringContaining('allow list'),
    });
  });

  it('of another attempt is refused, and named as not valid', async () => {
    await consented({ code: 'made-up' });
    await expect(redeem()).rejects.toMatchObject({
      code: 'connect.refused',
      message: expect.stringContaining('not valid or was used before'),
    });
  });

  it('is asked for when there is none', async () => {
    const { credentials } = await rig.host();
    await credentials.change('authorization', async () => ({ next: null, result: undefined }));
    await expect(redeem()).rejects.toMatchObject({
      code: 'connect.not_begun',
      advice: expect.stringContaining('press Connect Zoom'),
    });
  });
});
