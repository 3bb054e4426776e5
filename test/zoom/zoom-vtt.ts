/** One cue as it stands in a file of Zoom's; the speaker is part of the text. */
export interface WrittenCue {
  startMs: number;
  endMs: number;
  text: string;
}

const LONGEST_CUE_WORDS = 13;

/** What is said in pieces as long as Zoom's cues: sentences, and those that are long cut at a comma or between words. */
export function cuePieces(text: string): string[] {
  return text.split(/(?<=[.!?…])\s+/).flatMap((sentence) => cut(sentence));
}

function cut(sentence: string): string[] {
  const words = sentence.split(' ');
  if (words.length <= LONGEST_CUE_WORDS) return [sentence];
  const comma = words.findIndex(
    (word, index) => index >= 3 && index < LONGEST_CUE_WORDS && word.endsWith(','),
  );
  const end = comma > 0 ? comma + 1 : Math.ceil(words.length / 2);
  return [...cut(words.slice(0, end).join(' ')), ...cut(words.slice(end).join(' '))];
}

/** Zoom's layout to the byte: CRLF, cues numbered from 1, a blank line at the end. Zoom does not escape speech. */
export function vttOf(cues: readonly WrittenCue[]): string {
  const blocks = cues.map(
    ({ startMs, endMs, text }, index) =>
      `${index + 1}\r\n${stamp(startMs)} --> ${stamp(endMs)}\r\n${text}\r\n\r\n`,
  );
  return `WEBVTT\r\n\r\n${blocks.join('')}`;
}

export const stamp = (ms: number): string => new Date(ms).toISOString().slice(11, 23);
