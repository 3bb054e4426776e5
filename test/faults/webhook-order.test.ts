import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { story } from './webhook-order-story.ts';
import { openStage, type Stage } from './webhook-order-world.ts';

const NOTHING = { items: [], runs: [], tokens: [], jobs: [], failures: [] };

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe('whatever happens to recordings at Zoom', () => {
  it('ends the same, however often and in whatever order the news of it comes, and wherever jobs die', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (happenings) => {
        const inOrder = await stage.inOrder(happenings);
        expect(inOrder.leftOver).toEqual(NOTHING);
        expect(inOrder.meetings.map(({ uuid, title }) => ({ uuid, title }))).toEqual(inOrder.shown);
        expect(await stage.disturbed(happenings)).toEqual(inOrder);
      }),
      { numRuns: Number(process.env.RUNS ?? 12), seed: Number(process.env.SEED ?? 20_261_123) },
    );
  }, 300_000);
});
