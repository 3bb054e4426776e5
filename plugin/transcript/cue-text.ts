import { LONGEST_LABEL } from './labels.ts';

/** What one voice says in a cue. */
export interface Span {
  text: string;
  voice?: string;
}

// Only WebVTT's own tags: Zoom does not escape speech, so "a < b" and "<your name>" are words.
const VOICE = /<v(?:\.[^\s<>]*)?[ \t]([^<>]*)>/;
const TAG = /<\/?(?:v|c|i|b|u|ruby|rt|lang)(?:[.\s][^<>]*)?>|<[\d:.]+>/g;
const REFERENCE = /&(?:([a-z]+)|#(\d{1,7})|#[xX]([\da-fA-F]{1,6}));/g;
const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
  ['lrm', '\u200e'],
  ['rlm', '\u200f'],
]);

/**
 * The speech in a cue's payload: tags removed, character references decoded once, split where `<v Name>` (Teams' style,
 * not Zoom's) changes the voice. A payload without speech has no spans.
 */
export function readCueText(payload: string): Span[] {
  const [unvoiced = '', ...voiced] = payload.split(VOICE);
  const spans: Span[] = [];
  const text = speech(unvoiced);
  if (text !== '') spans.push({ text });
  for (let i = 0; i + 1 < voiced.length; i += 2) {
    const voice = speech(voiced[i] ?? '');
    const words = speech(voiced[i + 1] ?? '');
    const isName = voice !== '' && voice.length <= LONGEST_LABEL;
    if (words !== '') spans.push(isName ? { text: words, voice } : { text: words });
  }
  return spans;
}

/** Whether a payload is speech as it stands, which in Zoom's files nearly every one is. */
export function isPlainSpeech(payload: string): boolean {
  return !payload.includes('<') && !payload.includes('&');
}

function speech(marked: string): string {
  return marked.replace(TAG, '').replace(REFERENCE, decode).trim();
}

function decode(reference: string, name?: string, decimal?: string, hexadecimal?: string): string {
  if (name !== undefined) return NAMED.get(name) ?? reference;
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number.parseInt(decimal, 10);
  // A reference can smuggle in what plainText took out.
  if (code <= 0x20 || (code >= 0x7f && code <= 0x9f)) return ' ';
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '' : String.fromCodePoint(code);
}
