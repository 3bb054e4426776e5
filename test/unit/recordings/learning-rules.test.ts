import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transcriptSourceId } from '../../../plugin/recordings/source-ids.ts';
import { ruleId } from '../../halo/learning-rules.ts';
import { DISTILL, type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

const EXPORT = 'export==';
const ROSTER = 'roster==';

interface Rule {
  readonly type: 'topic' | 'keyword' | 'instruction';
  readonly text: string;
  readonly paused?: boolean;
}

const topic = (text: string): Rule => ({ type: 'topic', text });
const keyword = (text: string): Rule => ({ type: 'keyword', text });
const instruction = (text: string): Rule => ({ type: 'instruction', text });

let plugin: RunningPlugin;

beforeAll(async () => {
  const recordings = [
    meeting(EXPORT, {
      topic: 'Export review',
      said: 'The export fails every morning. I will send you the logs of the export by Friday.',
      minutesAgo: 90,
    }),
    meeting(ROSTER, {
      topic: 'Planning',
      said: 'The roster is broken again, and our team needs the roster.',
    }),
  ];
  plugin = await startPlugin({ accounts: [accountWith(...recordings)] }, { rules: [] });
});
afterAll(() => plugin.stop());

async function call(method: 'PUT' | 'POST', path: string, body: object) {
  const response = await fetch(`${plugin.halo.url}/api/learning-rules${path}`, {
    method,
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: await response.json() };
}

async function save(...rules: Rule[]) {
  const saved = await call('PUT', '', { rules });
  await plugin.halo.idle();
  return saved;
}

const query = <Row extends object>(sql: string) => plugin.halo.halo.query<Row>(sql);

async function kinds(uuid: string): Promise<string[]> {
  const rows = await query<{ uuid: string; kind: string }>(
    'select uuid, kind from zoom.insights order by kind',
  );
  return rows.flatMap((row) => (row.uuid === uuid ? row.kind : []));
}

/** What changing would leave a mark on. */
const everything = () =>
  query(`select 'r' as t, xmin::text, uuid from zoom.recordings
    union all select 'i', xmin::text, uuid || position from zoom.insights
    union all select 's', xmin::text, id from knowledge_sources
    union all select 'l', xmin::text, id from learning_rules order by 1, 3`);

/** One of each type, and what it makes of the call about the export alone. */
const RULES = {
  'a keyword that was said': keyword('logs of the EXPORT'),
  'a keyword that nobody said': keyword('zebrafish'),
  'a topic of the call': topic('Exports'),
  'a topic of another call': topic('Onboarding'),
  'an instruction': instruction('Focus on action items only'),
} as const;
type Name = keyof typeof RULES;
const NAMES = Object.keys(RULES).filter((name): name is Name => name in RULES);

const COMBINATIONS = Array.from({ length: 2 ** NAMES.length }, (_, bits) =>
  NAMES.filter((_name, place) => (bits >> place) % 2 === 1),
);

/** As Halo's pages say it: keywords keep out; topics are joined by OR, none means all; instructions filter nothing. */
function expected(names: readonly Name[]) {
  const has = (name: Name) => names.includes(name);
  if (has('a keyword that was said')) return { verdict: 'removed', insights: {} };
  if (has('a topic of another call') && !has('a topic of the call'))
    return { verdict: 'skipped', insights: {} };
  return {
    verdict: 'distilled',
    insights: has('an instruction') ? { action_item: 1 } : { action_item: 1, pain_point: 1 },
  };
}

describe('what rules would do', () => {
  it.each(COMBINATIONS.map((names) => [names.join(', ') || 'no rule', names] as const))(
    'is told beforehand of %s',
    async (_, names) => {
      const rules = names.map((name) => RULES[name]);
      const { status, answer } = await call('POST', '/dry-run', { rules, meetings: 1 });
      expect(status).toBe(200);
      expect(answer).toMatchObject({
        verdicts: [{ source: transcriptSourceId(EXPORT), ...expected(names) }],
        notUnderstood: [],
      });
    },
  );

  it('is told of the last meetings, and changes nothing', async () => {
    const before = await everything();
    const { answer } = await call('POST', '/dry-run', { rules: [keyword('roster'), topic('Exports')] });
    expect(answer).toMatchObject({
      verdicts: [{ verdict: 'distilled' }, { verdict: 'removed', reason: 'roster' }],
    });
    expect(await everything()).toEqual(before);
  });

  it('owns up to what it cannot follow without a model', async () => {
    const rules = [instruction('Skip pricing. Rhyme everything.')];
    const { answer } = await call('POST', '/dry-run', { rules });
    expect(answer).toMatchObject({ notUnderstood: ['Rhyme everything'] });
  });

  it('leaves no word of a meeting in the job queue', async () => {
    const jobs = await query<{ job: string }>(
      `select output::text as job from pgboss.job where name = '${DISTILL}' and output is not null`,
    );
    expect(jobs.length).toBeGreaterThan(COMBINATIONS.length);
    expect(jobs.filter(({ job }) => /fails every morning|send you|broken/.test(job))).toEqual([]);
  });
});

describe('rules that are saved', () => {
  it('distil anew what they concern, by jobs that tell how much is left', async () => {
    expect(await kinds(EXPORT)).toEqual(['action_item', 'pain_point']);
    const { answer } = await call('PUT', '', {
      rules: [topic('Rosters'), instruction('Without action items')],
    });
    expect(answer).toEqual({ sources: 2 });
    await plugin.halo.idle();
    const response = await fetch(`${plugin.halo.url}/api/learning-rules`);
    expect(await response.json()).toMatchObject({ sourcesLeft: 0, rules: [{}, {}] });
    expect([await kinds(EXPORT), await kinds(ROSTER)]).toEqual([[], ['pain_point']]);
    const [row] = await query<{ reason: string }>(
      `select distill_reason as reason from zoom.recordings where uuid = '${EXPORT}'`,
    );
    expect(row?.reason).toContain('Rosters');
  });

  it('do nothing while they are paused', async () => {
    await save({ ...topic('Rosters'), paused: true });
    expect([await kinds(EXPORT), await kinds(ROSTER)]).toEqual([
      ['action_item', 'pain_point'],
      ['pain_point'],
    ]);
  });

  it('distil nothing anew for a keyword that names nothing', async () => {
    const before = await query('select xmin::text, uuid, position from zoom.insights order by 2, 3');
    await save(keyword('zebrafish'));
    expect(await query('select xmin::text, uuid, position from zoom.insights order by 2, 3')).toEqual(before);
  });

  it('take out what a keyword names, and let it in again once they name it no longer', async () => {
    await save(keyword('The ROSTER is broken'));
    expect(await plugin.meetings()).toEqual([EXPORT]);
    expect(await plugin.state(ROSTER)).toEqual({ state: 'skipped', reason: 'keyword_rule' });
    await plugin.hour();
    expect(await plugin.meetings()).toEqual([EXPORT]);
    await save(keyword('zebrafish'));
    await plugin.hour();
    expect(await plugin.meetings()).toEqual([EXPORT, ROSTER]);
    expect(await kinds(ROSTER)).toEqual(['pain_point']);
  });

  it('count over those of a job that was sent before them', async () => {
    const { halo } = plugin;
    await save(topic('Rosters'));
    const input = { sources: [transcriptSourceId(EXPORT)], rules: [], reason: 'ingested' };
    await halo.boss.send(DISTILL, { orgId: halo.orgId, input });
    await halo.idle();
    expect(await kinds(EXPORT)).toEqual([]);
  });

  it('are refused when they are none', async () => {
    const { status, answer } = await call('PUT', '', { rules: [{ type: 'wish', text: '' }] });
    expect(status).toBe(400);
    expect(answer).toMatchObject({ error: expect.stringContaining('rules[0]') });
    expect(await query('select id from learning_rules')).toEqual([{ id: ruleId(topic('Rosters')) }]);
  });
});
