/**
 * Mail domains that many unrelated people share and that the published free-mail list does not hold:
 * younger mailbox providers, forwarding aliases, and hosts that write addresses for calendars and sign-ins.
 * An address there says who somebody may be, never which company they work for.
 */
export const SHARED_MAIL_DOMAINS: readonly string[] = [
  // mailbox providers
  'fastmail.com',
  'hey.com',
  'myyahoo.com',
  'tuta.com',
  'tutamail.com',
  'tutanota.com',
  // forwarding aliases
  'addy.io',
  'aleeas.com',
  'anonaddy.com',
  'mozmail.com',
  'passinbox.com',
  'passmail.net',
  'privaterelay.appleid.com',
  'slmail.me',
  'users.noreply.github.com',
  // Google Calendar gives rooms and group calendars an address of their own, and invites carry it
  'calendar.google.com',
  'groups.io',
  // the default domain of every Microsoft 365 tenant, missing from the Public Suffix List
  'onmicrosoft.com',
];

/**
 * Sites on which a company has a page. A `companies.domain` that holds a page's URL, such as
 * `linkedin.com/company/acme`, names the site and not the company.
 */
export const PROFILE_SITES: ReadonlySet<string> = new Set([
  'crunchbase.com',
  'facebook.com',
  'github.com',
  'instagram.com',
  'linkedin.com',
  'linktr.ee',
  'sites.google.com',
  'twitter.com',
  'x.com',
  'youtube.com',
]);
