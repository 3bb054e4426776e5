import { expect } from 'vitest';
import type { Model } from '../../../../contracts/host.ts';
import { check } from '../check.ts';
import { modelThatSays } from '../model-that-says.ts';
import type { Stage } from '../stage.ts';

const NEVER_SAID = 'We will pay four million for this by Friday.';

export const DISTILLING = [
  check('insights are distilled without a model, under their own namespace', async (stage) => {
    await stage.connect();
    const outcome = await distil(stage);
    expect(outcome).toMatchObject({ status: 'completed' });
    expect(await stage.sources('distilled')).not.toEqual([]);
    await expectGrounded(stage);
  }),

  check('insights are distilled with the model that Halo offers', async (stage) => {
    await stage.connect();
    const model = modelThatSays(stage.vendor.said);
    expect(await distil(stage, model)).toMatchObject({ status: 'completed' });
    expect(model.asked).toBeGreaterThan(0);
    expect(await quotesOf(stage)).toContain(stage.vendor.said);
    await expectGrounded(stage);
  }),

  check('what a model makes up is kept nowhere', async (stage) => {
    await stage.connect();
    const model = modelThatSays(NEVER_SAID);
    await distil(stage, model);
    expect(model.asked).toBeGreaterThan(0);
    expect(JSON.stringify(await stage.contents())).not.toContain(NEVER_SAID);
    expect(await quotesOf(stage)).not.toContain(NEVER_SAID);
    await expectGrounded(stage);
  }),

  check(
    'a model that fails makes the job be tried again, and costs nothing that was there',
    async (stage) => {
      await stage.connect();
      await distil(stage);
      const before = await stage.contents();
      const outcome = await distil(stage, {
        generate: () => Promise.reject(new Error('The model is away.')),
      });
      expect(outcome.status === 'failed' || outcome.status === 'postponed').toBe(true);
      expect(await stage.contents()).toEqual(before);
    },
  ),
];

async function distil(stage: Stage, model?: Model) {
  const sources = await stage.sources('said');
  return stage.call(
    'distill',
    { sources, rules: [], reason: 'manual' },
    model === undefined ? {} : { model },
  );
}

async function quotesOf({ halo, orgId }: Stage): Promise<string[]> {
  const rows = await halo.halo.query<{ quote: string }>(
    'select quote from overview_insights where org_id = $1',
    [orgId],
  );
  return rows.map(({ quote }) => quote);
}

/** Every quote stands, word for word, in what was said in its meeting. */
async function expectGrounded(stage: Stage): Promise<void> {
  const strays = await stage.halo.halo.query(
    `select i.quote from overview_insights i where i.org_id = $1 and not exists (
       select from meetings m join knowledge_passages p on p.org_id = m.org_id and p.source_id = m.source_id
       where m.org_id = i.org_id and m.external_id = i.uuid and position(i.quote in p.text) > 0)`,
    [stage.orgId],
  );
  expect(strays).toEqual([]);
}
