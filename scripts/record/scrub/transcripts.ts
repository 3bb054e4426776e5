import { labelEnd } from '../../../plugin/transcript/labels.ts';
import type { Dictionary } from './dictionary.ts';
import { replacedPerson, replacedText } from './texts.ts';

const LINES = /([^\r\n]*)(\r\n|\r|\n|$)/g;
const TIMES = /^\s*[\d:.,]+\s+-->\s+[\d:.,]+(\s+[a-z]+:[\w.%,-]+)*\s*$/;
const VOICE = /^<v(?:\.[\w.]+)? ([^>]+)>/;
const BEFORE_TEXT = /^(\uFEFF?WEBVTT\b|\d+$)/;

export const isVtt = (text: string): boolean => /^\uFEFF?WEBVTT\b/.test(text);

/** A transcript with its times, its cues and its line ends; the words are others, and so is who says them. */
export function replacedVtt(dictionary: Dictionary, vtt: string): string {
  let inCue = false;
  return vtt.replace(LINES, (_whole, line: string, end: string) => {
    if (TIMES.test(line)) {
      inCue = true;
      return `${line}${end}`;
    }
    if (line.trim() === '') inCue = false;
    return `${inCue ? spokenLine(dictionary, line) : otherLine(dictionary, line)}${end}`;
  });
}

function spokenLine(dictionary: Dictionary, line: string): string {
  const voice = VOICE.exec(line);
  if (voice) {
    const [tag, name = ''] = voice;
    return (
      tag.replace(name, () => replacedPerson(dictionary, name)) + said(dictionary, line.slice(tag.length))
    );
  }
  const end = labelEnd(line, 0);
  if (end < 0) return said(dictionary, line);
  return `${replacedPerson(dictionary, line.slice(0, end))}${said(dictionary, line.slice(end))}`;
}

/** The number of a cue and the file's first word stay; a note may hold anything. */
function otherLine(dictionary: Dictionary, line: string): string {
  const [kept = ''] = BEFORE_TEXT.exec(line) ?? [];
  return `${kept}${said(dictionary, line.slice(kept.length))}`;
}

const said = (dictionary: Dictionary, text: string): string => replacedText(dictionary, 'text', text);

const CHAT = /^(\d{2}:\d{2}:\d{2}\t)([^\t\n]{1,200})(:\t)/;
const SAVED_CHAT = /^(\d{2}:\d{2}:\d{2}[ \t]{1,8}From )([^\t\n:]{1,400}?)( to Everyone)?(:\s)/i;
/** Zoom's own words around what is answered to. */
const QUOTES = [/^(Replying to ")(.*?)(".*)$/s, /^(Reacted to ")(.*)(" with .*)$/s];

export const isChat = (text: string): boolean => CHAT.test(text) || SAVED_CHAT.test(text);

/** A chat with its times and its line ends; the messages are others, and so is who wrote them. */
export function replacedChat(dictionary: Dictionary, chat: string): string {
  return chat.replace(LINES, (_whole, line: string, end: string) => `${chatLine(dictionary, line)}${end}`);
}

function chatLine(dictionary: Dictionary, line: string): string {
  const [header, time = '', from = '', ...rest] = CHAT.exec(line) ?? SAVED_CHAT.exec(line) ?? [];
  if (header === undefined) return written(dictionary, line);
  const behind = rest.map((part) => part ?? '').join('');
  return `${time}${replacedPerson(dictionary, from)}${behind}${written(dictionary, line.slice(header.length))}`;
}

function written(dictionary: Dictionary, words: string): string {
  const quote = QUOTES.map((form) => form.exec(words)).find((match) => match !== null);
  if (!quote) return said(dictionary, words);
  const [, before = '', about = '', after = ''] = quote;
  const [frame = '', reply = ''] = /^(" with |")(.*)$/s.exec(after)?.slice(1) ?? [];
  return `${before}${said(dictionary, about)}${frame}${said(dictionary, reply)}`;
}

/** Everybody who is named as speaking or writing, so that they are known before any text is replaced. */
export function learnNames(dictionary: Dictionary, text: string): void {
  for (const [, line = ''] of text.matchAll(LINES)) {
    const label = isVtt(text) ? line.slice(0, Math.max(labelEnd(line, 0), 0)) : '';
    const name = VOICE.exec(line)?.[1] ?? (CHAT.exec(line) ?? SAVED_CHAT.exec(line))?.[2] ?? label;
    if (name !== '') replacedPerson(dictionary, name);
  }
}
