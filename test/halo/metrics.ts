import { type Counter, metrics as telemetry } from '@opentelemetry/api';
import type { Metric } from '../../contracts/generated/manifest.ts';
import type { Metrics } from '../../contracts/host.ts';

type Labels = Readonly<Record<string, string>>;

/** Counters of this process. */
export interface Counters extends Metrics {
  /** `name{label="value"}` with its count. */
  snapshot(): Readonly<Record<string, number>>;
}

/** What Halo itself counts of an integration. The plugin's own are in its manifest. */
export const HALO_METRICS: readonly Metric[] = [
  {
    name: 'webhook_requests',
    kind: 'counter',
    labels: ['outcome', 'reason'],
    description: 'Requests to the webhook’s address, and what became of each.',
  },
  {
    name: 'halo_jobs_total',
    kind: 'counter',
    labels: ['hook', 'status', 'reason'],
    description:
      'Jobs that have run: completed, failed (tried again), postponed or given_up, and the code of the error.',
  },
];

interface Instrument {
  readonly labels: readonly string[];
  readonly counter: Counter;
}

/**
 * One OpenTelemetry counter for each that is declared; without an SDK they do nothing. A count that is not declared is
 * refused like an output that does not fit its contract: what a dashboard is built on must not change by the way.
 */
export function createCounters(declared: readonly Metric[]): Counters {
  const meter = telemetry.getMeter('halo');
  const instruments = new Map<string, Instrument>(
    declared.map(({ name, labels, description, unit }) => {
      const counter = meter.createCounter(name, { description, ...(unit ? { unit } : {}) });
      return [name, { labels, counter }];
    }),
  );
  const counts = new Map<string, number>();
  return {
    count(name, by = 1, labels = {}) {
      const instrument = instruments.get(name);
      const key = name + describe(labels);
      if (!instrument || !fits(labels, instrument)) throw new TypeError(`The metric ${key} is not declared.`);
      counts.set(key, (counts.get(key) ?? 0) + by);
      instrument.counter.add(by, labels);
    },
    snapshot: () => Object.fromEntries(counts),
  };
}

function fits(labels: Labels, declared: Instrument): boolean {
  return (
    Object.keys(labels).length === declared.labels.length && declared.labels.every((name) => name in labels)
  );
}

function describe(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? '' : `{${pairs.sort().join(',')}}`;
}
