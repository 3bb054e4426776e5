import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applySeed } from '../../halo/seed.ts';
import { accountWith } from '../zoom-simulator/zoom-client.ts';
import { edit, meeting } from './meetings.ts';
import { type RunningPlugin, startPlugin } from './running-plugin.ts';

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

/** Which of the words are in any table of the database: Halo's, the plugin's and the job queue's. */
async function stored(...words: string[]): Promise<string[]> {
  const { halo } = plugin.halo;
  const tables = await halo.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const found = new Set<string>();
  for (const { name } of tables) {
    const rows = await halo.query<{ word: string }>(
      `select word from unnest($1::text[]) word where exists (select from ${name} t where t::text ilike '%' || word || '%')`,
      [words],
    );
    for (const { word } of rows) found.add(word);
  }
  return [...found];
}

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
    expect(await stored('hamster', 'ordinary call', 'ocelot')).toHaveLength(3);
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
    expect(await stored('rehearsal', 'pangolin', 'armadillo', 'to plan')).toEqual([]);
  });

  it('is not stored when its transcript comes late by webhook either', async () => {
    await plugin.zoom.finishMeeting('late==');
    await plugin.halo.idle();
    expect(await plugin.state('late==')).toEqual({ state: 'skipped', reason: 'keyword_rule' });
    expect(await stored('wombat', 'quiet')).toEqual([]);
  });

  it('is not stored by a second sync, which writes nothing new of it', async () => {
    await plugin.sync('full_resync');
    expect(await plugin.meetings()).toEqual(['fine==', 'turns==']);
    expect(await stored('rehearsal', 'pangolin', 'armadillo', 'wombat')).toEqual([]);
  });

  it('since its transcript was edited is taken out with all that was kept of it', async () => {
    expect(await plugin.passages('turns==')).toHaveLength(1);
    edit(plugin.inZoom('turns=='), 'That was about Project  Zebrafish all the time.');
    await plugin.hour();
    expect(await plugin.passages('turns==')).toEqual([]);
    expect(await stored('ocelot', 'all the time')).toEqual([]);
  });

  it('is taken out when the rule is made after the meeting, and the org syncs afresh', async () => {
    await applySeed(plugin.halo, plugin.halo.orgId, { rules: [RULE, { type: 'keyword', text: 'hamster' }] });
    await plugin.sync('full_resync');
    expect(await plugin.meetings()).toEqual([]);
    expect(await stored('hamster is', 'ordinary call')).toEqual([]);
  });
});
