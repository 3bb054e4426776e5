import process from 'node:process';
import fc from 'fast-check';
import { type History, history, told } from './history.ts';
import { Mailbox } from './mailbox.ts';
import { openShared } from './model-halo.ts';
import { Play } from './play.ts';

/** How many histories one test file of so many plays: HISTORIES in all, or else 2,000. */
export function shareOf(files: number): number {
  return Math.ceil(Number(process.env.HISTORIES ?? 2_000) / files);
}

/**
 * Plays so many histories, each in an org of its own, and looks after each whether the org before it was left alone.
 * Returns what the shortest failing history shows; undefined if none fails.
 */
export async function failing(histories: number, seed: number): Promise<string | undefined> {
  const shared = await openShared();
  const mailbox = await Mailbox.open();
  const { observer } = shared;
  let played = 0;
  let neighbour = { orgId: 'none', rows: '' };
  try {
    const result = await fc.check(
      fc.asyncProperty(history, async (happenings: History) => {
        played += 1;
        const play = await Play.begin(shared, mailbox, `org-${played}`, happenings);
        try {
          await play.play(happenings);
        } finally {
          await play.close();
        }
        const rows = await observer.rows(neighbour.orgId);
        if (rows !== neighbour.rows) play.wrong.push(`The rows of ${neighbour.orgId} have changed.`);
        neighbour = { orgId: play.orgId, rows: await observer.rows(play.orgId) };
        if (play.wrong.length > 0) throw new Error(play.wrong.join('\n'));
      }),
      { numRuns: histories, seed, ...replay() },
    );
    return result.failed ? report(result) : undefined;
  } finally {
    await mailbox.close();
    await shared.close();
  }
}

/** MODEL_SEED and MODEL_PATH, as a failure prints them, play one history again; another seed alone plays others. */
function replay(): { seed?: number; path?: string } {
  const { MODEL_SEED: seed, MODEL_PATH: path } = process.env;
  return { ...(seed === undefined ? {} : { seed: Number(seed) }), ...(path === undefined ? {} : { path }) };
}

function report(result: fc.RunDetails<[History]>): string {
  const { counterexample, seed, counterexamplePath, numShrinks, errorInstance } = result;
  const [shortest = []] = counterexample ?? [];
  return [
    `MODEL_SEED=${seed} MODEL_PATH=${counterexamplePath} plays it again (shortened ${numShrinks} times):`,
    told(shortest),
    errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
  ].join('\n');
}
