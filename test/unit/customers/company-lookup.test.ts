import { domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { companyDomain } from '../../../plugin/customers/addresses.ts';
import { Directory } from '../../../plugin/store/directory.ts';
import { createOrg } from '../../halo/orgs.ts';
import {
  type HaloDatabase,
  openHaloDatabase,
  openPluginDatabase,
  type PluginDatabase,
} from '../../halo/postgres/database.ts';
import { createTestDatabase } from '../../halo/postgres/test-database.ts';
import { migrate } from '../../halo/schema.ts';

const DOMAINS = [
  'acme.com',
  'acme.co.uk',
  'bücher.de',
  'xn--bcher-kva.de',
  '食狮.com.cn',
  'acme.myshopify.com',
];

/** What a sales team types, pastes and imports into a website field. */
const spelling = fc
  .tuple(
    fc.constantFrom('', ' ', '\u200b', '\ufeff', ', '),
    fc.constantFrom('', 'https://', 'HTTP://', '//', 'http://https://', 'mailto:', 'ftp://'),
    fc.constantFrom('', 'info@', 'user:pw@', '@'),
    fc.constantFrom('', 'www.', 'eu.', 'a.b.c.', 'not-', 'x'),
    fc.constantFrom(...DOMAINS),
    fc.constantFrom('', '', '.', ':443', ':'),
    fc.constantFrom('', '', '/', '/about?x=1#team', '?ref=acme.com', '#top', '\\', ' ', '\u2060'),
    fc.constantFrom(
      (text: string) => text,
      (text: string) => text.toUpperCase(),
      (text: string) => text.replaceAll('.', '。'),
      (text: string) => text.replaceAll('a', 'ａ'),
      (text: string) => text.normalize('NFD'),
    ),
  )
  .map(([before, scheme, user, sub, domain, port, path, write]) =>
    write([before, scheme, user, sub, domain, port, path].join('')),
  );

let halo: HaloDatabase;
let plugin: PluginDatabase;

beforeAll(async () => {
  const url = await createTestDatabase();
  halo = openHaloDatabase(url);
  plugin = openPluginDatabase(url, 'zoom');
  await migrate(halo, 'zoom', []);
  await createOrg(halo, { id: 'acme', name: 'Acme' });
  await createOrg(halo, { id: 'other', name: 'Other' });
});
afterAll(() => Promise.all([halo.end(), plugin.end()]));
beforeEach(() => halo.query('delete from companies'));

const know = (org: string, domains: readonly string[]) =>
  halo.query(
    `insert into companies (org_id, id, name, domain)
     select $1, domain, 'A company', domain from jsonb_array_elements_text($2) domain`,
    [org, JSON.stringify(domains)],
  );

async function found(org: string, domain: string): Promise<string[]> {
  const domains = [domain, domainToUnicode(domain)];
  const { companies } = await new Directory(org).find(plugin.forOrg(org), { emails: [], domains });
  return companies.map(({ id }) => id);
}

describe('a company is looked up by the domain of its website', () => {
  it('however that is written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(spelling, { minLength: 200, maxLength: 200 }), async (spellings) => {
        await halo.query('delete from companies');
        await know('acme', spellings);
        for (const domain of new Set(spellings.flatMap((text) => companyDomain(text) ?? []))) {
          const stored = await found('acme', domain);
          const meant = spellings.filter((text) => companyDomain(text) === domain);
          expect(meant.filter((text) => !stored.includes(text))).toEqual([]);
        }
      }),
      { numRuns: 5 },
    );
  });

  it('and not by one that only looks like it', async () => {
    await know('acme', ['notacme.com', 'acme.com.au', 'acme.community', 'com', 'x.com/acme.com', '']);
    expect(await found('acme', 'acme.com')).toEqual([]);
  });

  it('in its own org alone', async () => {
    await know('acme', ['https://acme.com/']);
    await know('other', ['acme.com']);
    expect(await found('acme', 'acme.com')).toEqual(['https://acme.com/']);
  });
});
