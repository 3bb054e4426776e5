import type { AddressSource, Sighting } from '../../../plugin/customers/sightings.ts';
import type { Cast, Plan } from './cast.ts';
import type { Draw } from './draw.ts';
import type { Colleague } from './team.ts';

/** What Zoom tells of the org's own people, whom it shows whole. None of it proves a customer. */
export function sightingsOfColleagues(draw: Draw, plan: Plan, cast: Cast, start: Date): Sighting[] {
  const { host, colleagues, alternativeHosts } = cast;
  const present = [host, ...colleagues];
  return [
    { source: 'host', email: host.email, internal: true },
    ...alternativeHosts.map(
      ({ email }): Sighting => ({ source: 'alternative_hosts', email, internal: true }),
    ),
    ...(plan.participantsListed ? present.map((one) => participant(draw, one)) : []),
    ...(plan.joinEvents ? present.map((one) => joined(one, start)) : []),
    ...(plan.timeline ? present.map((one) => signedIn('timeline', one)) : []),
    ...(plan.invitations ? colleagues.map((one) => invited(draw, one)) : []),
  ];
}

function participant(draw: Draw, one: Colleague): Sighting {
  // At home, in a browser that is signed in nowhere.
  if (draw.happens(0.05)) {
    return { source: 'past_participants', name: one.name, email: '', zoomUserId: '', internal: false };
  }
  return { ...signedIn('past_participants', one), internal: !one.privately };
}

function joined(one: Colleague, start: Date): Sighting {
  return { ...signedIn('join_events', one), joinTime: start.toISOString() };
}

function signedIn(source: AddressSource, { name, email, zoomUserId }: Colleague): Sighting {
  return { source, name, email, zoomUserId };
}

/** Some calendars know them by a tag, and not always does Zoom say who is of the account. */
function invited(draw: Draw, { email, privately }: Colleague): Sighting {
  return {
    source: 'invitees',
    email: draw.happens(0.05) ? email.replace('@', '+cal@') : email,
    ...(draw.happens(0.8) ? { internal: !privately } : {}),
  };
}
