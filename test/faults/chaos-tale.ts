import { onTestFinished } from 'vitest';
import { startEmbeddedPostgres } from '../halo/postgres/embedded.ts';
import { createTestDatabase } from '../halo/postgres/test-database.ts';
import { findContent, findLeaks, type Leak } from './chaos-canaries.ts';
import { Decisions, happen } from './chaos-play.ts';
import { type Rows, readRows } from './chaos-rows.ts';
import { givenUp, leftOver, settle } from './chaos-settling.ts';
import { ChaosStorm, type StormFigures } from './chaos-storm.ts';
import { chaosStory } from './chaos-story.ts';
import { type ChaosOptions, type ChaosWorld, openChaosWorld } from './chaos-world.ts';
import { supervise } from './hurried-queue.ts';

/** The same in both worlds. */
export type Tale = Pick<ChaosOptions, 'recordings' | 'seed' | 'began'>;

/** How a world ended. */
export interface End {
  readonly rows: Rows;
  /** What hangs in the air. */
  readonly leftOver: readonly string[];
  /** Jobs that were given up. */
  readonly givenUp: number;
  /** Where words of the meetings were found, and where they may stand. */
  readonly content: readonly string[];
}

/** What Zoom holds in the end with a transcript. */
export interface CalmEnd extends End {
  readonly shown: readonly string[];
  readonly held: readonly string[];
}

export interface StormyEnd extends End {
  readonly leaks: readonly Leak[];
  readonly figures: StormFigures;
}

/** One process, no trouble, and each thing that happens is done with before the next. */
export async function inCalm(tale: Tale): Promise<CalmEnd> {
  const world = await open({ ...tale, databaseUrl: await createTestDatabase(), workers: true });
  await world.connect();
  await world.settled();
  const decisions = new Decisions();
  for (const happening of chaosStory(tale.recordings, tale.seed)) {
    await happen(world, happening, decisions);
    await decisions.made();
    await world.settled();
  }
  await settle(world);
  const held = await world.halo.halo.query<{ uuid: string }>(
    `select uuid from zoom.recordings
     where state = 'ingested' or (state = 'skipped' and reason = 'keyword_rule') order by uuid collate "C"`,
  );
  return {
    ...(await endOf(world)),
    shown: world.account.shown().map(({ uuid }) => uuid),
    held: held.map(({ uuid }) => uuid),
  };
}

export async function inStorm(
  tale: Tale,
  strength: { readonly seconds: number; readonly processes: number },
): Promise<StormyEnd> {
  const postgres = await startEmbeddedPostgres({ outlivesCrash: true });
  onTestFinished(() => postgres.stop());
  const world = await open({ ...tale, databaseUrl: postgres.url, workers: false });
  const supervisor = await supervise(postgres.url);
  onTestFinished(() => supervisor.stop({ graceful: false }));
  const storm = new ChaosStorm(world, { ...strength, seed: tale.seed, postgres });
  onTestFinished(() => storm.stop());
  await Promise.race([storm.workers.crash, throughStorm(storm, world)]);
  const leaks = await findLeaks(world, storm.workers.output);
  return { ...(await endOf(world)), leaks, figures: storm.figures };
}

async function throughStorm(storm: ChaosStorm, world: ChaosWorld): Promise<void> {
  await storm.rage(chaosStory(world.options.recordings, world.options.seed));
  await storm.calmDown();
  await settle(world);
}

async function open(options: ChaosOptions): Promise<ChaosWorld> {
  const world = await openChaosWorld(options);
  onTestFinished(() => world.close());
  return world;
}

async function endOf(world: ChaosWorld): Promise<End> {
  return {
    rows: await readRows(world),
    leftOver: await leftOver(world),
    givenUp: await givenUp(world),
    content: await findContent(world),
  };
}
