import { afterAll, beforeAll, expect, it } from 'vitest';
import { distilledSourceId } from '../../../plugin/recordings/source-ids.ts';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { edit, meeting } from '../../zoom/meetings.ts';

const CALL = 'call==';
const SAID =
  'Thank you all for coming to this call today. The export fails every morning and nobody here knows why that is.';

let plugin: RunningPlugin;

beforeAll(async () => {
  plugin = await startPlugin(
    { accounts: [accountWith(meeting(CALL, { said: SAID }))] },
    { companies: [{ id: 'customer', name: 'Customer', domain: 'customer.example' }] },
  );
});
afterAll(() => plugin.stop());

it('an insight in search has its kind, quote, speaker, side, moment, link, language and customers', async () => {
  const [row] = await plugin.halo.halo.query<{ metadata: { startMs: number; link: string } }>(
    `select p.metadata, s.visibility, (select jsonb_agg(company_id) from knowledge_source_customers c
       where c.org_id = s.org_id and c.source_id = s.id and c.company_id is not null) as companies
     from knowledge_passages p join knowledge_sources s on s.org_id = p.org_id and s.id = p.source_id
     where s.id = $1`,
    [distilledSourceId(CALL)],
  );
  const started = Date.parse(plugin.inZoom(CALL).files[0]?.start ?? '');
  expect(row).toEqual({
    metadata: {
      kind: 'pain_point',
      quote: 'The export fails every morning and nobody here knows why that is.',
      speaker: 'Dana Customer',
      side: 'unknown',
      startMs: 0,
      link: expect.stringMatching(new RegExp(`^http://127.0.0.1:\\d+/rec/play/.*startTime=${started}$`)),
      language: 'en',
    },
    visibility: 'customers',
    companies: ['customer'],
  });
});

it('no insight quotes words that are others now, though the org distils no more', async () => {
  const found = () =>
    plugin.halo.halo.query(
      `select quote from zoom.insights union all
       select text from knowledge_passages where starts_with(source_id, 'distilled:')`,
    );
  expect(await found()).toHaveLength(2);
  await plugin.seed({ settings: { distillation: false } });
  await plugin.hour();
  expect(await found()).toHaveLength(2);
  edit(plugin.inZoom(CALL), 'The export has worked for weeks.');
  await plugin.hour();
  expect(await found()).toEqual([]);
  await plugin.seed({ settings: { distillation: true } });
  edit(plugin.inZoom(CALL), SAID);
  await plugin.hour();
  expect(await found()).toHaveLength(2);
});
