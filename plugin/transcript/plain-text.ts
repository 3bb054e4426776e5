const decoder = new TextDecoder('utf-8');

// Anything but printable characters of the basic plane, tab and line ends. One cheap pass finds none in nearly every file;
// only a find (an emoji is one) pays for the exact replacements.
const SUSPECT = /[^\x20-\x7e\xa0-\ud7ff\ue000-\uffff](?<![\t\n]|\r(?=\n))/;
const LONE_CR = /\r(?!\n)/g;
const UNWANTED = /(?![\t\n\r])\p{Cc}|\p{Surrogate}/gu;

/**
 * The text of a file that Zoom served, fit for PostgreSQL (which refuses U+0000) and for JSON: UTF-8 decoded without ever
 * failing (a broken byte becomes U+FFFD), without byte order mark, control characters and lone surrogates. Its lines end
 * in LF or CRLF.
 */
export function plainText(input: Uint8Array | string): string {
  const text = typeof input === 'string' ? input.replace(/^\uFEFF/, '') : decoder.decode(input);
  return SUSPECT.test(text) ? text.replace(LONE_CR, '\n').replace(UNWANTED, '') : text;
}
