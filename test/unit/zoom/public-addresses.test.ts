import type { LookupAddress, LookupOptions } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { isPublicAddress, lookupPublic } from '../../../plugin/zoom/public-addresses.ts';

describe('an address on the public internet', () => {
  it.each([
    ['8.8.8.8', 'IPv4'],
    ['170.114.52.2', 'IPv4, as Zoom has them'],
    ['172.15.255.255', 'IPv4, right before a private range'],
    ['172.32.0.0', 'IPv4, right behind a private range'],
    ['100.128.0.0', 'IPv4, right behind the range of carriers'],
    ['223.255.255.255', 'the last IPv4'],
    ['2606:4700:4700::1111', 'IPv6'],
    ['2407:30c0:182::aa72:3402', 'IPv6, as Zoom has them'],
    ['::ffff:8.8.8.8', 'IPv4 written as IPv6'],
    ['64:ff9b::8.8.8.8', 'IPv4 behind NAT64'],
  ])('may be asked: %s (%s)', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('an address that is not on the public internet', () => {
  it.each([
    ['0.0.0.0', 'this machine'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'a carrier’s'],
    ['169.254.169.254', 'link-local: where clouds hand out credentials'],
    ['192.0.0.170', 'protocols’ own'],
    ['192.0.2.1', 'documentation'],
    ['198.18.0.1', 'benchmarks'],
    ['198.51.100.1', 'documentation'],
    ['203.0.113.1', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'this machine'],
    ['::1', 'loopback'],
    ['::127.0.0.1', 'loopback in the oldest spelling'],
    ['::ffff:127.0.0.1', 'loopback written as IPv6'],
    ['::ffff:a9fe:a9fe', 'link-local written as IPv6'],
    ['::ffff:10.0.0.1', 'private written as IPv6'],
    ['64:ff9b::10.0.0.1', 'private behind NAT64'],
    ['64:ff9b:1::8.8.8.8', 'a NAT64 of the network’s own'],
    ['2002:7f00:1::', 'loopback in a tunnel'],
    ['2001::1', 'a tunnel'],
    ['2001:db8::1', 'documentation'],
    ['100::1', 'a black hole'],
    ['fc00::1', 'private'],
    ['fdff::1', 'private'],
    ['fe80::1', 'link-local'],
    ['FE80::1', 'link-local in capitals'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
  ])('is never asked: %s (%s)', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

interface Found {
  readonly error: NodeJS.ErrnoException | null;
  readonly address: string | LookupAddress[];
  readonly family: number | undefined;
}

const find = (hostname: string, options: LookupOptions = {}): Promise<Found> =>
  new Promise((resolve) => {
    lookupPublic(hostname, options, (error, address, family) => resolve({ error, address, family }));
  });

describe('a look-up', () => {
  // An address is its own answer, so that no name server is needed.
  it('gives a public address in both of Node’s shapes', async () => {
    expect(await find('8.8.8.8')).toEqual({ error: null, address: '8.8.8.8', family: 4 });
    expect(await find('8.8.8.8', { all: true })).toEqual({
      error: null,
      address: [{ address: '8.8.8.8', family: 4 }],
      family: undefined,
    });
  });

  it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '::1'])('refuses what leads to %s', async (name) => {
    for (const all of [false, true]) {
      expect((await find(name, { all })).error).toMatchObject({ code: 'ENOTPUBLIC' });
    }
  });

  it('lets localhost lead to this machine, which it says openly', async () => {
    expect((await find('localhost')).error).toBeNull();
  });

  it('hands on what the system says of a name that cannot be', async () => {
    expect((await find('x'.repeat(300))).error).toMatchObject({ syscall: 'getaddrinfo' });
  });
});
