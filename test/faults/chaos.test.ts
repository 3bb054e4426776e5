/**
 * A story of a Zoom account and of the Halo it is connected to, told twice: on a calm day and in a storm. `SEED` tells another
 * story, CHAOS_RECORDINGS (24) how long it is, and CHAOS_SECONDS (8) how long it rages:
 *
 *     SEED=7 CHAOS_RECORDINGS=300 CHAOS_SECONDS=120 npx vitest run test/faults/chaos.test.ts
 *
 * With CHAOS_SECONDS set, a line of figures on stderr says what has struck.
 */
import process from 'node:process';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from '../start/build.ts';
import { differences, hashOfRows } from './chaos-rows.ts';
import { inCalm, inStorm } from './chaos-tale.ts';

const RECORDINGS = Number(process.env.CHAOS_RECORDINGS ?? 24);
const SECONDS = Number(process.env.CHAOS_SECONDS ?? 8);
const SEED = Number(process.env.SEED ?? 20_261_124);
const PROCESSES = 3;

beforeAll(build);

describe('a Halo in which processes die, PostgreSQL restarts, clocks differ, and Zoom and its webhooks fail', () => {
  it('ends with every row as after a calm day, and has told no secret to any log, job or error', async () => {
    const tale = { recordings: RECORDINGS, seed: SEED, began: new Date() };
    const calm = await inCalm(tale);
    expect(calm).toMatchObject({ held: calm.shown, leftOver: [], givenUp: 0 });

    const stormy = await inStorm(tale, { seconds: SECONDS, processes: PROCESSES });
    const { figures, givenUp } = stormy;
    const [hash, calmHash] = [hashOfRows(stormy.rows), hashOfRows(calm.rows)];
    if (process.env.CHAOS_SECONDS) say({ ...tale, seconds: SECONDS, ...figures, givenUp, hash, calmHash });
    expect(differences(calm.rows, stormy.rows)).toEqual({});
    expect(hash).toBe(calmHash);
    expect(stormy.leftOver).toEqual([]);
    expect(stormy.leaks).toEqual([]);
    // Or else nothing would be found anywhere.
    expect(stormy.content).toEqual(
      expect.arrayContaining(['zoom.transcripts.turns', 'public.meetings.title']),
    );
  }, 3_600_000);
});

function say(figures: object): void {
  process.stderr.write(`${JSON.stringify(figures)}\n`);
}
