import { piecesOf } from '../transcript/cuts.ts';
import { plainText } from '../transcript/plain-text.ts';

const MAX_CHARACTERS = 2_000;
/** No sentence is as long. To look for the marks of a line takes up to the square of its length. */
const LONGEST_LINE = 4_000;
const HEADING = /^#{1,6}\s+(.*?)\s*#*$/;
/** Rulers, code fences and the line below a table's head: marks without words. */
const MARKS_ONLY = /^(?:[-*_=](?:\s*[-*_=]){2,}|`{3,}\w*|~{3,}\w*|\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?)$/;

/** Only what Markdown is commonly mixed with: "<your name>" is words. */
const TAG = /<\/?(?:a|b|br|code|div|em|i|p|span|strong|u)(?:\s[^<>]*)?\/?>/gi;
const EMPHASIS = [
  /(?<![\\\p{L}\p{N}])(\*{1,3})(?=\S)([^*]+)(?<=[^\s\\])\1(?![\p{L}\p{N}])/gu,
  /(?<![\\\p{L}\p{N}])(_{1,3})(?=\S)([^_]+)(?<=[^\s\\])\1(?![\p{L}\p{N}])/gu,
  /(~~)([^~]+)\1/g,
  /(`+)([^`]+)\1/g,
] as const;

interface Section {
  /** Empty before the first heading. Headings without a text of their own stand before the next one's. */
  readonly heading: string;
  readonly lines: readonly string[];
}

/**
 * A summary's Markdown as plain passages of up to 2,000 characters: one for each heading, with the heading in front of
 * it, or several where its text is longer.
 */
export function summaryPassages(title: string | null, markdown: string): string[] {
  const lines = plainText(`${title ? `# ${title}\n` : ''}${markdown}`).split(/\r?\n/);
  return toSections(lines).flatMap(toPassages);
}

function toSections(lines: readonly string[]): Section[] {
  const sections: { headings: string[]; lines: string[] }[] = [{ headings: [], lines: [] }];
  for (const line of lines.flatMap((each) => piecesOf(each.trim(), LONGEST_LINE))) {
    const last = sections.at(-1);
    const heading = HEADING.exec(line)?.[1];
    const words = MARKS_ONLY.test(line) ? '' : plainWords(heading ?? line);
    if (!last || words === '') continue;
    if (heading === undefined) last.lines.push(words);
    else if (last.lines.length > 0) sections.push({ headings: [words], lines: [] });
    else last.headings.push(words);
  }
  return sections
    .map(({ headings, lines: own }) => ({ heading: headings.join(': '), lines: own }))
    .filter(({ heading, lines: own }) => heading !== '' || own.length > 0);
}

function toPassages({ heading, lines }: Section): string[] {
  const room = MAX_CHARACTERS - heading.length - 1;
  // A heading that leaves no room is no heading but a text.
  if (room < MAX_CHARACTERS / 2) return packed([heading, ...lines], MAX_CHARACTERS);
  if (lines.length === 0) return [heading];
  return packed(lines, room).map((text) => (heading === '' ? text : `${heading}\n${text}`));
}

/** Whole lines as long as they fit; a longer one is cut after a sentence, else after a word. */
function packed(lines: readonly string[], room: number): string[] {
  const texts: string[] = [];
  for (const piece of lines.flatMap((line) => piecesOf(line, room))) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + piece.length <= room)
      texts[texts.length - 1] = `${last}\n${piece}`;
    else texts.push(piece);
  }
  return texts;
}

/** The words of one line: its marks of list, quotation and table are dropped, and those of emphasis, link and code. */
function plainWords(line: string): string {
  const unmarked = line
    .replace(/^(?:>\s*)+/, '')
    .replace(/^[-*+]\s+(?:\[[ xX]\]\s+)?/, '')
    .replace(/^\|(.*)\|$/, (_, cells: string) => cells.split('|').join(', '))
    .replace(/!?\[([^[\]]*)\]\([^()\s]*\)/g, '$1')
    .replace(TAG, ' ');
  return withoutEmphasis(unmarked)
    .replace(/\\([\\`*_{}[\]()#+\-.!|~>])/g, '$1')
    .replace(/\s+/g, ' ')
    .replace(/ (?=,)/g, '')
    .trim();
}

/** Marks inside a word or beside a space are none: `snake_case`, `2 * 3`. One inside another takes a second pass. */
function withoutEmphasis(text: string): string {
  const bare = EMPHASIS.reduce((rest, mark) => rest.replace(mark, '$2'), text);
  return bare === text ? text : withoutEmphasis(bare);
}
