import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningPlugin, startPlugin } from '../../running-plugin.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { meeting } from '../../zoom/meetings.ts';

const EARLY = 'early==';

let plugin: RunningPlugin;

beforeAll(async () => {
  plugin = await startPlugin({ accounts: [accountWith(meeting(EARLY))] }, { companies: [], endUsers: [] });
});
afterAll(() => plugin.stop());

const id = fc.constantFrom('acme', 'twin', 'third');
const domain = fc.constantFrom(
  'customer.example',
  'https://www.Customer.example/',
  'elsewhere.example',
  null,
);
const email = fc.constantFrom(
  'invited@customer.example',
  'Registered@Customer.example',
  'nobody@customer.example',
  null,
);
const name = fc.constantFrom('In Vited', 'Guest', 'Guest', null);

/** What Halo knows of customers and of its own team at one time. */
const directory = fc.record({
  companies: fc.uniqueArray(fc.record({ id, name: fc.constant('A company'), domain }), {
    selector: (company) => company.id,
  }),
  endUsers: fc.uniqueArray(
    fc.record({ id: fc.constantFrom('dana', 'lee'), email, name, companyId: fc.option(id) }),
    { selector: (endUser) => endUser.id },
  ),
  teamEmails: fc.subarray(['invited@customer.example', 'lead@elsewhere.example']),
});
const changes = fc.array(fc.record({ directory, thenSync: fc.boolean() }), { minLength: 1, maxLength: 4 });

async function customersOf(uuid: string) {
  const [row] = await plugin.halo.halo.query(
    `select m.audience, (select jsonb_agg(jsonb_build_array(l.company_id, l.end_user_id, l.email, l.source, l.method,
                                                            l.confidence, l.attended) order by l::text)
       from (select company_id, end_user_id, email, source, method, confidence, attended from meeting_links l
             where l.meeting_id = m.id) l) as links,
       (select jsonb_agg(jsonb_build_array(s.reason, s.evidence, s.company_id, s.end_user_id) order by s::text)
        from (select reason, evidence, company_id, end_user_id from zoom.suggestions s
              where s.org_id = m.org_id and s.uuid = m.external_id) s) as suggestions,
       (select k.visibility from knowledge_sources k where k.org_id = m.org_id and k.id = m.source_id) as visibility
     from meetings m where m.external_id = $1`,
    [uuid],
  );
  return row;
}

it('a meeting that came in before its customers ends like one that comes in after them, whatever came between', async () => {
  let walks = 0;
  await fc.assert(
    fc.asyncProperty(changes, async (walk) => {
      for (const { directory: known, thenSync } of walk) {
        await plugin.seed(known);
        if (thenSync) await plugin.hour();
      }
      walks += 1;
      const late = `late-${walks}==`;
      plugin.zoom.accounts[0]?.recordings.push(meeting(late));
      await plugin.hour();
      expect(await customersOf(late)).toBeDefined();
      expect(await customersOf(EARLY)).toEqual(await customersOf(late));
    }),
    { numRuns: 12, endOnFailure: true },
  );
});
