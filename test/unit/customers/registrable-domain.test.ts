import { domainToASCII } from 'node:url';
import { describe, expect, it } from 'vitest';
import { companyDomain, parseAddress } from '../../../plugin/customers/addresses.ts';

/** The cases that the Public Suffix List publishes for its readers, by the domain that somebody registered. */
const HOSTS_OF: Readonly<Record<string, readonly string[]>> = {
  'example.com': ['example.COM', 'WwW.example.COM', 'example.com', 'b.example.com', 'a.b.example.com'],
  'example.example': ['example.example', 'b.example.example', 'a.b.example.example'],
  'domain.biz': ['domain.biz', 'b.domain.biz', 'a.b.domain.biz'],
  'example.uk.com': ['example.uk.com', 'b.example.uk.com', 'a.b.example.uk.com'],
  'test.ac': ['test.ac'],
  'b.c.mm': ['b.c.mm', 'a.b.c.mm'],
  'test.jp': ['test.jp', 'www.test.jp'],
  'test.ac.jp': ['test.ac.jp', 'www.test.ac.jp'],
  'test.kyoto.jp': ['test.kyoto.jp'],
  'b.ide.kyoto.jp': ['b.ide.kyoto.jp', 'a.b.ide.kyoto.jp'],
  'b.c.kobe.jp': ['b.c.kobe.jp', 'a.b.c.kobe.jp'],
  'city.kobe.jp': ['city.kobe.jp', 'www.city.kobe.jp'],
  'b.test.ck': ['b.test.ck', 'a.b.test.ck'],
  'www.ck': ['www.ck', 'www.www.ck'],
  'test.us': ['test.us', 'www.test.us'],
  'test.ak.us': ['test.ak.us', 'www.test.ak.us'],
  'test.k12.ak.us': ['test.k12.ak.us', 'www.test.k12.ak.us'],
  '食狮.com.cn': ['食狮.com.cn'],
  '食狮.公司.cn': ['食狮.公司.cn', 'www.食狮.公司.cn'],
  'shishi.公司.cn': ['shishi.公司.cn'],
  '食狮.中国': ['食狮.中国', 'www.食狮.中国'],
  'shishi.中国': ['shishi.中国'],
  'xn--85x722f.com.cn': ['xn--85x722f.com.cn'],
  'xn--85x722f.xn--55qx5d.cn': ['xn--85x722f.xn--55qx5d.cn', 'www.xn--85x722f.xn--55qx5d.cn'],
  'shishi.xn--55qx5d.cn': ['shishi.xn--55qx5d.cn'],
  'xn--85x722f.xn--fiqs8s': ['xn--85x722f.xn--fiqs8s', 'www.xn--85x722f.xn--fiqs8s'],
  'shishi.xn--fiqs8s': ['shishi.xn--fiqs8s'],
};

/** Suffixes themselves, and what is no host. */
const HOSTS_OF_NOBODY = [
  'COM',
  '.com',
  '.example',
  '.example.com',
  '.example.example',
  'example',
  'biz',
  'com',
  'uk.com',
  'mm',
  'c.mm',
  'jp',
  'ac.jp',
  'kyoto.jp',
  'ide.kyoto.jp',
  'c.kobe.jp',
  'ck',
  'test.ck',
  'us',
  'ak.us',
  'k12.ak.us',
  '公司.cn',
  '中国',
  'xn--55qx5d.cn',
  'xn--fiqs8s',
];

describe('the registrable domain', () => {
  it.each(Object.entries(HOSTS_OF).flatMap(([domain, hosts]) => hosts.map((host) => [host, domain])))(
    'of %s is %s, in an address as in a company’s website',
    (host, domain) => {
      expect(parseAddress(`jane@${host}`)?.registrable).toBe(domainToASCII(domain));
      expect(companyDomain(host)).toBe(domainToASCII(domain));
    },
  );

  it.each(HOSTS_OF_NOBODY)('of %s is none', (host) => {
    expect(parseAddress(`jane@${host}`)?.registrable ?? null).toBeNull();
    expect(companyDomain(host)).toBeNull();
  });
});
