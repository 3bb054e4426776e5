import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summaryPassages } from '../../../plugin/recordings/summary-passages.ts';

const sentence = (words: number) => `Word${' word'.repeat(words - 1)}.`;

describe('the passages of an AI summary', () => {
  it('are one for each heading, as plain text with the heading in front', () => {
    const markdown = [
      '## Quick recap',
      'The report showed **negative stock** in two stores.',
      '',
      'The cause is a fault in `returns_booking`.',
      '',
      '## Next steps',
      '- [ ] Engineering: deploy *the fix* by [Thursday](https://example.com/plan).',
      '* Finance: check 3 * 4 boxes of snake_case_name.',
    ].join('\r\n');
    expect(summaryPassages(null, markdown)).toEqual([
      'Quick recap\nThe report showed negative stock in two stores.\nThe cause is a fault in returns_booking.',
      'Next steps\nEngineering: deploy the fix by Thursday.\nFinance: check 3 * 4 boxes of snake_case_name.',
    ]);
  });

  it('begin with the summary’s title, and with headings that have no text of their own', () => {
    expect(summaryPassages('Month end', '# Details\n### Stock\nIt is negative.')).toEqual([
      'Month end: Details: Stock\nIt is negative.',
    ]);
    expect(summaryPassages('Month end', 'It is negative.')).toEqual(['Month end\nIt is negative.']);
    expect(summaryPassages('Month end', '')).toEqual(['Month end']);
  });

  it.each([
    ['a table', '| Who | What |\n|---|:---:|\n| Dana | **Report** |', ['Who, What\nDana, Report']],
    ['rules and fences', 'One\n---\n```json\ntwo\n```\n***\nthree', ['One\ntwo\nthree']],
    ['marks within marks', '***All* of** it, __and _this_ too__', ['All of it, and this too']],
    ['a quotation', '> > said <b>so</b><br/>', ['said so']],
    ['escaped marks', '\\*not emphasis\\* and 1\\. no list', ['*not emphasis* and 1. no list']],
    ['words that look like a tag', 'Send it to <your name>', ['Send it to <your name>']],
    ['what PostgreSQL refuses', 'a\u0000b', ['ab']],
    ['nothing at all', ' \n\n---\n', []],
  ])('of %s hold its words alone', (_, markdown, passages) => {
    expect(summaryPassages(null, markdown)).toEqual(passages);
  });

  it('repeat the heading where its text is cut, after a sentence', () => {
    const passages = summaryPassages(null, `## Long\n${sentence(300)} ${sentence(300)}\n${sentence(20)}`);
    expect(passages.map((text) => text.slice(0, 9))).toEqual(['Long\nWord', 'Long\nWord']);
    expect(passages[0]).toMatch(/word\.$/);
  });

  it('are never longer than 2,000 characters, and lose no word', () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    const words = fc.array(word, { minLength: 1, maxLength: 500 }).map((all) => all.join(' '));
    const line = fc.oneof(
      words,
      words.map((text) => `- **${text}**`),
      words.map((text) => `## ${text}`),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const markdown = lines.join('\n');
        const passages = summaryPassages(null, markdown);
        expect(passages.filter((text) => text.length > 2000)).toEqual([]);
        const kept = new Set(passages.join(' ').match(/[a-z]+/g));
        expect((markdown.match(/[a-z]+/g) ?? []).filter((each) => !kept.has(each))).toEqual([]);
      }),
    );
  });
});
