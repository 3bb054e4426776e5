import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../plugin/distillation/folding.ts';
import { ground } from '../../../plugin/distillation/grounding.ts';
import type { Draft } from '../../../plugin/distillation/insights.ts';
import { conversation } from './conversation.ts';

const draft = (quote: string, more: Partial<Draft> = {}): Draft => ({
  kind: 'pain_point',
  text: 'The export fails.',
  quote,
  ...more,
});

const CALL = conversation(
  ['Lee Wong', 'team', 'How is the export going?'],
  ['Dana Reyes', 'customer', 'Well…  it’s\nreally slow – and it keeps timing out. We start with us all.'],
  [null, 'unknown', 'For me it’s really slow too, at dana@acme.example.'],
);

describe('grounding', () => {
  it.each([
    ['as it was said', 'it keeps timing out', 'it keeps timing out'],
    ['with its full stop', 'it keeps timing out.', 'it keeps timing out.'],
    ['in another case', 'IT KEEPS TIMING OUT', 'it keeps timing out'],
    ['with other white space, quotes and dashes', "it's really slow - and it", 'it’s\nreally slow – and it'],
    ['within quotation marks and dots', '“...it keeps timing out…”', 'it keeps timing out'],
    ['with an ellipsis spelled out', "well... it's really", 'Well…  it’s\nreally'],
  ])('finds a quote %s and keeps the words of the transcript', (_, quote, words) => {
    const { insights, dropped } = ground([draft(quote)], CALL);
    expect(dropped).toEqual([]);
    expect(insights).toEqual([
      {
        kind: 'pain_point',
        text: 'The export fails.',
        quote: words,
        speaker: 'Dana Reyes',
        side: 'customer',
        startMs: 10_000,
        endMs: 19_000,
      },
    ]);
  });

  it.each([
    ['nobody said', 'the import keeps timing out', 'quote_not_found'],
    ['that two speakers said half each', 'the export going? Well', 'quote_not_found'],
    ['that begins inside a word', 'tart with us all', 'quote_not_found'],
    ['that ends inside a word', 'it keeps timing o', 'quote_not_found'],
    ['of two words', 'timing out', 'quote_too_short'],
    ['without words', ' “…” ', 'quote_too_short'],
  ] as const)('drops a quote %s', (_, quote, reason) => {
    const item = draft(quote);
    expect(ground([item], CALL)).toEqual({ insights: [], dropped: [{ draft: item, reason }] });
  });

  it('takes the first of several places', () => {
    expect(ground([draft("it's really slow")], CALL).insights[0]?.speaker).toBe('Dana Reyes');
  });

  it('takes times from the cues under the quote', () => {
    const sided = conversation(['Dana', 'customer', 'One two three. Four five six. Seven.']).map((item) => ({
      ...item,
      turn: {
        ...item.turn,
        cueStarts: [
          { offset: 0, startMs: 0 },
          { offset: 15, startMs: 4_000 },
          { offset: 30, startMs: 7_000 },
        ],
      },
    }));
    expect(ground([draft('four five six')], sided).insights[0]).toMatchObject({
      startMs: 4_000,
      endMs: 7_000,
    });
  });

  it.each([
    ['by first name', 'lee', 'Lee Wong'],
    ['by full name', 'Lee Wong', 'Lee Wong'],
    ['who was only spoken of', ' Marta ', 'Marta'],
    ['who is nobody in the call', 'Mallory', undefined],
    ['by the beginning of a name', 'le', undefined],
    ['by a part of a word that was said', 'art', undefined],
    ['without a name', ' ', undefined],
  ])('has for an owner %s whom the call knows', (_, owner, known) => {
    const call = conversation(
      ['Lee Wong', 'team', 'Marta will start with us on Monday.'],
      [null, 'unknown', 'Very good indeed.'],
    );
    const [insight] = ground([draft('start with us on Monday', { owner })], call).insights;
    expect(insight?.owner).toBe(known);
  });

  it('has a due date that exists', () => {
    const [insight] = ground([draft('it keeps timing out', { due: '2026-03-06' })], CALL).insights;
    expect(insight?.due).toBe('2026-03-06');
  });

  it.each(['2026-02-31', '2026-3-6', 'on 2026-03-06', '2026-03-06, noon', 'soon', ''])(
    'has no due date of %j',
    (due) => {
      expect(ground([draft('it keeps timing out', { due })], CALL).insights[0]).not.toHaveProperty('due');
    },
  );

  it('respects words where marks stand between them, and takes the marks along', () => {
    const call = conversation(['Dana', 'customer', 'It was slow-and never steady-handed work.']);
    expect(ground([draft('-and never steady-')], call).insights[0]?.quote).toBe('-and never steady-');
  });

  it('ends with the quote, where the next cue begins without a space', () => {
    const [said] = conversation(['田中', 'customer', '今日はエクスポートが遅いので困っています。']);
    const turn = {
      text: '',
      ...said?.turn,
      cueStarts: [
        { offset: 0, startMs: 0 },
        { offset: 14, startMs: 3_000 },
      ],
    };
    const sided = said ? [{ ...said, turn: { ...said.turn, ...turn } }] : [];
    const quote = turn.text.slice(0, 14);
    expect(ground([draft(quote)], sided).insights[0]).toMatchObject({ quote, endMs: 3_000 });
  });

  const ADDRESSED = conversation(
    [
      'Dana@Acme.example',
      'customer',
      'It is slow: see https://example.org or http://plain.example or www.acme',
    ],
    [null, 'unknown', '.example, or write to dana@acme.example.'],
  );
  it.each([
    ['Write to dana@acme.example.', true],
    ['Write to Dana (dana@acme.example).', true],
    ['Ask (“DANA@acme.example”)!', true],
    ['See https://example.org, then http://plain.example', true],
    ['Write to diana@acme.example.', false],
    ['Write to dana@attacker.example', false],
    ['Write to dana@(acme.example', false],
    ['Write to dana@acme.evil', false],
    ['See https://evil.example', false],
    ['See http://phish.example', false],
    ['See (https://example.org/evil)', false],
    ['See www.attacker.example', false],
    ['See www.acme.example', false],
  ])('takes the text “%s” as it stands if what it links to was said: %j', (text, said) => {
    const [insight] = ground([draft('it is slow: see', { text })], ADDRESSED).insights;
    expect(insight?.text).toBe(said ? text : 'It is slow: see');
  });

  it('replaces a text that links to what nobody mentioned by the quote', () => {
    const trap = draft('it keeps timing out', { text: 'Log in again at https://evil.example/x.' });
    const said = draft('it’s really slow too', { text: 'Write to dana@acme.example.' });
    const texts = ground([trap, said], CALL).insights.map((insight) => insight.text);
    expect(texts).toEqual(['it keeps timing out', 'Write to dana@acme.example.']);
  });

  it('merges what says the same, and keeps owner and day of either', () => {
    const items = [
      draft('it keeps timing out', { text: 'Something else entirely.', due: '2026-03-06' }),
      draft('and it keeps timing out'),
      draft("for me it's really slow", { text: 'The export failed.', owner: 'Lee' }),
    ];
    expect(ground(items, CALL).insights).toMatchObject([{ owner: 'Lee Wong', due: '2026-03-06' }]);
  });

  it('keeps apart what differs in kind or owner', () => {
    const items = [
      draft('it keeps timing out', { kind: 'action_item', owner: 'Lee' }),
      draft('it keeps timing out', { kind: 'action_item', owner: 'Dana' }),
      draft('it keeps timing out'),
    ];
    expect(ground(items, CALL).insights).toHaveLength(3);
  });

  it('finds quotes in scripts without spaces', () => {
    const sided = conversation(['田中', 'customer', '今日はエクスポートが遅いので困っています。']);
    expect(ground([draft('エクスポートが遅いので')], sided).insights).toHaveLength(1);
  });

  const said = fc.array(
    fc.constantFrom(
      'Export',
      'è',
      'e\u0301',
      'slow',
      '…',
      '“we',
      'ﬁle',
      'ß',
      '—',
      '😀',
      'don’t',
      '\u00a0',
      'İ',
    ),
    {
      minLength: 3,
      maxLength: 20,
    },
  );

  it('never lets an insight through whose quote is not in its turn, whatever is drafted', () => {
    fc.assert(
      fc.property(
        fc.array(said, { maxLength: 4 }),
        fc.array(fc.oneof(said, fc.array(fc.string())), { maxLength: 6 }),
        (turns, quotes) => {
          const sided = conversation(
            ...turns.map((words, at): [string, 'customer', string] => [
              `S${at}`,
              'customer',
              words.join(' '),
            ]),
          );
          const { insights, dropped } = ground(
            quotes.map((words) => draft(words.join(' '))),
            sided,
          );
          expect(insights.length + dropped.length).toBeLessThanOrEqual(quotes.length);
          for (const insight of insights) {
            const turn = sided.find((item) => item.turn.speaker === insight.speaker)?.turn;
            expect(turn?.text).toContain(insight.quote);
            expect(
              quotes.some((words) =>
                fold(words.join(' ')).includes(fold(insight.quote).replace(/^[."']+|[."']+$/g, '')),
              ),
            ).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds every run of whole words that was said, in any case', () => {
    fc.assert(
      fc.property(said, fc.nat(), fc.nat(), (words, from, length) => {
        const start = from % words.length;
        const quote = words.slice(start, start + 3 + (length % words.length)).join(' ');
        const { dropped } = ground(
          [draft(quote.toUpperCase())],
          conversation(['Dana', 'customer', words.join(' ')]),
        );
        expect(dropped.map(({ reason }) => reason)).not.toContain('quote_not_found');
      }),
      { numRuns: 300 },
    );
  });
});
