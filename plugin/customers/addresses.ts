import { domainToASCII, domainToUnicode } from 'node:url';
import emailProviders from 'email-providers/all.json' with { type: 'json' };
import { getDomain } from 'tldts';
import { PROFILE_SITES, SHARED_MAIL_DOMAINS } from './shared-domains.ts';

/** An e-mail address in the one form in which addresses are compared. */
export interface Address {
  /** As it was found. */
  readonly original: string;
  /** `local@domain`: two spellings of one address have the same key. */
  readonly key: string;
  readonly local: string;
  /** The host in ASCII (punycode). */
  readonly domain: string;
  /** What somebody registered, `acme.co.uk` of `eu.acme.co.uk`; null when the host is itself a public suffix. */
  readonly registrable: string | null;
  /** The local part is starred out (`a***@acme.com`): only the domain can be believed. */
  readonly masked: boolean;
}

export interface AddressOptions {
  /** Treat `jane+zoom@acme.com` as `jane@acme.com`. Not every mail host does, so it is a choice. */
  readonly foldPlusTags?: boolean;
}

/** RFC 5321 allows a path of 256 octets, angle brackets included. */
const LONGEST_ADDRESS = 254;
/** A guest can type anything into a registration form; nothing that holds one address is longer than this. */
const LONGEST_INPUT = 1_000;

// Zero-width and direction marks ride along when an address is pasted from a web page or a PDF.
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const OUTER_QUOTES = /^(['"‘’“”])(.*)['"‘’“”]$/su;
const IN_ANGLE_BRACKETS = /<([^<>]*)>$/;
// Consecutive and trailing dots are let through: Japanese carriers gave out such addresses for years.
const LOCAL_PART = /^[^\s@<>()[\],;:\\"\p{Cc}]+$/u;
// At least two labels, and a top label that starts with a letter, so that an IP address is no host.
const HOST = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** The list names it, but RFC 2606 gives it to documentation: whoever uses it means a company of their own. */
const FOR_EXAMPLES = 'example.com';

const FREE_MAIL: ReadonlySet<string> = new Set(
  [...emailProviders, ...SHARED_MAIL_DOMAINS].filter((domain) => domain !== FOR_EXAMPLES),
);

/** Reads one address out of what Zoom, a calendar or a person wrote; null when there is none in it. */
export function parseAddress(raw: string, options: AddressOptions = {}): Address | null {
  const text = bareAddress(clean(raw));
  const at = text.lastIndexOf('@');
  const domain = at > 0 ? asciiHost(text.slice(at + 1)) : null;
  const written = text.slice(0, Math.max(at, 0)).replace(/^"([^"]+)"$/, '$1');
  if (domain === null || !LOCAL_PART.test(written)) return null;
  const local = options.foldPlusTags === true ? withoutPlusTag(written) : written;
  const key = `${local}@${domain}`;
  if (key.length > LONGEST_ADDRESS) return null;
  return {
    original: raw,
    key,
    local,
    domain,
    registrable: registrableDomain(domain),
    masked: local.includes('*'),
  };
}

/** The address as people write it: an internationalised host in its own script. */
export function readableAddress(address: Address): string {
  return `${address.local}@${domainToUnicode(address.domain)}`;
}

/**
 * The registrable domain of a Halo company. `companies.domain` is one free string, so it may be a URL, carry
 * `www.`, a port or a path, or be an address; null when no domain can be read out of it.
 */
export function companyDomain(raw: string): string | null {
  const url = clean(raw)
    .replace(/^mailto:/, '')
    .replace(/^(?:(?:[a-z][a-z0-9+.-]*:)?\/\/)+/, '');
  const [authority = '', path = ''] = url.split(/[/?#\\]+/, 2);
  const host = asciiHost(authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, ''));
  const domain = host === null ? null : registrableDomain(host);
  const isPage = path !== '' && [host, domain].some((site) => site !== null && PROFILE_SITES.has(site));
  return isPage ? null : domain;
}

/** Whether unrelated people share this mail domain, by the published list or by the org's own additions. */
export function isFreeMail(domain: string, extra: readonly string[]): boolean {
  const host = asciiHost(clean(domain));
  if (host === null) return false;
  const added = new Set(extra.map((entry) => asciiHost(clean(entry).replace(/^@/, ''))));
  return upToRegistrable(host).some((name) => FREE_MAIL.has(name) || added.has(name));
}

/** Host names from the whole one up to the registrable one. No further: the list also holds public suffixes. */
function upToRegistrable(host: string): string[] {
  const floor = registrableDomain(host) ?? host;
  const labels = host.split('.');
  return labels.map((_, cut) => labels.slice(cut).join('.')).filter((name) => name.length >= floor.length);
}

/** Private suffixes count: customers of a shop or site host (`acme.myshopify.com`) are not one company. */
function registrableDomain(host: string): string | null {
  return getDomain(host, { allowPrivateDomains: true, extractHostname: false });
}

function clean(raw: string): string {
  if (raw.length > LONGEST_INPUT || !raw.isWellFormed()) return '';
  // Lower case can undo the normal form (and the other way round), so the normal form is taken last.
  const folded = raw.normalize('NFKC').toLowerCase().normalize('NFKC').replace(INVISIBLE, '');
  return folded.replace(/^[\s,;]+|[\s,;]+$/g, '');
}

function bareAddress(text: string): string {
  const unquoted = text.replace(OUTER_QUOTES, '$2').trim();
  const inner = (IN_ANGLE_BRACKETS.exec(unquoted)?.[1] ?? unquoted).trim();
  return fromMailto(inner).replace(OUTER_QUOTES, '$2').trim();
}

function fromMailto(text: string): string {
  const [, encoded] = /^mailto:([^?]*)/.exec(text) ?? [];
  if (encoded === undefined) return text;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

/** One spelling of a host name, or null. `domainToASCII` alone reads past `/`, `?` and `#` as if in a URL. */
function asciiHost(text: string): string | null {
  if (/[\s/?#\\@:%]/.test(text)) return null;
  const host = domainToASCII(text).replace(/\.$/, '');
  return HOST.test(host) ? host : null;
}

function withoutPlusTag(local: string): string {
  return local.replace(/(?<=.)\+.*$/su, '');
}
