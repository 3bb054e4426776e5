import fc from 'fast-check';
import type { Company, EndUser } from '../../../plugin/customers/directory-index.ts';
import { ADDRESS_SOURCES, type Sighting } from '../../../plugin/customers/sightings.ts';

// Small pools, so that people, names, ids and domains collide often.
export const TEAM = {
  domains: new Set(['halo-team.com', 'gmail.com']),
  emails: new Set(['solo@gmail.com', 'boss+zoom@icloud.com']),
};

const EMAILS = ['jane', 'JANE', 'jane+zoom', 'bob', 'solo', 'solo+x', 'boss', 'j***'].flatMap((local) =>
  ['acme.com', 'eu.acme.com', 'twin.io', 'gmail.com', 'icloud.com', 'halo-team.com'].map(
    (host) => `${local}@${host}`,
  ),
);
const NAMES = ['Jane Doe', 'jane doe', 'Jane Doe (Acme)', 'Bob', 'Otter.ai', 'Boardroom', '+1***5550', ''];
const email = fc.constantFrom(...EMAILS, '', 'garbage');
const name = fc.constantFrom(...NAMES);
const minute = fc
  .integer({ min: 0, max: 59 })
  .map((at) => `2026-05-04T10:${String(at).padStart(2, '0')}:00Z`);
const companyId = fc.constantFrom('c1', 'c2', 'c3', null);

export const sightings: fc.Arbitrary<Sighting[]> = fc.array(
  fc.record(
    {
      source: fc.constantFrom(...ADDRESS_SOURCES),
      name,
      email,
      zoomUserId: fc.constantFrom('u1', 'u2', ''),
      registrantId: fc.constantFrom('r1', 'r2', ''),
      internal: fc.boolean(),
      waiting: fc.boolean(),
      joinTime: minute,
      leaveTime: minute,
    },
    { requiredKeys: ['source'] },
  ),
  { maxLength: 8 },
);

export const endUsers: fc.Arbitrary<EndUser[]> = fc.uniqueArray(
  fc.record({ id: fc.constantFrom('e1', 'e2', 'e3', 'e4', 'e5', 'e6'), email, name, companyId }),
  { selector: ({ id }) => id },
);

export const companies: fc.Arbitrary<Company[]> = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('c1', 'c2', 'c3', 'c4'),
    name: fc.constantFrom('One', 'Two'),
    domain: fc.constantFrom(
      'acme.com',
      'https://www.acme.com/',
      'twin.io',
      'gmail.com',
      'halo-team.com',
      null,
    ),
  }),
  { selector: ({ id }) => id },
);

export const options = fc.record({
  foldPlusTags: fc.boolean(),
  freeMail: fc.constantFrom([], ['twin.io']),
});

/** The same items in another order. */
export function shuffled<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
}
