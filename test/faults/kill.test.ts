import { randomInt } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuns } from '../halo/overview.ts';
import { build } from '../start/build.ts';
import { eventually } from '../start/eventually.ts';
import { type Backfill, openBackfill } from './kill-world.ts';

const RECORDINGS = Number(process.env.KILL_RECORDINGS ?? 60);
const KILLS = Number(process.env.KILLS ?? 8);
const PROCESSES = 3;
/** Each recording is brought in, and distilled. The last kills must still find work to interrupt. */
const STEPS = 2 * RECORDINGS - 2 * PROCESSES;
/** The words of the made-up account's calls repeat after so many. */
const CALLS_UNTIL_REPEAT = 6;

beforeAll(build);

/** Kills as many processes, each when so much of the work is done as chance says. */
async function killOften({ workers, steps }: Backfill): Promise<void> {
  const moments = Array.from({ length: KILLS }, () => randomInt(1, STEPS)).toSorted((a, b) => a - b);
  for (const moment of moments) {
    await eventually(steps, (done) => done >= moment);
    await workers.kill((count) => randomInt(count));
  }
}

describe('a backfill whose worker processes are killed again and again', () => {
  it(`ends with each of ${RECORDINGS} recordings brought in once, and no insight lost, after ${KILLS} kills`, async () => {
    const backfill = await openBackfill(RECORDINGS);
    const { halo, workers, rows } = backfill;
    for (let count = 0; count < PROCESSES; count += 1) workers.start(count);
    await Promise.race([workers.crash, killOften(backfill).then(() => halo.idle(60))]);

    expect(await readRuns(halo.halo, halo.orgId)).toMatchObject([
      { state: 'done', found: RECORDINGS, ingested: RECORDINGS, failed: 0, skipped: 0 },
    ]);
    expect({
      recordings: await rows(`zoom.recordings where state = 'ingested'`),
      items: await rows(`zoom.run_items where outcome = 'ingested'`),
      meetings: await rows('meetings'),
      transcripts: await rows('zoom.transcripts'),
      sources: await rows(`knowledge_sources where id like 'zoom:%'`),
      distilled: await rows(`knowledge_sources where id like 'distilled:zoom:%'`),
    }).toEqual({
      recordings: RECORDINGS,
      items: RECORDINGS,
      meetings: RECORDINGS,
      transcripts: RECORDINGS,
      sources: RECORDINGS,
      distilled: RECORDINGS,
    });
    expect(await rows(`pgboss.job where state <> 'completed'`)).toBe(0);
    const insights = await backfill.insights(CALLS_UNTIL_REPEAT);
    expect(insights).toHaveLength(CALLS_UNTIL_REPEAT);
    for (const { quotes, variants } of insights) {
      expect(quotes).not.toEqual([]);
      expect(variants).toBe(1);
    }
  }, 900_000);
});
