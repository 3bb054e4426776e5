import { plainText } from './plain-text.ts';
import { readTimestamp } from './timestamp.ts';

/** One public message of the meeting's chat. */
export interface ChatMessage {
  /** From the start of the recording in a cloud recording's file. */
  atMs: number;
  from: string;
  kind: 'message' | 'reply' | 'reaction';
  /** The words; of a reaction its emoji. */
  text: string;
  /** The message that is replied or reacted to, as Zoom quotes it: often only its first characters and `...`. */
  about?: string;
}

// A label longer than this is no label; the limit also keeps the search for its end short.
const CLOUD = /^(\d{2}:\d{2}:\d{2})\t([^\t\n]{1,200}):\t/;
const SAVED = /^(\d{2}:\d{2}:\d{2})[ \t]{1,8}From ([^\t\n:]{1,400}):(?:\s|$)/;
const EVERYONE = /^everyone(?: in (?:the )?meeting)?$/i;

// Zoom writes replies and reactions out in the language of the sender's client: one meeting's file has both English and
// German. In a language that is not here they stay messages.
const KINDS: readonly { kind: 'reply' | 'reaction'; form: RegExp }[] = [
  { kind: 'reply', form: /^Replying to "(?<about>[\s\S]*?)"[ \t]*\r?\n\s*(?<text>[\s\S]*)$/ },
  { kind: 'reaction', form: /^Reacted to "(?<about>[\s\S]*)" with "?(?<text>[^\s"]{1,40})"?$/ },
  { kind: 'reaction', form: /^Reacted to (?<about>[\s\S]*) with "(?<text>[^\s"]{1,40})"$/ },
  { kind: 'reaction', form: /^Hat auf "(?<about>[\s\S]*)" mit "?(?<text>[^\s"]{1,40})"? reagiert$/ },
];

/**
 * Reads Zoom's chat file: `HH:MM:SS⇥Name:⇥text` of a cloud recording, `HH:MM:SS From Name to Everyone: text` of a saved
 * chat. Direct messages are left out: what two people say to each other is not the meeting's.
 */
export function parseChat(file: Uint8Array | string): ChatMessage[] {
  return records(plainText(file)).flatMap(({ time, sender, words }) => {
    const atMs = readTimestamp({ text: time, at: 0 });
    return atMs === undefined || !sender ? [] : [{ atMs, from: sender, ...classify(words.trim()) }];
  });
}

/** Whether a download is a chat at all. Of one that nobody wrote in, Zoom's file is empty. */
export function looksLikeChat(file: Uint8Array | string): boolean {
  const text = plainText(file);
  return text.trim() === '' || records(text).length > 0;
}

interface ChatRecord {
  time: string;
  /** Undefined where the message is not for everyone; empty where nobody is named. */
  sender: string | undefined;
  words: string;
}

/**
 * Zoom ends a message with CRLF and breaks lines inside it with LF, which tells a message from pasted lines that look like
 * one. Only in a file without CRLF every line that begins like a message is taken for one.
 */
function records(text: string): ChatRecord[] {
  const found: ChatRecord[] = [];
  for (const line of text.split(text.includes('\r\n') ? '\r\n' : '\n')) {
    const saved = SAVED.exec(line);
    const header = saved ?? CLOUD.exec(line);
    const last = found.at(-1);
    if (header !== null) {
      const [whole, time = '', from = ''] = header;
      const sender = saved === null ? from.trim() : publicSender(from);
      found.push({ time, sender, words: line.slice(whole.length) });
    } else if (last !== undefined) last.words += `\n${line}`;
  }
  return found;
}

/** The sender in `Name`, or in `Name to Everyone`; a name may itself contain " to ". */
function publicSender(addressing: string): string | undefined {
  const to = addressing.lastIndexOf(' to ');
  if (to < 0) return addressing.trim();
  return EVERYONE.test(addressing.slice(to + 4).trim()) ? addressing.slice(0, to).trim() : undefined;
}

function classify(words: string): Omit<ChatMessage, 'atMs' | 'from'> {
  for (const { kind, form } of KINDS) {
    const { about, text } = form.exec(words)?.groups ?? {};
    if (about !== undefined && text !== undefined) return { kind, text: text.trim(), about };
  }
  return { kind: 'message', text: words };
}
