import type { TeamKnowledge } from '../../../plugin/customers/team.ts';
import { type Draw, slug } from './draw.ts';

/** Somebody of the org whose Zoom account it is. */
export interface Colleague {
  readonly name: string;
  readonly email: string;
  readonly zoomUserId: string;
  /** Joins from a private Zoom account, which is not of the org's. */
  readonly privately: boolean;
}

export interface Team {
  readonly members: readonly Colleague[];
  readonly knowledge: TeamKnowledge;
}

const DOMAINS = ['halo-desk-sim.com', 'halo-desk-sim.co.uk'];
const SIZE = 14;

/** Two domains of its own, and one member with a private address at a free-mail host. */
export function makeTeam(draw: Draw): Team {
  const members = Array.from({ length: SIZE }, (_, index) => makeColleague(draw, index));
  // Not everybody has a seat in Halo.
  const seats = members.filter(({ privately }, index) => privately || index % 3 !== 0);
  return {
    members,
    knowledge: { domains: new Set(DOMAINS), emails: new Set(seats.map(({ email }) => email)) },
  };
}

function makeColleague(draw: Draw, index: number): Colleague {
  const name = draw.personName();
  const privately = index === SIZE - 1;
  const host = privately ? 'gmail.com' : DOMAINS[index % DOMAINS.length];
  return {
    name,
    email: `${slug(name, '_')}_team@${host}`,
    zoomUserId: privately ? '' : `colleague-${index}`,
    privately,
  };
}
