import type { LoggedRequest } from '../../test/zoom/request-log.ts';
import { askedOfZoom } from './asked-of-zoom.ts';
import { type Bench, type Figures, rounded } from './bench.ts';

/** Zoom's published limit of a Pro account for what a backfill asks most: the participants, one request a recording. */
const MEDIUM_PER_SECOND = 20;
const PACED = '/v2/past_meetings/{id}/participants';
/** Percent of the limit: what Halo takes unless it is told otherwise. */
const DEFAULT_SHARE = 50;
const WHOLE_LIMIT = 100;

/**
 * How near a backfill comes to the time that its share of Zoom's limit allows, in one process and in three, and how
 * often Zoom had to refuse.
 */
export async function pacing(bench: Bench): Promise<Figures> {
  const recordings = bench.quick ? 150 : 600;
  const figures = await atShare(bench, recordings, DEFAULT_SHARE);
  if (bench.quick) return { ...figures, recordings };
  return { ...figures, recordings, wholeLimit: await atShare(bench, recordings, WHOLE_LIMIT) };
}

async function atShare(bench: Bench, recordings: number, share: number) {
  const oneProcess = await measure(bench, { recordings, share, processes: 1 });
  const threeProcesses = await measure(bench, { recordings, share, processes: 3 });
  return {
    efficiency: Math.min(oneProcess.efficiency, threeProcesses.efficiency),
    http429: oneProcess.http429 + threeProcesses.http429,
    oneProcess,
    threeProcesses,
    share: share / 100,
  };
}

async function measure(bench: Bench, run: { recordings: number; share: number; processes: number }) {
  const { recordings, share, processes } = run;
  bench.say(`pacing: ${recordings} recordings at ${share} % of the limit, ${processes} worker process(es)`);
  const requests = await askedOfZoom(bench, {
    recordings,
    processes,
    zoom: { plan: 'pro' },
    // Distilling asks Zoom nothing; on few cores it would only compete with Zoom, which runs here too.
    settings: { zoomPlan: 'pro', zoomShare: share, distillation: false },
  });
  return paceOf(requests, MEDIUM_PER_SECOND * (share / 100));
}

/**
 * From the first to the last of these requests as Zoom saw them. What comes before, the listing and the first download,
 * takes a second whatever the account's size. So many requests have one gap less between them.
 */
function paceOf(requests: readonly LoggedRequest[], perSecond: number) {
  const times = requests.filter(({ template }) => template === PACED).map(({ at }) => at.getTime());
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
  return {
    efficiency: rounded((times.length - 1) / perSecond / seconds),
    http429: requests.filter(({ status }) => status === 429).length,
    requests: times.length,
    seconds: rounded(seconds),
  };
}
