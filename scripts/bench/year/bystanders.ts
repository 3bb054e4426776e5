import type { Sighting } from '../../../plugin/customers/sightings.ts';
import type { Draw } from './draw.ts';

/** Zoom's lines of notetakers, telephones, rooms and names alone: none of them proves anything. */
export function makeBystanders(draw: Draw, namesOfCustomers: readonly string[]): Sighting[] {
  return [
    ...(draw.happens(0.3) ? notetaker(draw, draw.one(namesOfCustomers)) : []),
    ...(draw.happens(0.12) ? [telephone(draw)] : []),
    ...(draw.happens(0.1) ? [room(draw)] : []),
    ...(draw.happens(0.08) ? [present(draw.one(namesOfCustomers))] : []),
    // Accounts under HIPAA get lines with everything blanked.
    ...(draw.happens(0.02) ? [present('')] : []),
  ];
}

function notetaker(draw: Draw, customer: string): Sighting[] {
  const name = draw.one([
    'Otter.ai',
    `${customer.split(' ')[0]}'s OtterPilot`,
    'Fireflies.ai Notetaker',
    'Read.ai meeting notes',
    'Fathom Notetaker',
    'tl;dv',
    `${customer} Notetaker`,
  ]);
  if (name !== 'Fireflies.ai Notetaker') return [present(name)];
  // It is called in by inviting its mailbox.
  const email = 'fred@fireflies.ai';
  const invited: Sighting = { source: 'invitees', email, internal: false };
  return [invited, draw.happens(0.5) ? { ...present(name), email } : present(name)];
}

function telephone(draw: Draw): Sighting {
  const number = draw.phoneNumber();
  return present(draw.one([number, `${number.slice(0, 5)}***${number.slice(-4)}`, 'Call-In User_1']));
}

function room(draw: Draw): Sighting {
  const email = `room${draw.between(1, 9)}@resource.calendar.google.com`;
  return draw.one<Sighting>([
    { ...present('Berlin Meeting Room'), internal: true },
    present('Boardroom'),
    { source: 'invitees', email, internal: false },
  ]);
}

function present(name: string): Sighting {
  return { source: 'past_participants', name, email: '', zoomUserId: '', internal: false };
}
