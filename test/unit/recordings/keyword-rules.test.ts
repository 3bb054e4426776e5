import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { edit, meeting } from '../../zoom/meetings.ts';

const RULE = { type: 'keyword', text: 'Project Zebrafish' };

const recordings = () => [
  meeting('title==', { topic: 'project ZEBRAFISH rehearsal', said: 'We talked of the pangolin only.' }),
  meeting('speech==', { topic: 'Armadillo review', said: 'Then there is project zebrafish to plan.' }),
  meeting('late==', {
    topic: 'Wombat review',
    said: 'Please keep project zebrafish quiet.',
    pending: true,
  }),
  meeting('fine==', { topic: 'Ordinary call', said: 'The hamster is a real problem for our team.' }),
  meeting('turns==', { topic: 'Ocelot call', said: 'The ocelot is a real problem for our team.' }),
];

let plugin: RunningPlugin;

// The rules are asked twice: before anything is stored, and before anything is distilled. The first must hold alone.
describe.each([
  ['distils', true],
  ['does not distil', false],
])('in an org that %s, a meeting that a keyword rule names', (_, distillation) => {
  beforeAll(async () => {
    const seed = { rules: [RULE], settings: { distillation } };
    plugin = await startPlugin({ accounts: [accountWith(...recordings())] }, seed);
  });
  afterAll(() => plugin.stop());

  it('leaves the other meetings alone', async () => {
    expect(await plugin.meetings()).toEqual(['fine==', 'turns==']);
    expect(await plugin.stored('hamster', 'ordinary call', 'ocelot')).toHaveLength(3);
  });

  it.each([
    ['in its title', 'title=='],
    ['in what is said', 'speech=='],
  ])('%s is skipped, with the reason', async (_place, uuid) => {
    expect(await plugin.state(uuid)).toEqual({ state: 'skipped', reason: 'keyword_rule' });
  });

  it('in its title is not even fetched', async () => {
    expect(plugin.zoom.counts()).toMatchObject({ 'GET /rec/download/{file}': 3 });
  });

  it('is nowhere in the database: no title, no word of it', async () => {
    expect(await plugin.stored('rehearsal', 'pangolin', 'armadillo', 'to plan')).toEqual([]);
  });

  it('is not stored when its transcript comes late by webhook either', async () => {
    await plugin.zoom.finishMeeting('late==');
    await plugin.halo.idle();
    expect(await plugin.state('late==')).toEqual({ state: 'skipped', reason: 'keyword_rule' });
    expect(await plugin.stored('wombat', 'quiet')).toEqual([]);
  });

  it('is not stored by a second sync, which writes nothing new of it', async () => {
    await plugin.sync('full_resync');
    expect(await plugin.meetings()).toEqual(['fine==', 'turns==']);
    expect(await plugin.stored('rehearsal', 'pangolin', 'armadillo', 'wombat')).toEqual([]);
  });

  it('since its transcript was edited is taken out with all that was kept of it', async () => {
    expect(await plugin.passages('turns==')).toHaveLength(1);
    edit(plugin.inZoom('turns=='), 'That was about Project  Zebrafish all the time.');
    await plugin.hour();
    expect(await plugin.passages('turns==')).toEqual([]);
    expect(await plugin.stored('ocelot', 'all the time')).toEqual([]);
  });

  it('is taken out when the rule is made after the meeting, and the org syncs afresh', async () => {
    await plugin.seed({ rules: [RULE, { type: 'keyword', text: 'hamster' }] });
    await plugin.sync('full_resync');
    expect(await plugin.meetings()).toEqual([]);
    expect(await plugin.stored('hamster is', 'ordinary call')).toEqual([]);
  });
});
