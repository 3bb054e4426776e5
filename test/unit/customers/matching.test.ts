import { describe, expect, it } from 'vitest';
import type { Found } from '../../../plugin/customers/directory-index.ts';
import { lookups, matchCustomers } from '../../../plugin/customers/matching.ts';
import { mergeSightings } from '../../../plugin/customers/participants.ts';
import type { Sighting } from '../../../plugin/customers/sightings.ts';

const TEAM = { domains: new Set(['halo-team.com']), emails: new Set(['solo@gmail.com']) };
const OPTIONS = { foldPlusTags: false, freeMail: ['coworking.example'] };

const DIRECTORY: Found = {
  companies: [
    { id: 'acme', name: 'Acme', domain: 'https://www.ACME.com/' },
    { id: 'beta', name: 'Beta', domain: 'beta.co.uk' },
    { id: 'twin-1', name: 'Twin', domain: 'twin.io' },
    { id: 'twin-2', name: 'Twin Inc', domain: 'www.twin.io' },
    { id: 'google-fan', name: 'Fan', domain: 'gmail.com' },
    { id: 'desk', name: 'Desk', domain: 'coworking.example' },
    { id: 'ours', name: 'Ourselves', domain: 'halo-team.com' },
    { id: 'buch', name: 'Bücher', domain: 'bücher.de' },
    { id: 'blank', name: 'Blank', domain: null },
  ],
  endUsers: [
    { id: 'jane', email: 'Jane@Acme.com', name: 'Jane Doe', companyId: 'acme' },
    { id: 'gina', email: 'gina@gmail.com', name: 'Gina', companyId: 'beta' },
    { id: 'free', email: 'free@gmail.com', name: 'Free Agent', companyId: null },
    { id: 'lone', email: 'lone@beta.co.uk', name: 'Lone', companyId: null },
    { id: 'moved', email: 'moved@acme.com', name: 'Moved', companyId: 'beta' },
    { id: 'twice-1', email: 'twice@acme.com', name: 'Twice', companyId: 'acme' },
    { id: 'twice-2', email: 'TWICE@acme.com', name: 'Twice', companyId: 'beta' },
    { id: 'tina', email: 'tina@twin.io', name: 'Tina', companyId: 'twin-1' },
    { id: 'colleague', email: 'me@halo-team.com', name: 'Me', companyId: 'ours' },
    { id: 'starred', email: 's***@acme.com', name: 'Starred', companyId: 'acme' },
    { id: 'nameless', email: null, name: null },
  ],
};

const came = (email: string, name = ''): Sighting => ({ source: 'past_participants', email, name });
const invited = (email: string): Sighting => ({ source: 'invitees', email });

function match(sightings: Sighting[], options = OPTIONS) {
  return matchCustomers(mergeSightings(sightings, TEAM), DIRECTORY, options);
}

/** Links in short: customer, method. */
function linked(sightings: Sighting[], options = OPTIONS): string[] {
  return match(sightings, options).links.map(
    ({ endUserId, companyId, method }) => `${endUserId ?? '-'} ${companyId ?? '-'} ${method}`,
  );
}

describe('the ladder', () => {
  it.each<[string, Sighting[], string[]]>([
    ['an exact address links its end user and company', [came('jane@acme.com')], ['jane acme email']],
    ['an end user on free mail is linked by address', [came('gina@gmail.com')], ['gina beta email']],
    ['an end user without a company is linked alone', [came('free@gmail.com')], ['free - email']],
    ['and gets the company of the domain', [came('lone@beta.co.uk')], ['lone - email', '- beta domain']],
    ["an end user's company on record outranks the domain", [came('moved@acme.com')], ['moved beta email']],
    [
      'one address entered twice links both',
      [came('twice@acme.com')],
      ['twice-1 acme email', 'twice-2 beta email'],
    ],
    ['an unknown address links its company', [came('new@acme.com')], ['- acme domain']],
    ['a subdomain does too', [came('new@eu.acme.com')], ['- acme domain']],
    ['an internationalised domain does too', [came('new@xn--bcher-kva.de')], ['- buch domain']],
    ['a look-alike does not', [came('new@notacme.com'), came('x@acme.com.evil.io')], []],
    ['free mail names no company', [came('new@gmail.com')], []],
    ["nor does an org's own addition to it", [came('new@coworking.example')], []],
    ['nor does a calendar room of Google', [came('r@resource.calendar.google.com')], []],
    ['a starred-out address links by domain only', [came('s***@acme.com', 'S')], ['- acme masked_domain']],
    ['a starred-out free-mail address links nothing', [came('g***@gmail.com', 'G')], []],
    ['a shared domain links none of its companies', [came('new@twin.io')], []],
    ['a person known at one of them is linked there', [came('tina@twin.io')], ['tina twin-1 email']],
    ['a colleague is never linked, though on record', [came('me@halo-team.com')], []],
    ['a bot is never linked', [came('fred@fireflies.ai'), came('bot@otter.ai')], []],
    ['an invitation links', [invited('jane@acme.com')], ['jane acme email']],
    ['the waiting room alone does not', [{ ...came('jane@acme.com'), waiting: true }], []],
    [
      'a guest who waited and was invited counts as invited',
      [{ ...came('jane@acme.com'), waiting: true }, invited('jane@acme.com')],
      ['jane acme email'],
    ],
    [
      'a company linked by a person is not linked again by its domain',
      [came('new@acme.com'), invited('jane@acme.com')],
      ['jane acme email'],
    ],
    [
      'several customers are all linked',
      [came('jane@acme.com'), came('new@beta.co.uk'), invited('gina@gmail.com')],
      ['jane acme email', 'gina beta email'],
    ],
  ])('%s', (_rule, sightings, expected) => {
    expect(linked(sightings)).toEqual(expected);
  });

  it('finds an end user under the untagged address only when the org folds tags', () => {
    expect(linked([came('gina+zoom@gmail.com')])).toEqual([]);
    expect(linked([came('gina+zoom@gmail.com')], { ...OPTIONS, foldPlusTags: true })).toEqual([
      'gina beta email',
    ]);
  });

  it('keeps tagged end users apart when the tagged address itself is known', () => {
    const endUsers = [
      { id: 'a', email: 'help+a@acme.com' },
      { id: 'b', email: 'help+b@acme.com' },
    ];
    const participants = mergeSightings([came('help+a@acme.com')], TEAM);
    const { links } = matchCustomers(
      participants,
      { endUsers, companies: [] },
      { ...OPTIONS, foldPlusTags: true },
    );
    expect(links.map(({ endUserId }) => endUserId)).toEqual(['a']);
  });

  it('takes no end user under a tag for the untagged address, though a name brought the row up', () => {
    const tagged = { id: 'dana', email: 'dana+halo@acme.com', name: 'Dana Doe' };
    const participants = mergeSightings(
      [invited('dana@acme.com'), { source: 'timeline', name: 'Dana Doe' }],
      TEAM,
    );
    const folding = { ...OPTIONS, foldPlusTags: true };
    const { links, suggestions } = matchCustomers(
      participants,
      { endUsers: [tagged], companies: [] },
      folding,
    );
    expect(links).toEqual([]);
    expect(suggestions.map(({ endUserId }) => endUserId)).toEqual(['dana']);
  });
});

describe('the evidence of a link', () => {
  it('names the address, the best source of it, and whether the person came', () => {
    expect(match([invited('jane@acme.com'), came('jane@acme.com', 'Jane')]).links).toEqual([
      {
        endUserId: 'jane',
        companyId: 'acme',
        email: 'jane@acme.com',
        source: 'past_participants',
        method: 'email',
        confidence: 1,
        attended: true,
      },
    ]);
  });

  it('is the best there is when several people stand for one company', () => {
    expect(match([invited('a@acme.com'), came('b@acme.com'), came('c***@acme.com')]).links).toEqual([
      {
        companyId: 'acme',
        email: 'b@acme.com',
        source: 'past_participants',
        method: 'domain',
        confidence: 0.8,
        attended: true,
      },
    ]);
  });

  it('is surer for somebody seen than registered, and registered than invited; for an address than a domain', () => {
    const confidence = (sighting: Sighting) => match([sighting]).links[0]?.confidence;
    const ladder = [
      confidence(came('jane@acme.com')),
      confidence({ source: 'registrants', email: 'jane@acme.com' }),
      confidence(invited('jane@acme.com')),
      confidence({ source: 'registrants', email: 'new@acme.com' }),
      confidence(invited('new@acme.com')),
      confidence(invited('n***@acme.com')),
    ];
    expect(ladder).toEqual([1, 0.76, 0.72, 0.61, 0.58, 0.43]);
  });
});

describe('what does not link', () => {
  it('says which companies share a domain, and whom it concerned', () => {
    expect(match([came('new@twin.io'), invited('other@eu.twin.io'), came('tina@twin.io')]).conflicts).toEqual(
      [
        {
          reason: 'shared_domain',
          domain: 'twin.io',
          companies: [
            { id: 'twin-1', name: 'Twin' },
            { id: 'twin-2', name: 'Twin Inc' },
          ],
          emails: ['new@twin.io', 'other@eu.twin.io'],
        },
      ],
    );
  });

  it('says so of each domain of its own, in the order of their names', () => {
    const companies = ['b.example', 'a.example', 'c.example'].flatMap((domain) =>
      ['one', 'two'].map((id) => ({ id: `${id} of ${domain}`, name: id, domain })),
    );
    const seen = [came('y@b.example'), came('x@a.example'), came('z@c.example'), came('x@b.example')];
    const { conflicts } = matchCustomers(
      mergeSightings(seen, TEAM),
      { endUsers: [], companies },
      { ...OPTIONS, freeMail: [] },
    );
    expect(conflicts.map(({ domain, emails }) => [domain, ...emails])).toEqual([
      ['a.example', 'x@a.example'],
      ['b.example', 'x@b.example', 'y@b.example'],
      ['c.example', 'z@c.example'],
    ]);
  });

  it('suggests nobody for a room, a phone, or a name that is none', () => {
    const names = ['Boardroom', '+1***5550', '(she/her)', '(Acme)'];
    const sightings = names.map((name): Sighting => ({ source: 'timeline', name }));
    const endUsers = [...names, null].map((name, id) => ({ id: String(id), email: null, name }));
    const participants = mergeSightings(sightings, TEAM);
    expect(matchCustomers(participants, { endUsers, companies: [] }, OPTIONS).suggestions).toEqual([]);
    expect(lookups(participants, OPTIONS).names).toEqual([]);
  });

  it('suggests everybody of a name once, in the order of people and of end users', () => {
    const sightings = ['Zoe Zed', 'Ann Ames'].map((name): Sighting => ({ source: 'timeline', name }));
    const endUsers = ['2', '1', '3', '2'].map((id) => ({
      id,
      email: null,
      name: id === '3' ? 'Zoe Zed' : 'Ann Ames',
    }));
    const { suggestions } = matchCustomers(
      mergeSightings(sightings, TEAM),
      { endUsers, companies: [] },
      OPTIONS,
    );
    expect(suggestions.map(({ name, endUserId }) => [name, endUserId])).toEqual([
      ['Ann Ames', '1'],
      ['Ann Ames', '2'],
      ['Zoe Zed', '3'],
    ]);
  });

  it('suggests an end user of the same name, and links nothing by it', () => {
    const { links, suggestions } = match([{ source: 'timeline', name: 'JANE Doe (Acme)' }]);
    expect(links).toEqual([]);
    expect(suggestions).toEqual([
      {
        participantKey: 'name:jane doe (acme)',
        name: 'JANE Doe (Acme)',
        endUserId: 'jane',
        companyId: 'acme',
      },
    ]);
  });

  it('suggests nobody who is linked already, came with an address, or was not there', () => {
    expect(match([came('jane@acme.com'), { source: 'timeline', name: 'Jane Doe' }]).suggestions).toEqual([]);
    expect(match([came('other@delta.com', 'Jane Doe')]).suggestions).toEqual([]);
    expect(match([{ source: 'timeline', name: 'Jane Doe', waiting: true }]).suggestions).toEqual([]);
    expect(match([{ source: 'timeline', name: 'Jane Doe', internal: true }]).suggestions).toEqual([]);
  });
});

describe('what the directory is asked for', () => {
  const ask = (sightings: Sighting[], options = OPTIONS) => lookups(mergeSightings(sightings, TEAM), options);

  it('leaves out the team, bots and domains that name nobody', () => {
    const asked = ask([
      came('Me@halo-team.com', 'Me'),
      came('solo@gmail.com', 'Solo'),
      came('fred@fireflies.ai'),
      came('gina@gmail.com', 'Gina'),
      came('j***@eu.acme.com', 'J'),
      { source: 'timeline', name: 'Jane Doe (she/her)' },
      { source: 'timeline', name: 'Otter.ai' },
    ]);
    expect(asked).toEqual({ emails: ['gina@gmail.com'], domains: ['acme.com'], names: ['jane doe'] });
  });

  it('asks for every spelling under which Halo may hold an address', () => {
    const asked = ask([came('Jane+Zoom@Bücher.de')], { ...OPTIONS, foldPlusTags: true });
    expect(asked.emails).toEqual([
      'jane+zoom@bücher.de',
      'jane+zoom@xn--bcher-kva.de',
      'jane@bücher.de',
      'jane@xn--bcher-kva.de',
    ]);
    expect(asked.domains).toEqual(['bücher.de', 'xn--bcher-kva.de']);
  });
});
