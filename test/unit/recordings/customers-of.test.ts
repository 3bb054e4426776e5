import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forJob } from '../../../plugin/container.ts';
import type { Sighting } from '../../../plugin/customers/sightings.ts';
import { CustomersOf } from '../../../plugin/recordings/customers-of.ts';
import { applySeed } from '../../halo/seed.ts';
import { accountWith } from '../../zoom/made-up.ts';
import { type Rig, startRig } from '../zoom/rig.ts';

const HOST: Sighting = { source: 'host', email: 'host@example.com', internal: true };
const FREELANCER: Sighting = {
  source: 'past_participants',
  email: 'lee@customer.example',
  name: 'Lee',
  internal: true,
};
const GUEST: Sighting = { source: 'invitees', email: 'dana@customer.example' };
const COLLEAGUE: Sighting = { source: 'registrants', email: 'new@example.com' };

let rig: Rig;

beforeAll(async () => {
  rig = await startRig({ accounts: [accountWith()] });
  await applySeed(rig.halo, rig.halo.orgId, {
    companies: [{ id: 'customer', name: 'Customer', domain: 'customer.example' }],
    endUsers: [],
    teamEmails: ['admin@team.example'],
  });
});
afterAll(() => rig.stop());

async function customers(...sightings: Sighting[]) {
  const customersOf = forJob(await rig.host(), CustomersOf);
  const found = await customersOf.find([HOST, ...sightings], null, []);
  const again = await customersOf.again((await rig.host()).db, found.participants, null, []);
  expect(again).toEqual(found);
  return {
    links: found.links.map(({ companyId, email }) => `${companyId} by ${email}`),
    team: found.participants.filter(({ side }) => side === 'team').map(({ key }) => key),
  };
}

describe('who is of the team', () => {
  it('is everybody at the host’s employer, and at that of Halo’s members', async () => {
    const { links, team } = await customers(COLLEAGUE, { source: 'timeline', email: 'x@team.example' });
    expect(team).toEqual(['email:host@example.com', 'email:new@example.com', 'email:x@team.example']);
    expect(links).toEqual([]);
  });

  it('is a freelancer with a seat in the Zoom account, but nobody else at their company', async () => {
    const { links, team } = await customers(FREELANCER, GUEST);
    expect(team).toEqual(['email:host@example.com', 'email:lee@customer.example']);
    expect(links).toEqual(['customer by dana@customer.example']);
  });
});
