import assert from 'node:assert/strict';
import { chatPassages, worded } from '../../../plugin/recordings/chat-passages.ts';
import { type ChatMessage, looksLikeChat, parseChat } from '../../../plugin/transcript/chat.ts';
import { plainText } from '../../../plugin/transcript/plain-text.ts';
import { damagedText, encoded, excerpt, overAndOver } from '../damaged-text.ts';
import { CHAT_FILES } from '../originals.ts';
import type { Random } from '../random.ts';
import { clock, talk } from '../speech.ts';
import { assertInProportion, assertInteger, assertStorable, lengthOf } from '../storable.ts';
import type { Target } from '../target.ts';

/** What chat files are made of, in their own places and in others. */
const WRITTEN: readonly [string, ...string[]] = [
  '\t',
  '\n',
  '\r\n',
  '\r',
  ':\t',
  '00:00:41\tAnn Lee:\t',
  '00:00:41 From Ann to Everyone: ',
  '00:01:02\t From Ann Lee to Bob Ray(Direct Message):\t',
  '00:61:00\tAnn:\t',
  '\r\n00:00:41\t :\t',
  '99:59:59\tAnn | Acme:\t',
  ' to ',
  'Replying to "',
  'Replying to "Found it…"\n\n',
  '"',
  '"\r\n',
  'Reacted to "',
  '" with 👍',
  ' with "👍"',
  '...',
  'Hat auf "Ja" mit 👍 reagiert',
  'Removed a 👍 reaction from "Ja"',
  'Everyone',
  'everyone in meeting: ',
  '👍',
];

/** The chat of a meeting, from its bytes to the passages that are searched. */
export const chat: Target = {
  name: 'chat',
  promise: 'a chat is messages from somebody, and passages of nothing but their words',
  ending: 'txt',
  share: 1,
  make: (random) =>
    encoded(
      random.chance(0.4)
        ? damagedText(excerpt(random.pick(CHAT_FILES), random), WRITTEN, random)
        : chatFile(random),
      random,
    ),
  check(input) {
    const messages = parseChat(input);
    assertMessages(messages, plainText(input));
    assert.ok(messages.length === 0 || looksLikeChat(input));
    const passages = chatPassages(messages);
    assertStorable(passages, 'passages');
    for (const { text, startMs, endMs, speakers } of passages)
      assert.ok(text.trim() !== '' && endMs >= startMs && speakers.length > 0);
    const written = lengthOf(messages.map(({ from, text, about = '' }) => from + text + about));
    assertInProportion(
      lengthOf(passages.map(({ text }) => text)),
      written + 4 * messages.length,
      4,
      'passages',
    );
    assert.equal(passages.length === 0, worded(messages).length === 0);
  },
};

function assertMessages(messages: readonly ChatMessage[], text: string): void {
  assertStorable(messages, 'messages');
  for (const { atMs, from } of messages) {
    assertInteger(atMs, 'the time of a message');
    assert.ok(from !== '' && from === from.trim(), 'a message is from nobody');
    assert.doesNotMatch(from, /[\t\n]/);
  }
  const written = lengthOf(messages.map(({ from, text: words, about = '' }) => from + words + about));
  assert.ok(written <= text.length, 'words were made up');
}

function chatFile(random: Random): string {
  let text = '';
  for (let fragments = random.below(40); fragments > 0; fragments--) {
    const time = clock(random).slice(0, 8);
    if (random.chance(0.3)) text += `\r\n${time}\tAnn Lee:\t`;
    else if (random.chance(0.1)) text += `\n${time} From Bob to Everyone: `;
    else text += fragment(random);
  }
  return text.trimStart();
}

function fragment(random: Random): string {
  const piece = random.chance(0.5) ? random.pick(WRITTEN) : talk(random);
  return random.chance(0.001) ? overAndOver(piece, random) : piece;
}
