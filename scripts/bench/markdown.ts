import type { Figures } from './bench.ts';
import { figureOf, headlinesOf, READINGS } from './figures.ts';
import type { Machine } from './machine.ts';

export interface Measured {
  readonly bench: string;
  /** Undefined if it did not come to an end. */
  readonly figures: Figures | undefined;
}

/** docs/benchmarks.md: the machine, the figures with their targets, and how to read them. */
export function benchmarksMarkdown(
  measured: readonly Measured[],
  { machine, date, quick }: { machine: Machine; date: Date; quick: boolean },
): string {
  return [
    '# Benchmarks',
    `Measured on ${date.toISOString().slice(0, 10)} by \`npm run bench -- all${quick ? ' --quick' : ''} --markdown\`, which writes this page.${
      quick ? ' In the quick form: fewer recordings, fewer rounds, and figures that vary more.' : ''
    }`,
    table(['machine', ''], Object.entries(machine)),
    '## Figures',
    'Ratios come first: both sides of one are measured in the same run, in turn, and the median of several is taken, so that they can be compared with those of another machine. What is a second here may be half a second elsewhere.',
    table(['bench', 'figure', 'value', 'target', ''], measured.flatMap(rows)),
    '## How to read them',
    ...measured.flatMap(({ bench }) => {
      const says = READINGS[bench]?.says;
      return says ? [`**${bench}.** ${says}`] : [];
    }),
    '## All figures',
    ...measured.flatMap(({ bench, figures }) =>
      figures ? [`\`${bench}\`\n\n\`\`\`json\n${JSON.stringify(figures, null, 2)}\n\`\`\``] : [],
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

function rows({ bench, figures }: Measured): string[][] {
  if (!figures) return [[`\`${bench}\``, '', 'did not come to an end', '', '']];
  return headlinesOf(bench, figures).map(({ figure, target = '', meets }, index) => {
    const value = figureOf(figures, figure);
    const verdict = value === undefined || !meets ? '' : meets(value) ? 'met' : '**missed**';
    return [index === 0 ? `\`${bench}\`` : '', `\`${figure}\``, String(value ?? 'not told'), target, verdict];
  });
}

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [head, head.map(() => '---'), ...body].map(line).join('\n');
}
