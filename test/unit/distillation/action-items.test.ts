import { describe, expect, it } from 'vitest';
import { extractBuiltin } from '../../../plugin/distillation/builtin/extract.ts';
import type { SidedTurn } from '../../../plugin/distillation/insights.ts';
import { conversation } from './conversation.ts';

const SMALL_MIDDLE = Array.from({ length: 10 }, (): ['Lee Wong', 'team', string] => [
  'Lee Wong',
  'team',
  'Right.',
]);

const actionItems = (sided: readonly SidedTurn[]) =>
  extractBuiltin(sided, { meetingStart: '2026-02-25T10:00:00Z', kinds: ['action_item'] });

/** One sentence in the middle of a meeting, where position says nothing. */
const said = (text: string) =>
  actionItems(conversation(...SMALL_MIDDLE, ['Dana Reyes', 'customer', text], ...SMALL_MIDDLE));

describe('the built-in extractor, looking for action items', () => {
  it.each<[text: string, owner?: string | undefined, due?: string | undefined, answer?: string]>([
    ["I'll send you the contract by Friday.", 'Dana Reyes', '2026-02-27'],
    ["I'm going to check with our security team.", 'Dana Reyes'],
    ['Let me get back to you on that tomorrow.', 'Dana Reyes', '2026-02-26'],
    ["We'll send you the list next week.", undefined, '2026-03-06'],
    ['Lee, can you share the recording?', 'Lee Wong'],
    ['Could you please send us the invoice?', 'Lee Wong', undefined, 'Sure, will do.'],
    ['Lee will prepare the migration plan by March 3rd.', 'Lee Wong', '2026-03-03'],
    ["Lee'll prepare the migration plan by March 3rd.", 'Lee Wong', '2026-03-03'],
    ['Lee Wong is going to set up the sandbox next week.', 'Lee Wong', '2026-03-06'],
    ["I'd like you to look into the failed imports.", 'Lee Wong', undefined, 'Yes, happy to.'],
    ['The next step is a review of the security questionnaire.'],
    ["Um, so I'll I'll follow up with, uh, the finance team.", 'Dana Reyes'],
    ["I'll find out why our users can't log in.", 'Dana Reyes'],
    ["I'll check whether we can move the date.", 'Dana Reyes'],
    ["I can't promise that, but I'll check with finance.", 'Dana Reyes'],
    ['Please forward the export to our admin.', 'Lee Wong', undefined, 'Of course.'],
  ])('finds %s', (text, owner, due, answer) => {
    const sided = conversation(
      ...SMALL_MIDDLE,
      ['Dana Reyes', 'customer', text],
      ...(answer ? [['Lee Wong', 'team', answer] as ['Lee Wong', 'team', string]] : []),
      ['Dana Reyes', 'customer', 'Fine.'],
      ...SMALL_MIDDLE,
    );
    const [item, ...others] = actionItems(sided);
    expect(others).toEqual([]);
    expect(item).toMatchObject({ quote: text });
    expect(item?.owner).toBe(owner);
    expect(item?.due).toBe(due);
  });

  it.each([
    "I'll share my screen.",
    "I'll start with a quick overview.",
    'Can you hear me?',
    'Can you see my screen?',
    "I won't send you the contract.",
    'I already sent the contract to you.',
    'Did you send the contract yesterday?',
    'We would have sent the contract.',
    'If I were you, I will check the contract.',
    'You have to press the button twice.',
    'When users open it, the app will send an email.',
    "We don't need to send the report.",
    'Should we send the report?',
    "If it breaks again, I'll call you.",
    "I can't send you the report.",
    'It will update the record.',
    'That will fix the problem.',
    "I'll be on vacation and check the beach.",
    'We will be rich.',
    'Sounds good.',
  ])('does not find one in: %s', (text) => {
    expect(said(text)).toEqual([]);
  });

  it('reads an assignment as one when the meeting is ending, and as talk before that', () => {
    const text = 'You will work on the user interface concept.';
    expect(said(text)).toEqual([]);
    const ending = conversation(...SMALL_MIDDLE, ...SMALL_MIDDLE, ['Dana Reyes', 'customer', text]);
    expect(actionItems(ending).map((draft) => draft.quote)).toEqual([text]);
  });

  it('finds a promise in a transcript of one sentence', () => {
    const sided = conversation(['Dana', 'customer', "I'll send you the contract."]);
    expect(actionItems(sided)).toHaveLength(1);
  });

  it('takes promises from both sides', () => {
    const promise = "I'll send the notes tomorrow.";
    for (const side of ['team', 'customer', 'unknown'] as const) {
      const sided = conversation(...SMALL_MIDDLE, ['Dana', side, promise], ...SMALL_MIDDLE);
      expect(actionItems(sided)).toHaveLength(1);
    }
  });

  it('gives a request that nobody takes on no owner', () => {
    expect(said('Could you please send us the invoice?')[0]).not.toHaveProperty('owner');
  });

  it('gives the promise of a speaker without a name no owner', () => {
    const sided = conversation(...SMALL_MIDDLE, [null, 'unknown', "I'll send the notes."], ...SMALL_MIDDLE);
    expect(actionItems(sided)[0]).not.toHaveProperty('owner');
  });
});
