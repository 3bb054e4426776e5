import type { Insight } from './insights.ts';
import { contentStems } from './words.ts';

/** Share of common words from which two texts say the same. */
const SAME_TEXT = 0.8;

/** An insight and the place of its quote. */
export interface Located {
  insight: Insight;
  turn: number;
  start: number;
  end: number;
}

/** Merges insights that say the same thing. The first stays; it takes owner and day from the other where it has none. */
export function mergeDuplicates(located: readonly Located[]): Insight[] {
  const kept: Compared[] = [];
  for (const place of located) {
    const compared = { ...place, stems: new Set(contentStems(place.insight.text)) };
    const same = kept.find((other) => saysTheSame(other, compared));
    if (same) same.insight = { ...task(place.insight), ...same.insight };
    else kept.push(compared);
  }
  return kept.map(({ insight }) => insight);
}

interface Compared extends Located {
  stems: ReadonlySet<string>;
}

function task({ owner, due }: Insight): Pick<Insight, 'owner' | 'due'> {
  return { ...(owner === undefined ? {} : { owner }), ...(due === undefined ? {} : { due }) };
}

function saysTheSame(a: Compared, b: Compared): boolean {
  if (a.insight.kind !== b.insight.kind) return false;
  // Two people who promise the same are two action items.
  if (disagree(a.insight.owner, b.insight.owner) || disagree(a.insight.due, b.insight.due)) return false;
  const quotesOverlap = a.turn === b.turn && a.start < b.end && b.start < a.end;
  return quotesOverlap || similarity(a.stems, b.stems) >= SAME_TEXT;
}

function disagree(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const stem of a) if (b.has(stem)) common++;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}
