import type { Figures } from './bench.ts';

/** One line a figure, nested names joined by dots. */
export function table(figures: Figures): string {
  const rows = flatten(figures, '');
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}

function flatten(figures: Figures, prefix: string): [string, number | string][] {
  return Object.entries(figures).flatMap(([name, value]) =>
    typeof value === 'object' ? flatten(value, `${prefix}${name}.`) : [[`${prefix}${name}`, value]],
  );
}
