import type { Metrics } from '../../contracts/host.ts';

/** Counters of this process. */
export interface Counters extends Metrics {
  /** `name{label="value"}` with its count. */
  snapshot(): Readonly<Record<string, number>>;
}

export function createCounters(): Counters {
  const counts = new Map<string, number>();
  return {
    count(name, by = 1, labels = {}) {
      const key = name + describe(labels);
      counts.set(key, (counts.get(key) ?? 0) + by);
    },
    snapshot: () => Object.fromEntries(counts),
  };
}

function describe(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? '' : `{${pairs.sort().join(',')}}`;
}
