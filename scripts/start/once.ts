import process from 'node:process';
import type { Halo } from '../../test/halo/halo.ts';
import { consent } from './consent.ts';
import type { LocalZoom } from './local-zoom.ts';
import type { StartOptions } from './options.ts';
import { showProgress } from './progress.ts';
import { cameOutWell, type Report, readReport } from './report.ts';
import { takeWebhook } from './webhook-step.ts';

/** A job that waits this long for its next try is still part of the run; a later look for a transcript is not. */
const HORIZON_SECONDS = 45;

/** The main job once: connect, sync, take a webhook, distil, report. Returns whether nothing failed. */
export async function runOnce(
  halo: Halo,
  local: LocalZoom | undefined,
  options: StartOptions,
): Promise<boolean> {
  const finished = new AbortController();
  const progress = showProgress(halo, finished.signal);
  try {
    await consent(halo);
    await halo.idle(HORIZON_SECONDS);
    if (options.webhook) await takeWebhook(halo, local);
    await halo.idle(HORIZON_SECONDS);
  } finally {
    finished.abort();
    await progress;
  }
  const report = await readReport(halo);
  process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : inWords(report));
  if (options.json && report.connection.reason) process.stderr.write(`${report.connection.reason}\n`);
  return cameOutWell(halo, report);
}

function inWords({ connection, stats, knowledge, run }: Report): string {
  const sources = Object.entries(knowledge).map(([namespace, count]) => `${count} under ${namespace}`);
  return [
    `Zoom is ${connection.state}${connection.reason ? `: ${connection.reason}` : ''}.`,
    `${stats.totalMeetings} meetings, ${stats.linkedMeetings} linked to customers; sources: ${sources.join(', ')}.`,
    `This run: ${run.listed} listed, ${run.ingested} ingested, ${run.unchanged} unchanged, ${run.skipped} without a transcript or skipped, ${run.failed} failed, in ${run.seconds.toFixed(1)} s.`,
    '',
  ].join('\n');
}
