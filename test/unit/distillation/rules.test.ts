import { describe, expect, it } from 'vitest';
import { keywordHit, type Rule, textsBySpeaker, topicGate } from '../../../plugin/distillation/rules.ts';

const keyword = (text: string): Rule => ({ type: 'keyword', text });
const topic = (text: string): Rule => ({ type: 'topic', text });

describe('keyword rules', () => {
  it.each([
    ['the phrase as written', 'internal only', 'This is internal only.'],
    ['another case', 'Internal Only', 'this is INTERNAL ONLY'],
    ['a line break inside the phrase', 'internal only', 'this is internal\n  only'],
    ['a no-break space', 'internal only', 'this is internal\u00a0only'],
    ['full-width letters', 'NDA', 'under ＮＤＡ'],
    ['a combining accent', 'résumé', 'the re\u0301sume\u0301 of Dana'],
    ['a typographic apostrophe', "don't share", 'Please don’t share this'],
    ['a zero-width space inside a word', 'confidential', 'confi\u200bdential'],
    ['the inside of a longer word', 'personal', 'That was impersonal.'],
    ['the German sharp s', 'STRASSE', 'die Straße'],
    ['white space around the rule', '  confidential ', 'confidential'],
  ])('keep out a meeting with %s', (_, phrase, text) => {
    expect(keywordHit([keyword(phrase)], ['Weekly call', text])).toEqual(keyword(phrase));
  });

  it.each([
    ['another phrase', 'internal only', 'only internal'],
    ['the words apart', 'internal only', 'internal and only'],
    ['an empty rule', '   ', 'anything'],
  ])('let in a meeting with %s', (_, phrase, text) => {
    expect(keywordHit([keyword(phrase)], [text])).toBeUndefined();
  });

  it('look at the title', () => {
    expect(keywordHit([keyword('board')], ['Board prep', 'Hello.'])).toEqual(keyword('board'));
  });

  it('do not join the end of one text with the beginning of the next', () => {
    expect(keywordHit([keyword('internal only')], ['it is internal', 'only he knows'])).toBeUndefined();
  });

  it('hit a phrase that runs over two turns of one speaker', () => {
    const said = [
      { speaker: 'Ana', text: 'it is internal' },
      { speaker: 'Ben', text: 'Right.' },
      { speaker: 'Ana', text: 'only, she said' },
    ];
    const rule = keyword('internal only');
    expect(keywordHit([rule], textsBySpeaker(said))).toEqual(rule);
  });

  it('name the first rule that hits', () => {
    expect(keywordHit([keyword('absent'), keyword('b'), keyword('a')], ['a b'])).toEqual(keyword('b'));
  });

  it('are the only rules that keep out', () => {
    expect(
      keywordHit([topic('secret'), { type: 'instruction', text: 'secret' }], ['secret']),
    ).toBeUndefined();
  });
});

describe('topic rules', () => {
  const turns = (...texts: string[]) => texts.map((text) => ({ text }));

  it('distil everything when there are none', () => {
    expect(topicGate([keyword('x'), { type: 'instruction', text: 'only pricing' }], 'Any', [])).toBeNull();
  });

  it.each([
    ['named in the title', 'Pricing discussions', 'Acme: prices for 2027', []],
    [
      'spoken of more than once',
      'Onboarding',
      'Weekly',
      ['The onboarding went well.', 'How do we onboard the rest?'],
    ],
    ['spoken of in other words', 'Pricing', 'Weekly', ['What is your budget?', 'We need a discount.']],
    ['made of general words only', 'Customer calls', 'Acme customer call', []],
    ['not in English', 'Preisverhandlung', 'Preisverhandlung mit Acme', []],
  ])('distil a meeting whose topic is %s', (_, text, title, said) => {
    expect(topicGate([topic(text)], title, turns(...said))).toBeNull();
  });

  it.each([
    ['not spoken of', 'Pricing', 'Weekly', ['We had lunch.', 'See you.']],
    ['a passing remark', 'Onboarding', 'Weekly', ['After onboarding you went on holiday.']],
    [
      'named by general words alone',
      'Pricing discussions',
      'Discussion with a customer',
      ['A good discussion.'],
    ],
    [
      'covered by less than half',
      'Mobile app crash reports',
      'Weekly',
      ['The app is nice.', 'The app again.'],
    ],
  ])('skip a meeting whose topic is %s, with the reason', (_, text, title, said) => {
    expect(topicGate([topic(text)], title, turns(...said))).toContain(`“${text}”`);
  });

  it('are joined by OR, and all named where none matches', () => {
    const either = [topic('Pricing'), topic('Security review')];
    expect(topicGate(either, 'Security review with Acme', [])).toBeNull();
    expect(topicGate(either, 'Lunch', [])).toContain('“Pricing”, “Security review”');
  });

  it('ignore a rule without a word', () => {
    expect(topicGate([topic(' – ')], 'Weekly', [])).toBeNull();
  });
});
