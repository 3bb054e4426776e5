import { describe, expect, it } from 'vitest';
import { judgeTopics } from '../../../plugin/distillation/topic-judgement.ts';
import { conversation } from './conversation.ts';
import { modelThatAnswers, questionsTo } from './prepared-model.ts';

const CALL = conversation(['Dana Reyes', 'customer', 'The export is very slow.']);

describe('topics judged by a model', () => {
  const rules = [
    { type: 'topic' as const, text: 'Pricing' },
    { type: 'topic' as const, text: 'Performance' },
  ];

  it('distil a meeting in which it finds one, whatever the words are', async () => {
    const questions = questionsTo(modelThatAnswers({ matched: [2] }));
    expect(await judgeTopics(questions, rules, 'Weekly', CALL)).toBeNull();
  });

  it('skip one in which it finds none, with the reason, whatever the title is', async () => {
    const questions = questionsTo(modelThatAnswers({ matched: [] }));
    expect(await judgeTopics(questions, rules, 'Pricing', CALL)).toContain('“Performance”');
  });

  it('are looked for in every piece of a long meeting, until one is found', async () => {
    const speech = Array.from({ length: 10_000 }, (_, at) => `word${at}`).join(' ');
    const model = modelThatAnswers({ matched: [] }, { matched: [1] }, { matched: [] });
    const long = conversation(['Dana Reyes', 'customer', speech]);
    expect(await judgeTopics(questionsTo(model), rules, 'Weekly', long)).toBeNull();
    expect(model.asked).toHaveLength(2);
  });

  it.each([
    ['let through', 'Prices for 2027', null],
    ['held back', 'Weekly', expect.stringContaining('“Pricing”')],
  ])('are judged by their words when the answer is no answer: %s', async (_, title, heldBack) => {
    const questions = questionsTo(modelThatAnswers({ matched: [9] }));
    expect(await judgeTopics(questions, rules, title, CALL)).toEqual(heldBack);
  });

  it('ask nothing when there are none', async () => {
    const model = modelThatAnswers({ matched: [] });
    expect(await judgeTopics(questionsTo(model), [], 'Weekly', CALL)).toBeNull();
    expect(model.asked).toEqual([]);
  });
});
