import type { Company, EndUser } from '../../../plugin/customers/directory-index.ts';
import { type MadeCompany, makeCompanies } from './companies.ts';
import type { Draw } from './draw.ts';
import { type Guests, makeGuests, starredOut } from './guests.ts';
import { makeTeam, type Team } from './team.ts';

/** An org's customers and team as Halo has them, and who they really are. */
export interface MadeDirectory {
  readonly companies: readonly MadeCompany[];
  readonly guests: Guests;
  readonly team: Team;
  readonly rows: { readonly companies: readonly Company[]; readonly endUsers: readonly EndUser[] };
}

export function makeDirectory(draw: Draw): MadeDirectory {
  const companies = makeCompanies(draw);
  const guests = makeGuests(draw, companies);
  const team = makeTeam(draw);
  const contacts = everybody(guests).flatMap((guest) => guest.contacts.map(({ row }) => row));
  return {
    companies,
    guests,
    team,
    rows: {
      companies: [...companies.map(({ row }) => row), ...baitCompanies(team)],
      endUsers: [...contacts, ...baitEndUsers(draw, guests, team)],
    },
  };
}

function everybody({ byCompany, onTheirOwn, strangers }: Guests) {
  return [...[...byCompany.values()].flat(), ...onTheirOwn, ...strangers];
}

/** Companies that only a mistake would link: the org itself, and the maker of a notetaker. */
function baitCompanies({ knowledge }: Team): Company[] {
  const [own = ''] = knowledge.domains;
  return [
    { id: 'ourselves', name: 'Ourselves', domain: own },
    { id: 'notetaker', name: 'Fireflies', domain: 'fireflies.ai' },
  ];
}

/**
 * End users that only a mistake would link: colleagues' test accounts, people of whom Halo has but a name, and addresses
 * that were copied from Zoom starred out.
 */
function baitEndUsers(draw: Draw, guests: Guests, { members }: Team): EndUser[] {
  const testers = members
    .filter(({ privately }, index) => privately || index < 3)
    .map(({ name, email }, index) => ({ id: `tester${index}`, email, name, companyId: 'c1' }));
  const namesakes = draw
    .some(everybody(guests), 60, 60)
    .map(({ name }, index) => ({ id: `name${index}`, email: null, name, companyId: 'c2' }));
  const starred = draw
    .some(everybody(guests), 150, 150)
    .map((guest, index) => ({ id: `starred${index}`, email: starredOut(guest), companyId: 'c3' }));
  return [...testers, ...namesakes, ...starred];
}
