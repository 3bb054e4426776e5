import assert from 'node:assert/strict';
import { summaryPassages } from '../../../plugin/recordings/summary-passages.ts';
import { plainText } from '../../../plugin/transcript/plain-text.ts';
import { damagedText, encoded, excerpt, overAndOver } from '../damaged-text.ts';
import type { Random } from '../random.ts';
import { talk } from '../speech.ts';
import { assertInProportion, assertStorable, lengthOf } from '../storable.ts';
import type { Target } from '../target.ts';

/** What Markdown is made of. */
const MARKS: readonly [string, ...string[]] = [
  '# ',
  '\n## ',
  '\n\n',
  '\n- ',
  '\n1. ',
  '\n> ',
  '**',
  '*',
  '_',
  '__',
  '~~',
  '`',
  '```\n',
  '```js\n',
  '[',
  '](https://a.example/b)',
  '![',
  ']',
  '(',
  ')',
  '| a | b |\n',
  '|---|:-:|\n',
  '\n---\n',
  '\n***\n',
  '<br>',
  '<b>',
  '</b>',
  '<a href="x">',
  '<',
  '>',
  '\\',
  '\\*',
  '# #',
  '[x] ',
  '* * *',
  '*_',
  '_*',
  ' ',
  '   ',
  '#',
];

const SUMMARY = `## Quick recap
The **month end report** showed negative stock, see [ticket 4417](https://a.example/4417).

## Next steps
- Engineering: deploy the fix by _Friday_
- [ ] Ann: send \`GIFT-SET-3\` to finance

| Who | What |
|-----|------|
| Bob | check ~~all~~ three |
`;

/** The AI Companion's summary: Markdown, or what a model takes for it, as passages of plain words. */
export const summary: Target = {
  name: 'summary',
  promise: 'a summary is passages of its own words, in proportion to them',
  ending: 'md',
  share: 1,
  make: (random) =>
    encoded(
      random.chance(0.4) ? damagedText(excerpt(SUMMARY, random), MARKS, random) : markdown(random),
      random,
    ),
  check(input) {
    // It comes within JSON, which has been decoded by then.
    const text = plainText(input);
    const [title = ''] = text.split('\n', 1);
    const passages = summaryPassages(title || null, text);
    assertStorable(passages, 'passages');
    for (const passage of passages) assert.ok(passage.trim() !== '', 'a passage says nothing');
    assertInProportion(lengthOf(passages), text.length + title.length, 4, 'passages');
  },
};

function markdown(random: Random): string {
  let text = '';
  for (let fragments = random.below(50); fragments > 0; fragments--) text += fragment(random);
  return text;
}

function fragment(random: Random): string {
  const piece = random.chance(0.6) ? random.pick(MARKS) : talk(random);
  return random.chance(0.001) ? overAndOver(piece, random) : piece;
}
