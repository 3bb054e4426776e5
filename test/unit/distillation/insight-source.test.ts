import { describe, expect, it } from 'vitest';
import { toKnowledgePassages } from '../../../plugin/distillation/insight-source.ts';
import type { Insight } from '../../../plugin/distillation/insights.ts';

const insight: Insight = {
  kind: 'feature_request',
  text: 'Dana wants a CSV export.',
  quote: 'could you add a CSV export',
  speaker: 'Dana',
  side: 'customer',
  startMs: 751_400,
  endMs: 755_000,
};

const textOf = (more: Partial<Insight>) => toKnowledgePassages([{ ...insight, ...more }])[0]?.text;

describe('insights as knowledge', () => {
  it('are one passage each, which stands alone, with its metadata', () => {
    expect(toKnowledgePassages([insight])).toEqual([
      {
        text: 'Feature request (Dana, 12:31): Dana wants a CSV export. — “could you add a CSV export”',
        metadata: {
          kind: 'feature_request',
          speaker: 'Dana',
          side: 'customer',
          startMs: 751_400,
          quote: 'could you add a CSV export',
        },
      },
    ]);
  });

  it('name owner and day of an action item', () => {
    const [passage] = toKnowledgePassages([
      { ...insight, kind: 'action_item', owner: 'Lee', due: '2026-03-06' },
    ]);
    expect(passage?.text).toBe(
      'Action item (Dana, 12:31): Dana wants a CSV export. Owner: Lee. Due: 2026-03-06. — “could you add a CSV export”',
    );
    expect(passage?.metadata).toMatchObject({ owner: 'Lee', due: '2026-03-06' });
  });

  it('leave out a speaker nobody knows', () => {
    expect(textOf({ speaker: null })).toMatch(/^Feature request \(12:31\): /);
  });

  it.each([
    [0, '00:00'],
    [59_999, '00:59'],
    [3_723_000, '1:02:03'],
  ])('show %d ms as the player does: %s', (startMs, clock) => {
    expect(textOf({ startMs })).toContain(`(Dana, ${clock})`);
  });

  it('are none when there are none', () => {
    expect(toKnowledgePassages([])).toEqual([]);
  });
});
