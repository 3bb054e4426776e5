import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractBuiltin } from '../../../plugin/distillation/builtin/extract.ts';
import { splitSentences } from '../../../plugin/distillation/builtin/sentences.ts';
import { INSIGHT_KINDS } from '../../../plugin/distillation/insights.ts';
import { conversation } from './conversation.ts';

const extract = (...lines: Parameters<typeof conversation>) =>
  extractBuiltin(conversation(...lines), { meetingStart: '2026-02-25T10:00:00Z', kinds: INSIGHT_KINDS });

describe('the built-in extractor', () => {
  it('says it in a clean sentence and quotes it as it was said', () => {
    expect(extract(['Dana', 'customer', 'Yeah, um, so the the export, uh, keeps timing out on us'])).toEqual([
      {
        kind: 'pain_point',
        text: 'The export keeps timing out on us.',
        quote: 'Yeah, um, so the the export, uh, keeps timing out on us',
      },
    ]);
  });

  it('cuts a long sentence between its characters, were they nothing but emoji: half of one cannot be stored', () => {
    const [draft] = extract(['Dana', 'customer', `broken,${'😀'.repeat(117)}`]);
    expect(draft?.text).toBe(`Broken,${'😀'.repeat(96)}…`);
  });

  it('takes a lone price word as a passing remark, and the same word among others as a discussion', () => {
    const remark = 'Acme has another subscription.';
    expect(extract(['Dana', 'customer', remark])).toEqual([]);
    const quotes = extract(['Dana', 'customer', `${remark} What is your price for ten users?`]).map(
      (d) => d.quote,
    );
    expect(quotes).toContain(remark);
  });

  it('looks only for the kinds asked for', () => {
    const sided = conversation([
      'Dana',
      'customer',
      'The export keeps timing out. How much is the pro plan per seat?',
    ]);
    const options = { meetingStart: '2026-02-25T10:00:00Z', kinds: ['pricing'] as const };
    expect(extractBuiltin(sided, options).map((draft) => draft.kind)).toEqual(['pricing']);
  });

  it('tells a pain once, not again as feedback', () => {
    const kinds = extract(['Dana', 'customer', 'The dashboard is confusing and it keeps crashing.']).map(
      (d) => d.kind,
    );
    expect(kinds).toEqual(['pain_point']);
  });

  it('finds nothing in small talk', () => {
    expect(
      extract(
        ['Dana', 'customer', 'Hi, how are you? How was your weekend?'],
        ['Lee', 'team', "Great, thanks. The weather was awful, but we'll manage."],
        ['Dana', 'customer', 'Can you see my screen? I think I was on mute.'],
      ),
    ).toEqual([]);
  });

  it('keeps the strongest of a kind when an hour holds too many', () => {
    const weak = Array.from({ length: 40 }, (_, at): [string, 'customer', string] => [
      `Guest ${at}`,
      'customer',
      `We can't open file ${at}.`,
    ]);
    const strong = 'It is really frustrating, our biggest problem is that the export keeps crashing.';
    const quotes = extract(...weak, ['Dana', 'customer', strong]).map((draft) => draft.quote);
    expect(quotes.length).toBeLessThan(20);
    expect(quotes).toContain(strong);
  });

  it('finds nothing in an empty meeting', () => {
    expect(extract()).toEqual([]);
  });

  it('quotes sentences of the transcript, whatever is said', () => {
    const words = fc.constantFrom(
      'I will send',
      'the price',
      'is broken',
      'we wish',
      'Dr. Lee',
      'um',
      'by Friday',
      '.',
      '?',
      '…',
      '😀',
      '合同',
    );
    const text = fc.array(words, { minLength: 1, maxLength: 40 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (texts) => {
        const lines = texts.map((line): ['Dana', 'customer', string] => ['Dana', 'customer', line]);
        for (const draft of extract(...lines))
          expect(texts.some((line) => line.includes(draft.quote))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('sentences', () => {
  it.each([
    ['at full stops', 'One. Two? Three!', ['One.', 'Two?', 'Three!']],
    ['not at a title', 'I met Dr. Smith today. Good.', ['I met Dr. Smith today.', 'Good.']],
    ['not at a decimal point', 'It costs 4.50 euros.', ['It costs 4.50 euros.']],
  ])('end %s', (_, text, sentences) => {
    expect(splitSentences(text)).toEqual(sentences);
  });

  it('are cut when a transcript has no full stops, without losing a word', () => {
    const text = Array.from({ length: 400 }, (_, at) => `word${at}${at % 9 === 0 ? ',' : ''}`).join(' ');
    const sentences = splitSentences(text);
    expect(Math.max(...sentences.map((sentence) => sentence.length))).toBeLessThanOrEqual(240);
    expect(sentences.join(' ')).toBe(text);
  });
});
