import { parseText } from 'media-captions';
import { parse } from 'node-webvtt';
import { parseSync } from 'subtitle';
import webvtt from 'webvtt-parser';
import { attributeSpeakers } from '../../plugin/transcript/speakers.ts';
import { toTurns } from '../../plugin/transcript/turns.ts';
import { parseVtt } from '../../plugin/transcript/vtt.ts';

/** Reads a transcript and says how many cues it has. */
export type Reader = (text: string) => number | Promise<number>;

/** What the plugin does with a transcript before it packs passages: cues, who says them, and turns. */
export const ours: Reader = (text) => {
  const { cues } = parseVtt(text);
  const turns = toTurns(attributeSpeakers(cues, []));
  // V8 puts a joined text together only when it is first read; that is part of the work.
  if (turns.some((turn) => turn.text.charCodeAt(0) === 0)) throw new Error('A turn begins with U+0000.');
  return cues.length;
};

/** Others' parsers, each asked the way that is quickest for it, and for the cues alone. */
export const PEERS: Readonly<Record<string, Reader>> = {
  // It makes a tree of every cue's text in any mode; of metadata the least.
  'webvtt-parser': (text) => new webvtt.WebVTTParser().parse(text, 'metadata').cues.length,
  // Strict, it would refuse a whole file for one cue that ends where it starts.
  'node-webvtt': (text) => parse(text, { strict: false }).cues.length,
  subtitle: (text) => parseSync(text).reduce((cues, { type }) => cues + Number(type === 'cue'), 0),
  'media-captions': async (text) => (await parseText(text)).cues.length,
};
