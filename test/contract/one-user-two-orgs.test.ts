import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastConnectFailure } from '../halo/connect-failure.ts';
import { credentialsOf } from '../halo/credentials.ts';
import type { ZoomServer } from '../zoom/index.ts';
import { openScene, openZoom, type Scene, StillClock } from './scene.ts';

const FIRST = 'first';
const SECOND = 'second';

let zoom: ZoomServer;
let scene: Scene;
const clock = new StillClock();

beforeAll(async () => {
  zoom = await openZoom(clock);
  scene = await openScene(zoom, { orgs: [FIRST, SECOND], clock });
  await scene.connect(FIRST);
  await scene.connect(SECOND);
});
afterAll(async () => {
  await scene?.stop();
  await zoom?.close();
});

const tokensOf = (org: string) => credentialsOf(scene.halo.halo, scene.halo.key, org, 'zoom').read('tokens');
const sync = (org: string) => scene.run('sync', { scope: 'catch_up', trigger: 'manual' }, org);

describe('a Zoom user who is connected to one org already', () => {
  it('is refused by a second org, which is told why and what to do', async () => {
    expect(await lastConnectFailure(scene.halo, SECOND)).toEqual({
      text: expect.stringContaining('connected to another organisation'),
      advice: expect.stringContaining('Disconnect Zoom there first'),
    });
    expect((await sync(SECOND)).state).toBe('completed');
    expect(
      await scene.halo.halo.query('select org_id as org, count(*)::int as meetings from meetings group by 1'),
    ).toEqual([{ org: FIRST, meetings: 13 }]);
  });

  it('leaves no token with the second org', async () => {
    expect(await tokensOf(SECOND)).toBeUndefined();
  });

  it('goes on in the first org, although Zoom has killed the pair it held', async () => {
    expect(await sync(FIRST)).toMatchObject({ state: 'completed', output: { outcome: 'listed' } });
    clock.pass(120);
    expect(await sync(FIRST)).toMatchObject({ state: 'completed', output: { outcome: 'listed' } });
    expect(
      await scene.halo.halo.query('select state, reason from zoom.connections where org_id = $1', [FIRST]),
    ).toEqual([{ state: 'connected', reason: null }]);
  });
});
