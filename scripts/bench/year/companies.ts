import { domainToASCII } from 'node:url';
import type { Company } from '../../../plugin/customers/directory-index.ts';
import { type Draw, slug } from './draw.ts';
import { SHARED_HOSTS } from './shared-hosts.ts';

/** A company that Halo knows, and what the maker of it knows besides. */
export interface MadeCompany {
  readonly row: Company;
  /** The domain of its people's mail. */
  readonly mailDomain: string;
  /** `companies.domain` names that domain, and that of no other company. */
  readonly namedByDomain: boolean;
  /** The company it belongs to; some of its people are on record there. */
  readonly parent?: MadeCompany;
}

/** How many companies have their domain written in which way. */
const KINDS = [
  ['plain', 46],
  ['url', 14],
  ['www', 8],
  ['upper case', 6],
  ['port', 4],
  ['subdomain', 3],
  ['unicode', 4],
  ['punycode', 4],
  ['decomposed', 3],
  ['private suffix', 5],
  ['subsidiary', 6],
  ['shared', 4],
  ['blank', 8],
  ['page', 2],
  ['free mail', 3],
] as const;

type Kind = (typeof KINDS)[number][0];

const ENDINGS = ['com', 'de', 'co.uk', 'fr', 'example'];
const SITE_HOSTS = ['github.io', 'myshopify.com', 'netlify.app'];
const FOREIGN = ['müller', 'åsgård', 'çelik', 'łódź', 'señor'];

/** Companies at domains that nobody registered: each has `-sim` in it, or ends in `.example`. */
export function makeCompanies(draw: Draw): MadeCompany[] {
  const companies: MadeCompany[] = [];
  for (const [kind, count] of KINDS) {
    for (let made = 0; made < count; made += 1) companies.push(...makeOne(draw, kind, companies));
  }
  return companies;
}

function makeOne(draw: Draw, kind: Kind, before: readonly MadeCompany[]): MadeCompany[] {
  const id = `c${before.length + 1}`;
  const name = draw.companyName();
  const [word = ''] = slug(name, '-').split('-');
  const mailDomain = domainOf(draw, kind, `${word}-${id}-sim`);
  const company = (domain: string | null, known: Partial<MadeCompany> = {}): MadeCompany => ({
    row: { id, name, domain },
    mailDomain,
    namedByDomain: true,
    ...known,
  });
  const unnamed = { namedByDomain: false };
  switch (kind) {
    case 'subsidiary':
      return [company(mailDomain, { parent: draw.one(before.slice(0, 40)) })];
    case 'shared': {
      const row = { id: `${id}b`, name: `${name} Inc`, domain: `https://${mailDomain}` };
      return [company(mailDomain, unnamed), { ...company(mailDomain, unnamed), row }];
    }
    case 'blank':
      return [company(draw.one([null, '', 'n/a']), unnamed)];
    case 'page':
      return [company(`https://www.linkedin.com/company/${slug(name, '-')}`, unnamed)];
    case 'free mail': {
      const taken = new Set(before.map(({ row }) => row.domain));
      const host = SHARED_HOSTS.find((one) => !taken.has(one)) ?? null;
      return [company(host, unnamed)];
    }
    default:
      return [company(draw.one(spellingsOf(kind, mailDomain)))];
  }
}

function domainOf(draw: Draw, kind: Kind, label: string): string {
  switch (kind) {
    case 'private suffix':
      return `${label}.${draw.one(SITE_HOSTS)}`;
    case 'unicode':
    case 'punycode':
    case 'decomposed':
      return `${draw.one(FOREIGN)}-${label}.de`;
    default:
      return `${label}.${draw.one(ENDINGS)}`;
  }
}

type Named = Exclude<Kind, 'subsidiary' | 'shared' | 'blank' | 'page' | 'free mail'>;

function spellingsOf(kind: Named, domain: string): string[] {
  switch (kind) {
    case 'url':
      return [
        `https://www.${domain}/`,
        `http://${domain}/about?ref=1#team`,
        `HTTPS://${domain.toUpperCase()}`,
      ];
    case 'www':
      return [`www.${domain}`];
    case 'upper case':
      return [domain.toUpperCase()];
    case 'port':
      return [`${domain}:8443`, `https://${domain}:443/login`];
    case 'subdomain':
      return [`shop.${domain}`];
    case 'unicode':
      return [domain, domain.toUpperCase()];
    case 'decomposed':
      return [domain.normalize('NFD')];
    case 'punycode':
      return [domainToASCII(domain)];
    case 'private suffix':
    case 'plain':
      return [domain];
  }
}
