import { describe, expect, it } from 'vitest';
import { audienceOf } from '../../../plugin/customers/audience.ts';
import type { Link } from '../../../plugin/customers/links.ts';
import { mergeSightings } from '../../../plugin/customers/participants.ts';
import type { Sighting } from '../../../plugin/customers/sightings.ts';

const TEAM = { domains: new Set(['halo-team.com']), emails: new Set<string>() };
// Two values that Halo does not use for both, so that a mix-up shows.
const POLICY = { internalOnly: 'internal', unmatchedExternal: 'hold' } as const;
const LINK: Link = {
  companyId: 'acme',
  source: 'invitees',
  method: 'domain',
  confidence: 0.58,
  attended: false,
};

const HOST: Sighting = { source: 'host', email: 'host@halo-team.com', zoomUserId: 'u1' };
const COLLEAGUE: Sighting = { source: 'past_participants', email: 'me@halo-team.com' };
const STRANGER: Sighting = { source: 'past_participants', name: 'Somebody' };

describe('who may be answered from a recording', () => {
  it.each<[string, Sighting[], string]>([
    ['only colleagues came', [HOST, COLLEAGUE], 'internal'],
    [
      'only colleagues came, and one was invited',
      [COLLEAGUE, { source: 'invitees', email: 'b@halo-team.com' }],
      'internal',
    ],
    [
      'colleagues and a notetaker came',
      [COLLEAGUE, { source: 'past_participants', name: 'Otter.ai' }],
      'internal',
    ],
    ['a stranger only waited at the door', [COLLEAGUE, { ...STRANGER, waiting: true }], 'internal'],
    ['an outsider came', [COLLEAGUE, { source: 'past_participants', email: 'x@delta.com' }], 'hold'],
    [
      'an outsider was invited and did not come',
      [COLLEAGUE, { source: 'invitees', email: 'x@delta.com' }],
      'hold',
    ],
    ['somebody came of whom a name is all we know', [COLLEAGUE, STRANGER], 'hold'],
    ['a caller dialled in', [COLLEAGUE, { source: 'past_participants', name: '+1***5550' }], 'hold'],
    ['a row was blanked', [COLLEAGUE, { source: 'past_participants', name: '', email: '' }], 'hold'],
    [
      'nobody but the host is known',
      [HOST, { source: 'alternative_hosts', email: 'b@halo-team.com' }],
      'hold',
    ],
    ['nobody at all is known', [], 'hold'],
  ])('follows the policy when %s', (_case, sightings, audience) => {
    const participants = mergeSightings(sightings, TEAM);
    expect(audienceOf({ links: [], participants, policy: POLICY })).toBe(audience);
  });

  it('is its customers as soon as one is linked, whoever else was there', () => {
    const participants = mergeSightings([COLLEAGUE, STRANGER], TEAM);
    expect(audienceOf({ links: [LINK], participants, policy: POLICY })).toBe('customers');
  });
});
