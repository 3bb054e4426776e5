const TIMING = /^(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3})[ \t]+-->[ \t]+(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3})/gm;
const LABEL = /-->.*\r?\n([^\r\n]{1,80}?): /g;

/** When the last cue of a WebVTT text ends, in milliseconds; 0 without cues. */
export function endOfLastCue(vtt: string): number {
  let end = 0;
  for (const [, , , , , hours = '0', minutes, seconds, milliseconds] of vtt.matchAll(TIMING)) {
    const cueEnd =
      ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(milliseconds);
    end = Math.max(end, cueEnd);
  }
  return end;
}

/** The labels before the first colon of each cue, in the order they first speak. */
export const speakerLabels = (vtt: string): string[] => [
  ...new Set([...vtt.matchAll(LABEL)].map(([, label = '']) => label.trim())),
];
