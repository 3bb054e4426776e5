import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DistillInput } from '../../../contracts/generated/distill-input.ts';
import type { DistillOutput } from '../../../contracts/generated/distill-output.ts';
import type { Halo } from '../../halo/halo.ts';
import { knowledgeOf } from '../../halo/knowledge/store.ts';
import type { Session } from '../../halo/sessions.ts';
import { madeUpPlugin } from './made-up-plugin.ts';
import { runningHalo } from './running-halo.ts';

const ADMIN: Session = {
  orgId: 'demo',
  userId: 'dana',
  permissions: ['integrations:view', 'integrations:manage'],
};
const MARKUP = '<b>Review</b>';

let halo: Halo;
let session: Session = ADMIN;
let asked: DistillInput[] = [];

/** Keeps out what a keyword rule names by its source, and finds one pain in all else. */
function distill(input: DistillInput): DistillOutput {
  asked.push(input);
  const keywords = input.rules.filter(({ type }) => type === 'keyword').map(({ text }) => text);
  const verdicts = input.sources.map((source) =>
    keywords.includes(source)
      ? { source, verdict: 'removed' as const, reason: source, insights: {} }
      : { source, verdict: 'distilled' as const, reason: null, insights: { pain_point: 2 } },
  );
  return {
    ...{ distilled: 0, unchanged: 0, skipped: 0, missing: 0, insights: 0, dropped: 0 },
    ...{ inputTokens: 0, outputTokens: 0, notUnderstood: ['Rhyme'] },
    ...(input.dryRun ? { verdicts } : {}),
  };
}

beforeAll(async () => {
  halo = await runningHalo({
    plugin: madeUpPlugin({ distill: async (input) => distill(input) }),
    sessions: { of: () => session },
  });
  const knowledge = knowledgeOf('demo', ['zoom:']);
  for (const [id, title] of [
    ['zoom:one', MARKUP],
    ['zoom:two', 'Kick-off'],
    ['zoom:one/summary', 'No meeting of its own'],
  ] as const) {
    await halo.halo.transaction((tx) =>
      knowledge.replace(tx, {
        ...{ id, title, occurredAt: new Date('2026-03-01T10:00:00Z'), passages: [] },
        audience: { visibility: 'internal', customers: [] },
      }),
    );
  }
});
afterAll(() => halo.stop());
beforeEach(async () => {
  session = ADMIN;
  asked = [];
  await halo.halo.query('delete from learning_rules');
});

const page = async (path = '') => (await fetch(`${halo.url}/learning-rules${path}`)).text();
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${halo.url}/learning-rules${path}`, {
    ...{ method: 'POST', body: new URLSearchParams(form), redirect: 'manual', headers },
  });
const rules = () =>
  halo.halo.query<{ id: string; text: string; paused: boolean }>(
    'select id, text, paused from learning_rules',
  );

describe('the page of the Learning Rules', () => {
  it('says what happens without one', async () => {
    expect(await page()).toContain('There are no rules. Every meeting is distilled.');
  });

  it('tries a rule on the last meetings and changes nothing: what it changes first, as text', async () => {
    const html = await (await post('/try', { type: 'keyword', text: 'zoom:one' })).text();
    expect(html).toContain('It would change 1 of 2.');
    expect(html).toMatch(/&lt;b&gt;Review.*removed; now: pain point × 2.*1 would stay as it is.*Kick-off/s);
    expect(html).not.toContain(MARKUP);
    expect(html).toContain('cannot follow: “Rhyme”');
    expect(asked.map(({ dryRun }) => dryRun)).toEqual([true, true]);
    expect(await rules()).toEqual([]);
  });

  it('saves one, and sends the meetings to be distilled by it', async () => {
    const saved = await post('', { type: 'topic', text: ' Onboarding ' });
    expect(saved.status).toBe(303);
    await halo.idle();
    expect(await rules()).toMatchObject([{ text: 'Onboarding', paused: false }]);
    expect(asked).toEqual([
      {
        sources: ['zoom:one', 'zoom:two'],
        rules: [{ type: 'topic', text: 'Onboarding' }],
        reason: 'rules_changed',
      },
    ]);
    expect(await page('?notice=saved')).toContain('The rules are saved.');
  });

  it('pauses one, resumes it and removes it', async () => {
    await post('', { type: 'topic', text: 'Onboarding' });
    const id = (await rules())[0]?.id ?? '';
    await post('/change', { id, change: 'pause' });
    expect(await rules()).toMatchObject([{ paused: true }]);
    expect(await page()).toContain('Paused');
    await post('/change', { id, change: 'resume' });
    expect(await rules()).toMatchObject([{ paused: false }]);
    await post('/change', { id, change: 'remove' });
    expect(await rules()).toEqual([]);
  });

  it.each([
    ['no words', { type: 'topic', text: ' ' }],
    ['a kind that there is not', { type: 'wish', text: 'Onboarding' }],
  ])('does not take %s, and says what to do', async (_, form) => {
    const refused = await post('', form);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('The rule was not taken.');
    expect(await rules()).toEqual([]);
  });

  it('is for those who may look, and its forms for those who may change', async () => {
    session = { ...ADMIN, permissions: ['integrations:view'] };
    expect(await page()).not.toContain('<form');
    expect((await post('', { type: 'topic', text: 'Onboarding' })).status).toBe(403);
    session = ADMIN;
    const foreign = await post('', { type: 'topic', text: 'x' }, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    expect(await rules()).toEqual([]);
  });
});
