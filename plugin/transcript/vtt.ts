import { isPlainSpeech, readCueText } from './cue-text.ts';
import { Lines } from './lines.ts';
import { plainText } from './plain-text.ts';
import { type Cursor, readTimestamp, readZoomTimestamp, ZOOM_LENGTH } from './timestamp.ts';

/** A piece of speech with its time from the start of the recording. `voice` is the name of a `<v Name>` tag. */
export interface Cue {
  startMs: number;
  endMs: number;
  text: string;
  voice?: string;
}

/**
 * Something in the file that could not be taken as it stands. The two about timing cost words: they have no place in time.
 */
export interface VttProblem {
  line: number;
  what: 'unreadable_timing' | 'text_without_timing' | 'empty_cue' | 'end_before_start' | 'missing_header';
}

export interface ParsedVtt {
  /** In order of start. */
  cues: Cue[];
  problems: VttProblem[];
}

interface Timing {
  startMs: number;
  endMs: number;
}

const HEADER = /^WEBVTT(?:\s|$)/;
const METADATA_BLOCK = /^(?:NOTE(?:\s|$)|(?:STYLE|REGION)\s*(?:\n|$))/;
const SETTINGS = /^(?:\s+[a-z]+:\S+)*$/i;
const ARROW = ' --> ';
const SHORTEST_TIMING = '0:00-->0:00'.length;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const TAB = 0x09;
const SPACE = 0x20;

/**
 * Reads WebVTT as Zoom writes it, and as other tools re-save it. It never fails: what cannot be read is reported as a
 * problem. A cue's speech is whatever stands after its timing line, so speech may be a bare number or contain an arrow.
 */
export function parseVtt(input: Uint8Array | string): ParsedVtt {
  const lines = new Lines(plainText(input));
  const cues: Cue[] = [];
  const problems: VttProblem[] = [];
  let more = readHeader(lines, problems);
  while (more) {
    if (lines.blank) {
      more = lines.next();
      continue;
    }
    const timing = readToTiming(lines, problems);
    more = timing === undefined ? lines.next() : readCue(lines, timing, cues, problems);
  }
  return { cues: inOrder(cues), problems };
}

/** Whether a download is WebVTT at all: Zoom serves its login page with status 200. */
export function looksLikeVtt(bytes: Uint8Array): boolean {
  return HEADER.test(plainText(bytes.subarray(0, 1024)).trimStart());
}

/** Steps over the header; false if nothing follows. Text after `WEBVTT` and header lines below it are metadata. */
function readHeader(lines: Lines, problems: VttProblem[]): boolean {
  let more = lines.next();
  while (more && lines.blank) more = lines.next();
  if (!more || !HEADER.test(lines.current())) {
    problems.push({ line: Math.max(lines.number, 1), what: 'missing_header' });
    return more;
  }
  do more = lines.next();
  while (more && !lines.blank && readTiming(lines) === undefined);
  return more;
}

/**
 * Steps to the block's timing line. Before it stands at most an identifier; a block without timing is a comment, a style,
 * a region, or words whose time is lost.
 */
function readToTiming(lines: Lines, problems: VttProblem[]): Timing | undefined {
  const { number: line, start } = lines;
  let timing = readTiming(lines);
  while (timing === undefined && lines.next() && !lines.blank) timing = readTiming(lines);
  if (timing !== undefined && lines.number <= line + 1) return timing;
  const block = lines.text.slice(start, timing === undefined ? lines.end : lines.start);
  if (!METADATA_BLOCK.test(block)) {
    problems.push({ line, what: block.includes('-->') ? 'unreadable_timing' : 'text_without_timing' });
  }
  return timing;
}

/** Reads the payload up to a blank line or, where that is missing, up to the next cue; false at the end of the file. */
function readCue(lines: Lines, timing: Timing, cues: Cue[], problems: VttProblem[]): boolean {
  const line = lines.number;
  let payload = '';
  let more = lines.next();
  while (more && !lines.blank && readTiming(lines, SETTINGS) === undefined) {
    payload = payload === '' ? lines.current() : `${payload} ${lines.current()}`;
    more = lines.next();
  }
  const { startMs } = timing;
  if (timing.endMs < startMs) problems.push({ line, what: 'end_before_start' });
  const endMs = Math.max(startMs, timing.endMs);
  if (payload !== '' && isPlainSpeech(payload)) {
    cues.push({ startMs, endMs, text: payload });
    return more;
  }
  const spans = readCueText(payload);
  if (spans.length === 0) problems.push({ line, what: 'empty_cue' });
  for (const { text, voice } of spans)
    cues.push(voice === undefined ? { startMs, endMs, text } : { startMs, endMs, text, voice });
  return more;
}

/**
 * The timing on the current line, if it is a timing line. What follows the times is layout, and ignored; but amid speech
 * only a line with nothing but well-formed settings behind its times begins a cue.
 */
function readTiming(lines: Lines, settings?: RegExp): Timing | undefined {
  const first = lines.text.charCodeAt(lines.start);
  if (first < DIGIT_0 || first > DIGIT_9 || lines.end - lines.start < SHORTEST_TIMING) return undefined;
  return readZoomTiming(lines) ?? readAnyTiming(lines, settings);
}

/** Zoom's own `HH:MM:SS.mmm --> HH:MM:SS.mmm`, without anything behind it. */
function readZoomTiming({ text, start, end }: Lines): Timing | undefined {
  if (end - start !== ZOOM_LENGTH + ARROW.length + ZOOM_LENGTH) return undefined;
  const startMs = readZoomTimestamp(text, start);
  if (startMs === undefined || !text.startsWith(ARROW, start + ZOOM_LENGTH)) return undefined;
  const endMs = readZoomTimestamp(text, start + ZOOM_LENGTH + ARROW.length);
  return endMs === undefined ? undefined : { startMs, endMs };
}

function readAnyTiming(lines: Lines, settings?: RegExp): Timing | undefined {
  const cursor = { text: lines.text, at: lines.start };
  const startMs = readTimestamp(cursor);
  if (startMs === undefined) return undefined;
  skipBlanks(cursor);
  if (!cursor.text.startsWith('-->', cursor.at)) return undefined;
  cursor.at += 3;
  skipBlanks(cursor);
  const endMs = readTimestamp(cursor);
  if (endMs === undefined) return undefined;
  if (settings !== undefined && !settings.test(cursor.text.slice(cursor.at, lines.end))) return undefined;
  return { startMs, endMs };
}

function skipBlanks(cursor: Cursor): void {
  let code = cursor.text.charCodeAt(cursor.at);
  while (code === SPACE || code === TAB) {
    cursor.at += 1;
    code = cursor.text.charCodeAt(cursor.at);
  }
}

function inOrder(cues: Cue[]): Cue[] {
  const isOrdered = cues.every((cue, i) => i === 0 || (cues[i - 1]?.startMs ?? 0) <= cue.startMs);
  return isOrdered ? cues : cues.sort((a, b) => a.startMs - b.startMs);
}
