import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  companyDomain,
  isFreeMail,
  parseAddress,
  readableAddress,
} from '../../../plugin/customers/addresses.ts';

const SAME_ADDRESS: [written: string, key: string][] = [
  ['jane@acme.com', 'jane@acme.com'],
  ['Jane@ACME.com', 'jane@acme.com'],
  ['  jane@acme.com\t', 'jane@acme.com'],
  ['jane@acme.com\r\n', 'jane@acme.com'],
  ['jane@acme.com.', 'jane@acme.com'],
  ['jane@acme.com,', 'jane@acme.com'],
  ['; jane@acme.com;', 'jane@acme.com'],
  ['<jane@acme.com>', 'jane@acme.com'],
  ['Jane Doe <jane@acme.com>', 'jane@acme.com'],
  ['Jane Doe<Jane@Acme.com> ', 'jane@acme.com'],
  ['"Doe, Jane" <jane@acme.com>', 'jane@acme.com'],
  ['"Jane Doe <jane@acme.com>"', 'jane@acme.com'],
  ['jane@old.com <jane@acme.com>', 'jane@acme.com'],
  ['mailto:jane@acme.com', 'jane@acme.com'],
  ['MAILTO:Jane@acme.com?subject=Hi', 'jane@acme.com'],
  ['mailto:jane%40acme.com', 'jane@acme.com'],
  ['Jane <mailto:jane@acme.com>', 'jane@acme.com'],
  ["'jane@acme.com'", 'jane@acme.com'],
  ['"jane@acme.com"', 'jane@acme.com'],
  ['“jane@acme.com”', 'jane@acme.com'],
  ['"jane"@acme.com', 'jane@acme.com'],
  ['\u200bjane@acme.com\ufeff', 'jane@acme.com'],
  ['\u202ajane@acme.com\u202c', 'jane@acme.com'],
  ['jane@ac\u00adme.com', 'jane@acme.com'],
  ['ｊａｎｅ＠ａｃｍｅ．ｃｏｍ', 'jane@acme.com'],
  ['jane@acme。com', 'jane@acme.com'],
  ['jane.doe@acme.com', 'jane.doe@acme.com'],
  ['j.a.n.e@gmail.com', 'j.a.n.e@gmail.com'],
  ['jane+zoom@acme.com', 'jane+zoom@acme.com'],
  ["o'brien@acme.com", "o'brien@acme.com"],
  ['jane_doe-2@acme.com', 'jane_doe-2@acme.com'],
  ['a/b=c!{x}@acme.com', 'a/b=c!{x}@acme.com'],
  ['jane..doe.@docomo.ne.jp', 'jane..doe.@docomo.ne.jp'],
  ['jane@eu.acme.co.uk', 'jane@eu.acme.co.uk'],
  ['jane@Bücher.de', 'jane@xn--bcher-kva.de'],
  ['jane@bu\u0308cher.de', 'jane@xn--bcher-kva.de'],
  ['jane@XN--BCHER-KVA.de', 'jane@xn--bcher-kva.de'],
  ['jane@例え.jp', 'jane@xn--r8jz45g.jp'],
  ['josé@acme.com', 'josé@acme.com'],
  ['jose\u0301@acme.com', 'josé@acme.com'],
  ['ÅSA@acme.com', 'åsa@acme.com'],
  ['1@2.io', '1@2.io'],
  ['jane@3m.com', 'jane@3m.com'],
  ['a***@acme.com', 'a***@acme.com'],
  ['****@Acme.com', '****@acme.com'],
];

const NO_ADDRESS = [
  '',
  '   ',
  'jane',
  '@',
  '@acme.com',
  'jane@',
  'jane@acme',
  'jane@localhost',
  'jane@.com',
  'jane@acme..com',
  'jane@acme.com..',
  'jane@-acme.com',
  'jane@acme-.com',
  'jane@foo_bar.com',
  'jane@acme.c',
  'jane@acme.123',
  'jane@127.0.0.1',
  'jane@0x7f.1',
  'jane@[127.0.0.1]',
  'jane@[IPv6:::1]',
  'jane@acme.com/path',
  'jane@acme.com?x=1',
  'jane@acme.com#x',
  'jane@acme.com:25',
  'jane@ac%20me.com',
  'jane@***.com',
  'jane doe@acme.com',
  '"jane doe"@acme.com',
  'jane@acme.com, bob@acme.com',
  'jane@acme.com;bob@acme.com',
  'jane@@acme.com',
  'jane@acme@beta.com',
  'jane(work)@acme.com',
  'Jane Doe jane@acme.com',
  'jane\u0000@acme.com',
  'ja\r\nne@acme.com',
  'ja\ud800ne@acme.com',
  'mailto:%ZZ',
  'N/A',
  'unknown',
  `${'a'.repeat(250)}@acme.com`,
  `jane@${'a'.repeat(64)}.com`,
  `${' '.repeat(5_000)}jane@acme.com`,
];

const REGISTRABLE: [email: string, registrable: string | null][] = [
  ['jane@acme.com', 'acme.com'],
  ['jane@eu.acme.com', 'acme.com'],
  ['jane@a.b.c.acme.co.uk', 'acme.co.uk'],
  ['jane@acme.com.au', 'acme.com.au'],
  ['jane@team.acme.co.jp', 'acme.co.jp'],
  ['jane@acme.myshopify.com', 'acme.myshopify.com'],
  ['jane@mail.acme.github.io', 'acme.github.io'],
  ['jane@co.uk', null],
  ['jane@github.io', null],
  ['jane@acme.internal', 'acme.internal'],
  ['jane@eu.bücher.de', 'xn--bcher-kva.de'],
];

const COMPANY_DOMAINS: [stored: string, domain: string | null][] = [
  ['acme.com', 'acme.com'],
  ['ACME.COM', 'acme.com'],
  [' acme.com ', 'acme.com'],
  ['acme.com.', 'acme.com'],
  ['www.acme.com', 'acme.com'],
  ['WWW.Acme.com/', 'acme.com'],
  ['https://acme.com', 'acme.com'],
  ['HTTP://www.acme.com/about?x=1#team', 'acme.com'],
  ['https://acme.com:8443/login', 'acme.com'],
  ['acme.com:443', 'acme.com'],
  ['acme.com/pricing', 'acme.com'],
  ['acme.com?ref=1', 'acme.com'],
  ['//acme.com', 'acme.com'],
  ['http://https://acme.com', 'acme.com'],
  ['https://user:pw@acme.com/', 'acme.com'],
  ['https:\\\\acme.com', null],
  ['@acme.com', 'acme.com'],
  ['info@acme.com', 'acme.com'],
  ['mailto:info@acme.com', 'acme.com'],
  ['eu.acme.com', 'acme.com'],
  ['shop.acme.co.uk', 'acme.co.uk'],
  ['acme.co.uk', 'acme.co.uk'],
  ['co.uk', null],
  ['com', null],
  ['acme', null],
  ['Acme Inc.', null],
  ['n/a', null],
  ['-', null],
  ['', null],
  ['127.0.0.1', null],
  ['http://127.0.0.1:3000/', null],
  ['http://[::1]/', null],
  ['localhost:3000', null],
  ['acme.com, acme.io', null],
  ['Bücher.de', 'xn--bcher-kva.de'],
  ['https://www.xn--bcher-kva.de/', 'xn--bcher-kva.de'],
  ['\u200bacme.com', 'acme.com'],
  ['acme.myshopify.com', 'acme.myshopify.com'],
  ['https://www.linkedin.com/company/acme', null],
  ['https://sites.google.com/acme', null],
  ['https://www.linkedin.com/', 'linkedin.com'],
  ['https://google.com/about', 'google.com'],
];

const FREE_MAIL: [domain: string, shared: boolean][] = [
  ['gmail.com', true],
  ['GMAIL.com', true],
  ['googlemail.com', true],
  ['outlook.com', true],
  ['hotmail.fr', true],
  ['yahoo.co.jp', true],
  ['icloud.com', true],
  ['proton.me', true],
  ['gmx.de', true],
  ['qq.com', true],
  ['mailinator.com', true],
  ['hey.com', true],
  ['mail.gmail.com', true],
  ['privaterelay.appleid.com', true],
  ['appleid.com', false],
  ['resource.calendar.google.com', true],
  ['google.com', false],
  ['acme.onmicrosoft.com', true],
  ['microsoft.com', false],
  ['acme.com', false],
  ['gmail.com.acme.com', false],
  ['notgmail.com', false],
  // the published list holds the public suffix net.ua itself
  ['acme.net.ua', false],
  ['not a domain', false],
];

describe('an address', () => {
  it.each(SAME_ADDRESS)('written %j is compared as %j', (written, key) => {
    expect(parseAddress(written)?.key).toBe(key);
  });

  it.each(NO_ADDRESS)('is not seen in %j', (garbage) => {
    expect(parseAddress(garbage)).toBeNull();
  });

  it.each(REGISTRABLE)('%s belongs to the registrable domain %s', (email, registrable) => {
    expect(parseAddress(email)?.registrable).toBe(registrable);
  });

  it.each([
    ['a***@acme.com', true],
    ['****@acme.com', true],
    ['j*n*@acme.com', true],
    ['jane@acme.com', false],
  ])('%s is known to be starred out: %s', (email, masked) => {
    expect(parseAddress(email)?.masked).toBe(masked);
  });

  it.each([
    ['jane+zoom@acme.com', 'jane@acme.com'],
    ['jane+a+b@acme.com', 'jane@acme.com'],
    ['jane@acme.com', 'jane@acme.com'],
    ['+jane@acme.com', '+jane@acme.com'],
    ['j.ane+x@gmail.com', 'j.ane@gmail.com'],
  ])('%s without its plus-tag is %s', (email, key) => {
    expect(parseAddress(email, { foldPlusTags: true })?.key).toBe(key);
  });

  it('keeps what was found, its parts, and a form that people can read', () => {
    const address = parseAddress('Jane <Jane@EU.Bücher.de>');
    expect(address).toEqual({
      original: 'Jane <Jane@EU.Bücher.de>',
      key: 'jane@eu.xn--bcher-kva.de',
      local: 'jane',
      domain: 'eu.xn--bcher-kva.de',
      registrable: 'xn--bcher-kva.de',
      masked: false,
    });
    expect(address && readableAddress(address)).toBe('jane@eu.bücher.de');
  });

  it('has a key that is its own key, and never throws on what a guest may type', () => {
    const typed = fc.oneof(
      fc.emailAddress(),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.tuple(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.domain()).map((parts) => parts.join('@')),
    );
    fc.assert(
      fc.property(typed, fc.boolean(), (text, foldPlusTags) => {
        const key = parseAddress(text, { foldPlusTags })?.key;
        if (key !== undefined) expect(parseAddress(key, { foldPlusTags })?.key).toBe(key);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same address in any case and any wrapping', () => {
    const wrappings = [
      (text: string) => text.toUpperCase(),
      (text: string) => ` <${text}> `,
      (text: string) => `Jane Doe <${text}>`,
      (text: string) => `"${text}"`,
      (text: string) => `${text}.`,
    ];
    const local = fc.stringMatching(/^[a-z][a-z0-9._+-]{0,10}$/);
    fc.assert(
      fc.property(local, fc.domain(), fc.constantFrom(...wrappings), (name, domain, wrap) => {
        const email = `${name}@${domain.toLowerCase()}`;
        expect(parseAddress(wrap(email))?.key).toBe(parseAddress(email)?.key);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the domain of a Halo company', () => {
  it.each(COMPANY_DOMAINS)('stored as %j is %j', (stored, domain) => {
    expect(companyDomain(stored)).toBe(domain);
  });

  it('never makes matching throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string({ unit: 'binary' })), (stored) => {
        const domain = companyDomain(stored);
        if (domain !== null) expect(companyDomain(domain)).toBe(domain);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('free mail', () => {
  it.each(FREE_MAIL)('%s is shared by unrelated people: %s', (domain, shared) => {
    expect(isFreeMail(domain, [])).toBe(shared);
  });

  it('takes the additions of an org however they are written', () => {
    const extra = ['@Coworking.example', 'bücher.de', 'not a domain'];
    expect(isFreeMail('coworking.example', extra)).toBe(true);
    expect(isFreeMail('desk4.coworking.example', extra)).toBe(true);
    expect(isFreeMail('xn--bcher-kva.de', extra)).toBe(true);
    expect(isFreeMail('acme.com', extra)).toBe(false);
  });
});
