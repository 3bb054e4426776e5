import { describe, expect, it } from 'vitest';
import type { InsightKind } from '../../../plugin/distillation/insights.ts';
import { planInstructions } from '../../../plugin/distillation/instructions.ts';

const ALL: InsightKind[] = ['pain_point', 'feature_request', 'action_item', 'pricing', 'product_feedback'];
const plan = (...texts: string[]) =>
  planInstructions(texts.map((text) => ({ type: 'instruction' as const, text })));

describe('instruction rules, read without a model', () => {
  it.each<[string[], InsightKind[]]>([
    [[], ALL],
    [['Focus on action items, skip small talk'], ['action_item']],
    [['Focus on action items and customer commitments'], ['action_item']],
    [['only pricing'], ['pricing']],
    [['Only extract pricing and feature requests'], ['feature_request', 'pricing']],
    [['Ignore pricing'], ALL.filter((kind) => kind !== 'pricing')],
    [['Do not include budgets or complaints'], ['feature_request', 'action_item', 'product_feedback']],
    [['Focus on pain points and ignore pricing'], ['pain_point']],
    [
      ['only pricing', 'only next steps'],
      ['action_item', 'pricing'],
    ],
    [['only pricing', 'ignore pricing'], []],
    [['Skip small talk'], ALL],
    [['Include a summary'], [...ALL, 'summary']],
    [['Capture action items'], ALL],
  ])('%j extracts %j', (texts, kinds) => {
    expect(plan(...texts).kinds).toEqual(kinds);
  });

  it('may ask for small talk to be left out, which it always is', () => {
    expect(plan('Focus on action items, skip small talk').notUnderstood).toEqual([]);
  });

  it('own up to what was not understood, and still follow the rest', () => {
    const result = plan('Only pricing; translate names into Klingon', 'Mention the mood of the customer');
    expect(result.kinds).toEqual(['pricing']);
    expect(result.notUnderstood).toEqual([
      'translate names into Klingon',
      'Mention the mood of the customer',
    ]);
  });

  it('are the only rules read', () => {
    expect(planInstructions([{ type: 'keyword', text: 'only pricing' }])).toEqual({
      kinds: ALL,
      notUnderstood: [],
    });
  });
});
