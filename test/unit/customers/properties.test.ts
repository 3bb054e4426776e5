import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../plugin/customers/addresses.ts';
import { customerKey } from '../../../plugin/customers/links.ts';
import { lookups, matchCustomers } from '../../../plugin/customers/matching.ts';
import { mergeSightings, seenAgain } from '../../../plugin/customers/participants.ts';
import type { TeamKnowledge } from '../../../plugin/customers/team.ts';
import { companies, endUsers, options, shuffled, sightings, TEAM } from './arbitraries.ts';

const RUNS = { numRuns: 1_000 };

/** Written apart from the code under test: of the team is who has a team domain or a team mailbox. */
function isOfTheTeam(email: string): boolean {
  const { domain, key } = parseAddress(email, { foldPlusTags: true }) ?? { domain: '', key: '' };
  return domain === 'halo-team.com' || key === 'solo@gmail.com' || key === 'boss@icloud.com';
}

describe('for any call and any directory', () => {
  it('the order of the sightings changes nothing', () => {
    const twoOrders = sightings.chain((seen) => fc.tuple(fc.constant(seen), shuffled(seen)));
    fc.assert(
      fc.property(twoOrders, ([seen, again]) => {
        expect(mergeSightings(again, TEAM)).toEqual(mergeSightings(seen, TEAM));
      }),
      RUNS,
    );
  });

  it('seeing everything twice changes nothing', () => {
    fc.assert(
      fc.property(sightings, (seen) => {
        expect(mergeSightings([...seen, ...seen], TEAM)).toEqual(mergeSightings(seen, TEAM));
      }),
      RUNS,
    );
  });

  it('every participant has a key of its own, and every address one owner', () => {
    fc.assert(
      fc.property(sightings, (seen) => {
        const people = mergeSightings(seen, TEAM);
        const owned = people.flatMap(({ addresses }) =>
          addresses.flatMap(({ key }) => (key.includes('*') ? [] : key)),
        );
        expect(new Set(people.map(({ key }) => key)).size).toBe(people.length);
        expect(new Set(owned).size).toBe(owned.length);
      }),
      RUNS,
    );
  });

  it('the order of participants and of found rows changes nothing', () => {
    const call = fc.tuple(sightings, endUsers, companies).chain(([seen, users, firms]) => {
      const people = mergeSightings(seen, TEAM);
      return fc.record({
        one: fc.constant({ people, users, firms }),
        other: fc.record({ people: shuffled(people), users: shuffled(users), firms: shuffled(firms) }),
      });
    });
    fc.assert(
      fc.property(call, options, ({ one, other }, chosen) => {
        const match = ({ people, users, firms }: typeof one) =>
          matchCustomers(people, { endUsers: users, companies: firms }, chosen);
        expect(match(other)).toEqual(match(one));
        expect(lookups(other.people, chosen)).toEqual(lookups(one.people, chosen));
      }),
      RUNS,
    );
  });

  it('who is of the team may be known before or after: the links are the same', () => {
    const nobody: TeamKnowledge = { domains: new Set(), emails: new Set() };
    const others: TeamKnowledge = { domains: new Set(['acme.com']), emails: new Set(['bob@twin.io']) };
    const before = fc.constantFrom(nobody, others, TEAM);
    fc.assert(
      fc.property(sightings, endUsers, companies, options, before, (seen, users, firms, chosen, earlier) => {
        const match = (people: ReturnType<typeof mergeSightings>) =>
          matchCustomers(people, { endUsers: users, companies: firms }, chosen);
        const again = mergeSightings(seen, earlier).map((participant) => seenAgain(participant, TEAM));
        expect(match(again)).toEqual(match(mergeSightings(seen, TEAM)));
      }),
      RUNS,
    );
  });

  it('no team address is ever asked for or linked, though it be on record', () => {
    fc.assert(
      fc.property(sightings, endUsers, companies, options, (seen, users, firms, chosen) => {
        const people = mergeSightings(seen, TEAM);
        const { links } = matchCustomers(people, { endUsers: users, companies: firms }, chosen);
        expect(lookups(people, chosen).emails.filter(isOfTheTeam)).toEqual([]);
        expect(links.filter(({ email }) => isOfTheTeam(email ?? ''))).toEqual([]);
        const persons = links.map(({ endUserId }) => users.find(({ id }) => id === endUserId)?.email ?? '');
        expect(persons.filter(isOfTheTeam)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('names never link: without addresses there is nothing but suggestions', () => {
    fc.assert(
      fc.property(sightings, endUsers, companies, options, (seen, users, firms, chosen) => {
        const nameless = seen.map(({ email: _email, ...rest }) => rest);
        const people = mergeSightings(nameless, TEAM);
        expect(matchCustomers(people, { endUsers: users, companies: firms }, chosen).links).toEqual([]);
      }),
      RUNS,
    );
  });

  it('names never link: other names leave the same links', () => {
    fc.assert(
      fc.property(sightings, endUsers, companies, options, (seen, users, firms, chosen) => {
        const people = mergeSightings(seen, TEAM);
        const renamed = users.map((user) => ({ ...user, name: 'Somebody Else' }));
        const before = matchCustomers(people, { endUsers: users, companies: firms }, chosen);
        const after = matchCustomers(people, { endUsers: renamed, companies: firms }, chosen);
        expect(after.links).toEqual(before.links);
      }),
      RUNS,
    );
  });

  it('a customer is linked once, with a confidence from 0 to 1, by an address somebody had', () => {
    fc.assert(
      fc.property(sightings, endUsers, companies, options, (seen, users, firms, chosen) => {
        const people = mergeSightings(seen, TEAM);
        const { links } = matchCustomers(people, { endUsers: users, companies: firms }, chosen);
        const addresses = people.flatMap((one) => one.addresses.map(({ email }) => email));
        expect(new Set(links.map(customerKey)).size).toBe(links.length);
        for (const { confidence, email } of links) {
          expect(confidence).toBeGreaterThan(0);
          expect(confidence).toBeLessThanOrEqual(1);
          expect(addresses).toContain(email);
        }
      }),
      RUNS,
    );
  });
});
