import { readBenchOptions } from '../../scripts/bench/options.ts';
import { readFuzzOptions } from '../../scripts/fuzz/options.ts';
import { readRecordOptions } from '../../scripts/record/options.ts';
import { readOptions } from '../../scripts/start/options.ts';
import { TARGETS } from '../fuzz/targets.ts';
import { codeIn, type Document } from './documents.ts';

/** One command of the documentation, as its words. */
export interface Command {
  readonly at: string;
  readonly words: readonly string[];
}

/** What the documentation leaves to its reader. */
const LEFT_OPEN = new Map([
  ['https://<your Halo>', 'https://halo.example'],
  ['postgres://…', 'postgres://127.0.0.1/halo'],
  ['…', 'x'],
]);

/** A text with something in every place that its reader fills in. */
export function filledIn(text: string, open: ReadonlyMap<string, string> = LEFT_OPEN): string {
  return [...open].reduce((filled, [place, value]) => filled.replaceAll(place, value), text);
}

/** The commands of the blocks, and of the code inside of sentences that begins as one does. */
export function commandsIn({ blocks, passages }: Document): Command[] {
  const shell = blocks.filter(({ language }) => language === 'sh');
  const inline = passages.flatMap(({ at, text }) => codeIn(text).map((code) => ({ at, text: code })));
  return [...shell, ...inline.filter(({ text }) => /^(?:npm|npx|node) /.test(text))].flatMap(({ at, text }) =>
    text
      .replaceAll(/\s+#.*$/gm, '')
      .split(/&&|\n/)
      .map((command) => ({ at, words: command.trim().split(/\s+/) })),
  );
}

/** Each by the name of its script. */
export type ArgumentReaders = ReadonlyMap<string, (words: readonly string[]) => unknown>;

/** What reads the words behind `--`, for each script of package.json that reads any. Throws where they do not fit. */
export function argumentReaders(benches: readonly string[]): ArgumentReaders {
  return new Map<string, (words: readonly string[]) => unknown>([
    ['start', readOptions],
    // Where any bench may stand, one does.
    [
      'bench',
      (words) =>
        readBenchOptions(
          words.map((word) => (word === '…' ? 'all' : word)),
          benches,
        ),
    ],
    ['fuzz', (words) => readFuzzOptions(words, TARGETS)],
    ['record', (words) => readRecordOptions(words, new Date())],
    ['test', readTestFolders],
  ]);
}

/** Where the tests lie that are to be run; vitest's own flags are nowhere told of. */
function readTestFolders(words: readonly string[]): readonly string[] {
  const odd = words.find((word) => !word.startsWith('test/'));
  if (odd !== undefined) throw new Error(`${odd} is no folder of tests.`);
  return words;
}
