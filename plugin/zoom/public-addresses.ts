import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { BlockList, isIPv4 } from 'node:net';

/** Addresses that are not the public internet's: of this machine, of the network around it, or of nobody. */
const NOT_PUBLIC = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  // Node applies a rule for IPv4 to mapped addresses (::ffff:…) too. One for ::ffff:0:0/96 would forbid all of IPv4.
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv4');
  // Where there is only IPv6, NAT64 gives every IPv4 host such an address: it is as public as the one inside.
  NOT_PUBLIC.addSubnet(`64:ff9b::${network}`, 96 + prefix, 'ipv6');
}
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  // Teredo and 6to4: an IPv4 address inside, as any tunnel's end may state it
  ['2001::', 32],
  ['2002::', 16],
  ['2001:db8::', 32],
  ['fc00::', 7],
  // link-local, and the site-local of old
  ['fe80::', 9],
  ['ff00::', 8],
] as const) {
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv6');
}

/** `address` is an IP address as a look-up gives it. */
export function isPublicAddress(address: string): boolean {
  return !NOT_PUBLIC.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

type Callback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/**
 * Node's name look-up, for hosts out of data: a name that an allowed pattern covers may still have been pointed at the
 * inside of our network. `localhost` is what it says, and gets here only where the deployment names it.
 */
export function lookupPublic(hostname: string, options: LookupOptions, callback: Callback): void {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '');
    const fit = hostname === 'localhost' ? found : found.filter(({ address }) => isPublicAddress(address));
    const [first] = fit;
    if (!first) {
      const refusal = Object.assign(new Error(`${hostname} is not on the public internet`), {
        code: 'ENOTPUBLIC',
      });
      return callback(refusal, '');
    }
    return options.all ? callback(null, fit) : callback(null, first.address, first.family);
  });
}
