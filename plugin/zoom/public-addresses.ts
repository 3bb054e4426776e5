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
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 96],
  // IPv4 in IPv6's clothes, by mapping and by translation
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv6');
}

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
