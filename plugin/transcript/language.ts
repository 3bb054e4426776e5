import { eld } from 'eld/extrasmall';

/** More words than these tell no better. */
const SAMPLE_CHARACTERS = 20_000;

/**
 * The language of a talk, as an ISO 639-1 code; null where the words do not tell, as with a few interjections. Zoom names
 * it nowhere, in the file or in the API.
 */
export function languageOf(texts: readonly string[]): string | null {
  let sample = '';
  for (const text of texts) {
    if (sample.length >= SAMPLE_CHARACTERS) break;
    sample += `${text}\n`;
  }
  const detected = eld.detect(sample.slice(0, SAMPLE_CHARACTERS));
  return detected.isReliable() && detected.language !== '' ? detected.language : null;
}
