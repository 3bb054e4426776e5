import { oddText, overAndOver } from './damaged-text.ts';
import type { Random } from './random.ts';

const PHRASES: readonly [string, ...string[]] = [
  'So the export fails again.',
  'We need it by Friday, or the month end report is wrong.',
  'Could you send me the price list? It says 1,200 euros a month.',
  'Ja, das geht so nicht weiter!',
  '这个报表每次都要等十分钟。',
  'مرحبا بكم في الاجتماع',
];

/** What transcripts are made of, in their own places and in others. */
export const SPEECH: readonly [string, ...string[]] = [
  'Ann Lee: ',
  '\n',
  '\r\n',
  '\r',
  '\n\n',
  '\n\n7\n00:00:01.000 --> 00:00:02.000\n',
  '-->',
  'WEBVTT',
  '00:00:01.000 --> 00:00:02.000',
  '\n99999:59:59.999 --> 0:00\n',
  '\n00:01,5 --> 00:02,0 align:start\n',
  'NOTE',
  'STYLE',
  '\n\nNOTE a comment\n\n',
  'stokes: ',
  "I'm: ",
  'Audio shared by Ann: ',
  'https://a.example: ',
  '10:30 ',
  ':',
  ': ',
  ' ',
  '<v Ann>',
  '<v.loud Ann Lee>',
  '</v>',
  '<v ',
  '<b>',
  '<00:00:01.000>',
  '<',
  '>',
  '&',
  '&#0;',
  '&#xD800;',
  '&amp;',
  '&lt;v Bob&gt;',
  '&nbsp;',
  '&#32;',
  '.',
  '? ',
  'e\u0301',
  '\u0301',
  '\u200d',
];

/** A transcript by the rules of WebVTT, and a little beside them. */
export function speechFile(random: Random): string {
  let text = random.chance(0.1) ? '' : 'WEBVTT\n\n';
  for (let fragments = random.below(60); fragments > 0; fragments--) text += fragment(random);
  return text;
}

/** Words, as somebody may say them. */
export function talk(random: Random): string {
  return random.chance(0.3) ? oddText(random) : random.pick(PHRASES);
}

function fragment(random: Random): string {
  if (random.chance(0.3)) return `\n\n${clock(random)} --> ${clock(random)}\n`;
  const piece = random.chance(0.5) ? random.pick(SPEECH) : talk(random);
  return random.chance(0.001) ? overAndOver(piece, random) : piece;
}

export function clock(random: Random): string {
  const seconds = random.below(7_200);
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${pad(seconds / 3_600)}:${pad((seconds / 60) % 60)}:${pad(seconds % 60)}.${pad(random.below(100))}0`;
}
