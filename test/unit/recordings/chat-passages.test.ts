import { describe, expect, it } from 'vitest';
import { chatPassages } from '../../../plugin/recordings/chat-passages.ts';
import type { ChatMessage } from '../../../plugin/transcript/chat.ts';

const message = (from: string, text: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  atMs: 1_000,
  from,
  kind: 'message',
  text,
  ...more,
});
const reply = (from: string, text: string, about: string) => message(from, text, { kind: 'reply', about });
const texts = (...messages: ChatMessage[]) => chatPassages(messages).map(({ text }) => text);

describe('the passages of a chat', () => {
  it('hold whole messages with who wrote them, and know when', () => {
    const messages = [
      message('Ann', 'hello'),
      message('Bob', 'hi\nall', { atMs: 5_000 }),
      message('Ann', 'so'),
    ];
    expect(chatPassages(messages)).toEqual([
      { text: 'Ann: hello\nBob: hi\nall\nAnn: so', startMs: 1_000, endMs: 5_000, speakers: ['Ann', 'Bob'] },
    ]);
  });

  it('have no reaction in them: an emoji on the words of somebody else is not a message', () => {
    expect(
      texts(message('Ann', 'hello'), message('Bob', '👍', { kind: 'reaction', about: 'hello' })),
    ).toEqual(['Ann: hello']);
  });

  it('are none where nobody wrote a word', () => {
    expect(texts(message('Ann', ''), message('Bob', '👍', { kind: 'reaction', about: 'hello' }))).toEqual([]);
  });

  it('begin anew where the next message would make one longer than 2,000 characters', () => {
    const exact = message('Ann', 'a'.repeat(995));
    expect(texts(exact, { ...exact, text: 'b'.repeat(994) }).map(({ length }) => length)).toEqual([2_000]);
    expect(texts(exact, { ...exact, text: 'b'.repeat(995) }).map(({ length }) => length)).toEqual([
      1_000, 1_000,
    ]);
  });

  it('have the pieces of a longer message, each with who wrote it, and lose none of it', () => {
    const words = Array.from({ length: 900 }, (_, index) => `word${index}`).join(' ');
    const pieces = texts(message('Ann', words), message('Bob', 'wow'));
    expect(pieces.every((text) => text.length <= 2_000 && text.startsWith('Ann: '))).toBe(true);
    const written = pieces.map((text) => text.slice('Ann: '.length)).join(' ');
    expect(written).toBe(`${words}\nBob: wow`);
  });

  it('say what a reply answers, as a quotation, unless it stands right above', () => {
    const question = message('Ann', 'Does it\nrun on Fridays?');
    const about = 'Does it run on...';
    expect(texts(question, reply('Bob', 'Yes.', about))).toEqual([
      'Ann: Does it\nrun on Fridays?\nBob: Yes.',
    ]);
    expect(texts(question, message('Cy', 'Hm.'), reply('Bob', 'Yes.', about))).toEqual([
      'Ann: Does it\nrun on Fridays?\nCy: Hm.\nBob (replying to "Does it run on"): Yes.',
    ]);
  });

  it('quote no more than tells which message it was', () => {
    const [text = ''] = texts(reply('Bob', 'Yes.', 'long '.repeat(1_000)));
    expect(text.length).toBeLessThan(150);
    expect(text).toMatch(/"\): Yes\.$/);
  });

  it('are named after their writers, however long the name is', () => {
    const name = 'n'.repeat(400);
    const passages = chatPassages([message(name, 'x'.repeat(5_000))]);
    expect(passages.every(({ text, speakers }) => text.length <= 2_000 && speakers[0] === name)).toBe(true);
  });
});
