import { WebVTTParser } from 'webvtt-parser';

/** What is said in a Zoom transcript, cue by cue, read by a parser other than the plugin's and without the names. */
export function speechOf(vtt: string): string[] {
  const { cues } = new WebVTTParser().parse(vtt, 'metadata');
  return cues.map(({ text }) => text.replace(/^[^:]*: /, ''));
}
