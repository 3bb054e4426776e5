import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '../../../contracts/host.ts';
import { saveRules } from '../../halo/learning-rules.ts';
import { createOrg } from '../../halo/orgs.ts';
import { readDistillingCost } from '../../halo/overview.ts';
import { readDistillation } from '../../halo/recording-data.ts';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

const PLAIN = 'plain==';
const ODD = 'odd==';
const DAY_MS = 86_400_000;

const quote = 'The export fails every morning';
const insight = { kind: 'pain_point', text: 'The export fails.', quote, owner: null, due: null };
/** Understands one call, and gives no valid answer to the other. */
const model: Model = {
  async generate({ prompt }) {
    const object = prompt.includes('roster') ? { insights: 'none' } : { insights: [insight] };
    return { object, usage: { inputTokens: 100, outputTokens: 10 } };
  },
};

let plugin: RunningPlugin;
const began = new Date();

beforeAll(async () => {
  const calls = [meeting(PLAIN, { said: `${quote}.` }), meeting(ODD, { said: 'The roster is broken.' })];
  plugin = await startPlugin({ accounts: [accountWith(...calls)] }, { rules: [] }, model);
});
afterAll(() => plugin.stop());

const of = (uuid: string, orgId = plugin.halo.orgId) => readDistillation(plugin.halo.halo, orgId, uuid);
const lately = (orgId = plugin.halo.orgId) =>
  readDistillingCost(plugin.halo.halo, orgId, new Date(plugin.clock.now().getTime() - 30 * DAY_MS));

describe('what distilling costs', () => {
  it('is known of each recording, with when it was distilled', async () => {
    expect(await of(PLAIN)).toEqual({
      ...{ extractor: 'model', inputTokens: 100, outputTokens: 10, builtinPieces: 0, dropped: 0 },
      ...{ distilledAt: expect.any(Date), heldBack: null },
    });
    const { distilledAt } = (await of(PLAIN)) ?? {};
    expect(distilledAt?.getTime()).toBeGreaterThanOrEqual(began.getTime());
    expect(distilledAt?.getTime()).toBeLessThanOrEqual(plugin.clock.now().getTime());
  });

  it('tells where the built-in extractor read in the model’s place, and what the model had cost by then', async () => {
    expect(await of(ODD)).toMatchObject({ extractor: 'model', builtinPieces: 1, inputTokens: 200 });
  });

  it('is added up over what was distilled of late', async () => {
    expect(await lately()).toEqual({
      ...{ recordings: 2, byModel: 2, fallenBack: 1, inputTokens: 300, outputTokens: 30 },
    });
    plugin.clock.pass(31 * 24 * 60);
    expect(await lately()).toMatchObject({ recordings: 0, inputTokens: 0 });
  });

  it('is of a recording nothing, where a rule holds it back, and that says why', async () => {
    await saveRules(plugin.halo, plugin.halo.orgId, [{ type: 'topic', text: 'Zebras', paused: false }]);
    await plugin.halo.idle();
    expect(await of(PLAIN)).toMatchObject({ heldBack: expect.stringContaining('Zebras') });
  });

  it('is shown of no other org', async () => {
    const { halo } = plugin.halo;
    await createOrg(halo, { id: 'other', name: 'Other' });
    await halo.query(
      `insert into zoom.recordings (org_id, uuid, state) values ('other', '${PLAIN}', 'ingested')`,
    );
    await halo.query(
      `insert into zoom.distillations values ('other', '${PLAIN}', 'builtin', 0, 0, 0, 0, $1)`,
      [plugin.clock.now()],
    );
    expect(await lately('other')).toMatchObject({ recordings: 1, byModel: 0, inputTokens: 0 });
    expect(await of(PLAIN, 'other')).toMatchObject({ extractor: 'builtin' });
    expect(await of(PLAIN)).toMatchObject({ extractor: 'model' });
    expect(await of(ODD, 'other')).toBeUndefined();
  });

  it('is not reckoned for what was distilled before its time was kept', async () => {
    await plugin.halo.halo.query('update zoom.distillations set distilled_at = null');
    expect(await lately()).toMatchObject({ recordings: 0, inputTokens: 0 });
    expect(await of(PLAIN)).toMatchObject({ distilledAt: null });
  });
});
