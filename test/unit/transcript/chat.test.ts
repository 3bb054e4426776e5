import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeChat, parseChat } from '../../../plugin/transcript/chat.ts';

const one = (text: string) => parseChat(text)[0];

describe('one public message', () => {
  it.each([
    ['of a cloud recording', '00:08:22\tAnn Lee:\tgood morning\r\n', 'Ann Lee'],
    [
      'from a name with a blank before the colon',
      '00:08:22\tBoma’s iPhone :\tgood morning\r\n',
      'Boma’s iPhone',
    ],
    ['from a name with a colon', '00:08:22\tAcme: Sales:\tgood morning\r\n', 'Acme: Sales'],
    ['from a name with "to"', '00:08:22\tBorn to Run:\tgood morning\r\n', 'Born to Run'],
    ['of a saved chat', '00:08:22\t From Ann Lee to Everyone:\tgood morning\r\n', 'Ann Lee'],
    ['of a saved chat, on the next line', '00:08:22 From Ann Lee to Everyone:\n\tgood morning\n', 'Ann Lee'],
    ['of an older saved chat', '00:08:22\t From  Ann Lee  to  Everyone : good morning\n', 'Ann Lee'],
    ['of the oldest saved chat', '00:08:22\t From Ann Lee : good morning\n', 'Ann Lee'],
    ['of a sender with "to"', '00:08:22 From Born to Run to Everyone: good morning\n', 'Born to Run'],
  ])('%s', (_form, line, from) => {
    expect(parseChat(line)).toEqual([{ atMs: 502_000, from, kind: 'message', text: 'good morning' }]);
  });

  it('may say things that look like its frame', () => {
    expect(one('00:08:22\tAnn Lee:\tFrom Bob to Everyone:\tsee https://a.example: 10:30\r\n')?.text).toBe(
      'From Bob to Everyone:\tsee https://a.example: 10:30',
    );
  });
});

it.each([
  '00:08:22 From Ann Lee to Bob Ray(Direct Message):\n\tsecret\n',
  '00:08:22\t From Ann Lee to Bob Ray(Privately) : secret\n',
  '00:08:22\t From Ann Lee to Bob Ray:\tsecret\r\n',
])('a direct message is left out with all its lines: %j', (line) => {
  expect(parseChat(`${line}more of it\n`)).toEqual([]);
});

it('a message goes on over several lines', () => {
  expect(
    parseChat('00:00:01\tAnn:\tfirst\n\nsecond\r\n00:00:02\tBob:\tthird\r\n').map(({ text }) => text),
  ).toEqual(['first\n\nsecond', 'third']);
});

it('pasted lines that look like a message do not put words into the mouth of others', () => {
  const messages = parseChat(
    '00:00:01\tAnn:\tas he said\n00:00:09\tBob:\tI resign\r\n00:00:02\tBob:\tno\r\n',
  );
  expect(messages.map(({ from, text }) => [from, text])).toEqual([
    ['Ann', 'as he said\n00:00:09\tBob:\tI resign'],
    ['Bob', 'no'],
  ]);
});

it('a file re-saved with one kind of line end has the same messages', () => {
  const file = '00:00:01\tAnn:\tfirst\r\n00:00:02\tBob:\tsecond\r\n';
  for (const lineEnd of ['\n', '\r'])
    expect(parseChat(file.replaceAll('\r\n', lineEnd))).toEqual(parseChat(file));
});

describe('replies and reactions are told from messages', () => {
  it.each([
    [
      'Replying to "lets try that ag..."\n\nDone!\nReally.',
      { kind: 'reply', text: 'Done!\nReally.', about: 'lets try that ag...' },
    ],
    ['Replying to "a "b" c" \n\n Ok', { kind: 'reply', text: 'Ok', about: 'a "b" c' }],
    ['Reacted to "gm" with ❤️', { kind: 'reaction', text: '❤️', about: 'gm' }],
    ['Reacted to "two\nlines" with 👍🏿', { kind: 'reaction', text: '👍🏿', about: 'two\nlines' }],
    [
      'Reacted to "I said "yes" with care" with 👍',
      { kind: 'reaction', text: '👍', about: 'I said "yes" with care' },
    ],
    [
      'Reacted to https://a.example... with "👍"',
      { kind: 'reaction', text: '👍', about: 'https://a.example...' },
    ],
    ['Hat auf "GM!" mit 👋 reagiert', { kind: 'reaction', text: '👋', about: 'GM!' }],
    ['Reacted to the news', { kind: 'message', text: 'Reacted to the news' }],
    ['Replying to Bob', { kind: 'message', text: 'Replying to Bob' }],
  ])('%j', (words, expected) => {
    expect(one(`00:00:01\tAnn:\t${words}\r\n`)).toEqual({ atMs: 1_000, from: 'Ann', ...expected });
  });
});

describe('a download', () => {
  it.each(['00:00:01\tAnn:\thello\r\n', '\uFEFF\r\n00:00:01 From Ann to Bob: hello', '', '\r\n'])(
    'is a chat, perhaps an empty one: %j',
    (file) => {
      expect(looksLikeChat(Buffer.from(file))).toBe(true);
    },
  );
  it.each([
    'Only the host can download this recording.',
    '<!doctype html><html></html>',
    '{"code":124}',
    'WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.000\r\nAnn: hello\r\n',
  ])('is something else: %j', (file) => {
    expect(looksLikeChat(Buffer.from(file))).toBe(false);
  });
});

it('never fails, and control characters are gone', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('00:00:01\tAnn:\t', '\r\n', '\n', '\0', 'Reacted to "'),
        ),
      ),
      (parts) => {
        for (const { text } of parseChat(parts.join(''))) expect(text).not.toContain('\0');
      },
    ),
  );
});
