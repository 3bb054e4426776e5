import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applySeed } from '../../halo/seed.ts';
import { type OrgOnly, openOrg } from './org-only.ts';

const SEED = {
  companies: [
    { id: 'acme', name: 'Acme', domain: 'https://www.acme.example' },
    { id: 'globex', name: 'Globex' },
  ],
  endUsers: [{ id: 'dana', email: 'dana@acme.example', name: 'Dana', companyId: 'acme' }],
  teamEmails: ['sam@ours.example'],
  settings: { lookbackDays: 60 },
  rules: [{ type: 'keyword', text: 'confidential' }],
};

let halo: OrgOnly;
beforeAll(async () => {
  halo = await openOrg();
});
afterAll(() => halo.halo.end());

const rows = () =>
  halo.halo.query(
    `select 'company' as kind, id, name as a, domain as b, xmin::text from companies
     union all select 'user', id, email, company_id, xmin::text from end_users
     union all select 'member', email, null, null, xmin::text from team_members
     union all select 'rule', id, type, text, xmin::text from learning_rules
     union all select 'settings', org_id, settings::text, null, xmin::text from integrations order by 1, 2`,
  );

describe('a seed', () => {
  it('fills the org’s customers, team, settings and rules', async () => {
    await applySeed(halo, halo.orgId, SEED);
    expect(await rows()).toMatchObject([
      { kind: 'company', id: 'acme', a: 'Acme', b: 'https://www.acme.example' },
      { kind: 'company', id: 'globex', a: 'Globex', b: null },
      { kind: 'member', id: 'sam@ours.example' },
      { kind: 'rule', a: 'keyword', b: 'confidential' },
      { kind: 'settings', a: expect.stringContaining('"lookbackDays": 60') },
      { kind: 'user', id: 'dana', a: 'dana@acme.example', b: 'acme' },
    ]);
  });

  it('applied again writes no row', async () => {
    const before = await rows();
    await applySeed(halo, halo.orgId, SEED);
    expect(await rows()).toEqual(before);
  });

  it('replaces the lists it names and leaves the others', async () => {
    await applySeed(halo, halo.orgId, { companies: [{ id: 'acme', name: 'Acme Inc' }], rules: [] });
    const left = await rows();
    expect(left.map((row) => 'kind' in row && row.kind)).toEqual(['company', 'member', 'settings', 'user']);
    expect(left[0]).toMatchObject({ a: 'Acme Inc', b: null });
  });

  it.each([
    [{ companies: [{ id: 'x' }] }, 'companies.0.name'],
    [{ rules: [{ type: 'regex', text: 'x' }] }, 'rules.0.type'],
    [{ settings: { lookbackDays: 'many' } }, 'settings.lookbackDays'],
    [{ users: [] }, 'users'],
    ['seed', 'the file'],
  ])('that does not fit is refused with the name of the field: %j', async (seed, field) => {
    await expect(applySeed(halo, halo.orgId, seed)).rejects.toThrow(field);
  });
});
