import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { metrics as telemetry, trace } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '../../contracts/host.ts';
import type { HaloPlugin } from '../../contracts/plugin.ts';
import { plugin as zoomPlugin } from '../../plugin/index.ts';
import { createCounters, HALO_METRICS } from '../halo/metrics.ts';
import { packageRoot } from '../package-root.ts';
import { type RunningPlugin, startPlugin } from '../running-plugin.ts';
import { KeptLog } from '../unit/halo/kept-log.ts';
import type { ZoomRecording } from '../zoom/account.ts';
import { accountWith } from '../zoom/made-up.ts';
import { meeting } from '../zoom/meetings.ts';

const { manifest } = zoomPlugin;
const declared = [...manifest.metrics, ...HALO_METRICS];
const LISTING = { template: '/v2/accounts/{id}/recordings' };

/** What nobody may find in a trace or a metric. */
const SAID = 'The export to billing@private.example fails every morning';
const TOPIC = 'Renewal talk';
const PRIVATE = [SAID, TOPIC, 'private.example', 'host@example.com', 'guest@customer.example'];

const proposal = { kind: 'pain_point', text: 'The export fails.', owner: null, due: null };
/** One of its quotes is made up. */
const model: Model = {
  async generate() {
    const quotes = ['fails every morning', 'nobody has ever said this'];
    return { object: { insights: quotes.map((quote) => ({ ...proposal, quote })) } };
  },
};

/** Nobody waits for the pace of requests. */
function impatient({ hooks, ...rest }: HaloPlugin): HaloPlugin {
  const atOnce = async () => undefined;
  const sync: typeof hooks.sync = (input, host) =>
    hooks.sync(input, { ...host, clock: { now: () => host.clock.now(), sleep: atOnce } });
  return { ...rest, hooks: { ...hooks, sync } };
}

/** A transcript with a place that cannot be read. */
function call(): ZoomRecording {
  const whole = meeting('call==', { topic: TOPIC, said: SAID });
  const files = whole.files.map((file) =>
    file.content === undefined ? file : { ...file, content: `${file.content}\r\n00:09 --> soon\r\nlost\r\n` },
  );
  return { ...whole, files };
}

const spans = new InMemorySpanExporter();
const exported = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter: exported, exportIntervalMillis: 3_600_000 });
const meters = new MeterProvider({ readers: [reader] });
const log = new KeptLog();
let plugin: RunningPlugin;

beforeAll(async () => {
  telemetry.setGlobalMeterProvider(meters);
  trace.setGlobalTracerProvider(
    new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] }),
  );
  const claimants = ['one', 'two'].map((id) => ({ id, name: id, domain: 'customer.example' }));
  const accounts = [accountWith(call(), meeting('late==', { pending: true }))];
  const seed = { companies: claimants, settings: { redactEmails: true } };
  plugin = await startPlugin({ accounts }, seed, model, {
    plugin: impatient(zoomPlugin),
    logLevel: 'info',
    logTo: log,
  });
  await oneHourOfTrouble();
  await meters.forceFlush();
});
afterAll(async () => {
  await plugin?.stop();
  await meters.shutdown();
});

/** Zoom says no, gives less than it could, and says what nobody understands; the access has to be renewed. */
async function oneHourOfTrouble(): Promise<void> {
  const { zoom, halo, clock } = plugin;
  await halo.halo.query(`update zoom.request_budgets set next_at = now() + interval '10 seconds'`);
  clock.pass(61);
  zoom.faults.add({ match: LISTING, respond: { status: 200, body: { meetings: [{ topic: TOPIC }] } } });
  zoom.faults.add({
    match: { template: '/v2/past_meetings/{uuid}/participants' },
    respond: { status: 403, body: { code: 200, message: 'No permission.' } },
  });
  await zoom.finishMeeting('late==');
  await plugin.hour();
  zoom.faults.add({
    match: LISTING,
    respond: { status: 403, body: { code: 200, message: 'No permission.' } },
  });
  await plugin.hour();
}

const points = () =>
  exported
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
    .flatMap(({ descriptor, dataPoints }) => dataPoints.map((point) => ({ ...descriptor, ...point })));

describe('what the plugin counts', () => {
  it.each(declared)('is what the manifest says: $name is counted, with its labels', ({ name, labels }) => {
    const found = points().filter((point) => point.name === name);
    expect(found).not.toEqual([]);
    for (const { attributes } of found) expect(Object.keys(attributes).toSorted()).toEqual(labels.toSorted());
  });

  it('is nothing that is not declared: Halo refuses it', () => {
    const counters = createCounters(manifest.metrics);
    expect(() => counters.count('zoom_surprises_total')).toThrow('zoom_surprises_total is not declared');
    expect(() => counters.count('zoom_requests_total')).toThrow('not declared');
    expect(() => counters.count('zoom_vtt_problems_total', 1, { uuid: 'u' })).toThrow('not declared');
  });

  it('is named in full where it is counted, so that it can be found by its name', async () => {
    const sources = await sourcesBelow(join(packageRoot, 'plugin'));
    const counted = sources.flatMap((source) => source.match(/(?<=\.count\(\s*)'\w+'/g) ?? []);
    const calls = sources.flatMap((source) => source.match(/\.count\(/g) ?? []);
    expect(calls).toHaveLength(counted.length);
    expect(new Set(counted)).toEqual(new Set(manifest.metrics.map(({ name }) => `'${name}'`)));
  });

  it('names no org, person, meeting or word', () => {
    const labels = JSON.stringify(points().map(({ attributes }) => attributes));
    expect([...PRIVATE, 'call==', plugin.halo.orgId].filter((text) => labels.includes(text))).toEqual([]);
  });
});

describe('the trace of a job', () => {
  const named = (queue: string) => spans.getFinishedSpans().filter(({ name }) => name === queue);

  it('tells of which org it was and how it ended', () => {
    expect(named('zoom/onConnect')).toMatchObject([
      {
        attributes: {
          'halo.org.id': plugin.halo.orgId,
          'halo.job.id': expect.any(String),
          'halo.job.attempt': 1,
          'halo.job.status': 'completed',
        },
        status: { code: 1 },
      },
    ]);
  });

  it('tells of a failure its code', () => {
    const failed = named('zoom/sync').filter(
      ({ attributes }) => attributes['halo.job.status'] === 'given_up',
    );
    expect(failed).toMatchObject([
      { attributes: { 'error.type': 'zoom.not_permitted' }, status: { code: 2 } },
    ]);
  });

  it('holds no word of an error, nor of anything that was read', () => {
    const told = spans
      .getFinishedSpans()
      .map(({ name, attributes, events, status }) => [name, attributes, events, status]);
    expect(told.length).toBeGreaterThan(5);
    expect([...PRIVATE, 'No permission'].filter((text) => JSON.stringify(told).includes(text))).toEqual([]);
  });
});

describe('Zoom', () => {
  const refusal = (status: number, headers: Record<string, string>) =>
    plugin.zoom.faults.add({
      match: LISTING,
      respond: { status, headers, body: { code: status, message: 'daily' } },
    });
  /** Further away than a request waits. */
  const LATER = { 'retry-after': '30' };

  it('that does not answer is told once, and once when it does again', async () => {
    for (let tries = 0; tries < 3; tries += 1) refusal(503, LATER);
    await plugin.hour();
    await plugin.timeComes();
    await plugin.timeComes();
    expect(log.eventsOf('zoom.api.lost', 'zoom.api.back')).toEqual(['zoom.api.lost']);
    await plugin.timeComes();
    await plugin.hour();
    const told = log.records.filter(({ event }) => event.startsWith('zoom.api.'));
    expect(told).toMatchObject([
      {
        event: 'zoom.api.lost',
        level: 40,
        orgId: plugin.halo.orgId,
        endpoint: 'GET /v2/accounts/me/recordings',
      },
      { event: 'zoom.api.back', level: 40, orgId: plugin.halo.orgId },
    ]);
  });

  it('that gives no token either is told once, and once when it does', async () => {
    log.lines.length = 0;
    plugin.clock.pass(61);
    for (let tries = 0; tries < 2; tries += 1)
      plugin.zoom.faults.add({ match: { template: '/oauth/token' }, respond: { status: 503 } });
    await plugin.hour();
    await plugin.timeComes();
    await plugin.timeComes();
    await plugin.hour();
    expect(log.eventsOf('zoom.api.lost', 'zoom.api.back')).toEqual(['zoom.api.lost', 'zoom.api.back']);
  });

  it('whose daily limit is spent is told once, and once when it is renewed', async () => {
    for (let tries = 0; tries < 2; tries += 1)
      refusal(429, {
        'x-ratelimit-type': 'Daily-limit',
        'retry-after': new Date(Date.now() + 3_600_000).toISOString(),
      });
    await plugin.hour();
    await plugin.timeComes();
    expect(log.eventsOf('zoom.limit.reached', 'zoom.limit.renewed')).toEqual(['zoom.limit.reached']);
    await plugin.timeComes();
    await plugin.hour();
    expect(log.eventsOf('zoom.limit.reached', 'zoom.limit.renewed')).toEqual([
      'zoom.limit.reached',
      'zoom.limit.renewed',
    ]);
  });
});

describe('the log', () => {
  it('holds no word of a meeting, and no address', () => {
    expect(log.lines.length).toBeGreaterThan(5);
    expect(PRIVATE.filter((text) => log.lines.join().includes(text))).toEqual([]);
  });
});

async function sourcesBelow(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith('.ts'));
  return Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
}
