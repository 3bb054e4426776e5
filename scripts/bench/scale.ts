import { availableParallelism } from 'node:os';
import { type Bench, type Figures, rounded } from './bench.ts';
import { type MeasuredScale, measureScale } from './measured-scale.ts';
import { median } from './median.ts';

/** What a request to Zoom takes over the internet. */
const LATENCY_MS = 80;
/** `order`: worker processes, run after run, for the machine may grow slower or faster meanwhile. */
const SIZES = {
  quick: { order: [1, 4], recordings: 120, warmUps: 15 },
  full: { order: [1, 2, 4, 4, 2, 1, 1, 2, 4], recordings: 1_600, warmUps: 60 },
};

/**
 * How many recordings a second one, two and four worker processes bring in on one PostgreSQL, of four orgs that are
 * connected at once, and how many came twice. Zoom answers after 80 ms and refuses nothing, for how fast Zoom may be asked
 * is not what is measured; nothing is distilled. Everything runs on this machine: once its cores are busy more processes
 * do not make it faster, and `cpuGrowth4` still tells whether they make it dearer.
 */
export async function scale(bench: Bench): Promise<Figures> {
  const { order, recordings, warmUps } = bench.quick ? SIZES.quick : SIZES.full;
  const measured: MeasuredScale[] = [];
  for (const processes of order) {
    bench.say(`scale: ${recordings} recordings, ${processes} worker process(es)`);
    const next = await measureScale(bench, { processes, recordings, warmUps, latencyMs: LATENCY_MS });
    bench.say(`scale: ${rounded(next.perSecond)} a second`);
    if (next.duplicates > 0)
      bench.fail(`With ${processes} processes ${next.duplicates} recordings came twice.`);
    measured.push(next);
  }
  const of = (processes: number, figure: (one: MeasuredScale) => number) =>
    median(measured.filter((one) => one.processes === processes).map(figure));
  const perSecond = (processes: number) => of(processes, (one) => one.perSecond);
  const cpu = ({ workerCpuMs, postgresCpuMs }: MeasuredScale['perRecording']) => workerCpuMs + postgresCpuMs;
  const cost = (processes: number) => of(processes, ({ perRecording }) => cpu(perRecording));
  const each = (figure: keyof MeasuredScale['perRecording']) =>
    of(1, ({ perRecording }) => perRecording[figure]);
  const spent = (part: (one: MeasuredScale) => { workerCpuMs: number; postgresCpuMs: number }) => ({
    workerCpuMs: of(1, (one) => part(one).workerCpuMs),
    postgresCpuMs: of(1, (one) => part(one).postgresCpuMs),
  });
  return {
    speedup4: rounded(perSecond(4) / perSecond(1)),
    duplicates: measured.reduce((sum, { duplicates }) => sum + duplicates, 0),
    // The quick form leaves two processes out.
    ...told({ speedup2: perSecond(2) / perSecond(1), cpuGrowth4: cost(4) / cost(1) }),
    perSecond: told(Object.fromEntries([1, 2, 4].map((processes) => [processes, perSecond(processes)]))),
    perRecording: told({
      jobs: each('jobs'),
      keptBytes: each('keptBytes'),
      jobBytes: each('jobBytes'),
      workerCpuMs: each('workerCpuMs'),
      postgresCpuMs: each('postgresCpuMs'),
    }),
    perEmptySync: told(spent(({ perEmptySync }) => perEmptySync)),
    perIdleSecond: told(spent(({ perIdleSecond }) => perIdleSecond)),
    recordings,
    runs: measured.length,
    latencyMs: LATENCY_MS,
    cores: availableParallelism(),
  };
}

/** Without what the system does not tell. */
function told(figures: Readonly<Record<string, number>>): Record<string, number> {
  const known = Object.entries(figures).filter(([, value]) => Number.isFinite(value));
  return Object.fromEntries(known.map(([name, value]) => [name, rounded(value)]));
}
