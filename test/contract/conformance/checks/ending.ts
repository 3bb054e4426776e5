import { expect } from 'vitest';
import { check } from '../check.ts';
import type { Stage } from '../stage.ts';

export const ENDING = [
  check('the page’s figures are those of the meetings, and cost the vendor no request', async (stage) => {
    await stage.connect();
    const asked = stage.vendor.requests();
    const stats = await stage.stats();
    const linked = await stage.halo.halo.query(
      'select from meetings where org_id = $1 and provider = $2 and linked',
      [stage.orgId, stage.provider],
    );
    expect(stats).toMatchObject({
      totalMeetings: stage.vendor.meetings.length,
      linkedMeetings: linked.length,
      lastSyncAt: expect.any(String),
    });
    expect(stats?.recentTranscripts.map(({ uuid }) => uuid).toSorted()).toEqual(
      [...stage.vendor.meetings].toSorted(),
    );
    expect(stage.vendor.requests()).toBe(asked);
  }),

  check('the figures of an org that never connected are none', async (stage) => {
    expect(await stage.stats()).toMatchObject({
      totalMeetings: 0,
      linkedMeetings: 0,
      recentTranscripts: [],
      lastSyncAt: null,
      health: { state: 'disconnected' },
    });
  }),

  check('a disconnect ends the access, and keeps what came in where that is wanted', async (stage) => {
    await stage.connect();
    const before = await stage.contents();
    expect(await stage.run('onDisconnect', { data: 'keep' })).toMatchObject({ state: 'completed' });
    await stage.settled();
    await expectNoAccess(stage);
    expect(await stage.contents()).toEqual(before);
  }),

  check('a disconnect that purges leaves nothing of what came in', async (stage) => {
    await stage.connect();
    const { output } = await completed(stage, { data: 'purge' });
    expect(output).toMatchObject({ purgedMeetings: stage.vendor.meetings.length });
    await expectNoAccess(stage);
    expect(await stage.meetings()).toEqual([]);
    expect([...(await stage.sources('said')), ...(await stage.sources('distilled'))]).toEqual([]);
  }),

  check('an org that connects again after a purge has everything again', async (stage) => {
    await stage.connect();
    const before = await stage.meetings();
    await completed(stage, { data: 'purge' });
    await stage.connect();
    expect(await stage.meetings()).toEqual(before);
  }),
];

async function completed(stage: Stage, input: object) {
  const end = await stage.run('onDisconnect', input);
  if (end.state !== 'completed') throw new Error(`The disconnect is ${end.state}.`);
  await stage.settled();
  return end;
}

/** Nothing is kept that opens the vendor's door, nor does a webhook find the org. */
async function expectNoAccess(stage: Stage): Promise<void> {
  const kept = await stage.halo.halo.query('select name from credentials where org_id = $1', [stage.orgId]);
  expect(kept).toEqual([]);
  expect((await stage.stats())?.health.state).toBe('disconnected');
}
