import type { SidedTurn } from '../../../plugin/distillation/insights.ts';
import { median } from '../median.ts';
import { distilTurns } from './distilled-meeting.ts';
import type { AmiMeeting } from './meetings.ts';
import { toSpokenTurns } from './spoken-turns.ts';

/** Rounds that do not count: until V8 has compiled what is called often. */
const WARM_UP = 1;

/**
 * How many megabytes of transcript text (UTF-8) a second become insights, by the median round over all meetings. `pause` is
 * called before each round and does not count.
 */
export async function megabytesPerSecond(
  meetings: readonly AmiMeeting[],
  rounds: number,
  pause: () => Promise<void>,
): Promise<number> {
  const transcripts = meetings.map(({ acts }) =>
    toSpokenTurns(acts).map(({ turn }): SidedTurn => ({ turn, side: 'unknown' })),
  );
  const seconds: number[] = [];
  for (let round = -WARM_UP; round < rounds; round++) {
    await pause();
    const start = performance.now();
    for (const turns of transcripts) await distilTurns(turns);
    if (round >= 0) seconds.push((performance.now() - start) / 1000);
  }
  const bytes = transcripts.flat().reduce((sum, { turn }) => sum + Buffer.byteLength(turn.text), 0);
  return bytes / 1e6 / median(seconds);
}
