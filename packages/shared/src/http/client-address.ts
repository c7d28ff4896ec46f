import { BlockList, isIP } from 'node:net';

/** Says whether a peer's word about whom it speaks for is believed. */
export type Trust = (address: string) => boolean;

const NAMED = new Map<string, readonly string[]>(
  Object.entries({
    none: [],
    loopback: ['127.0.0.0/8', '::1/128'],
    linklocal: ['169.254.0.0/16', 'fe80::/10'],
    uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
  }),
);

/**
 * Makes a {@link Trust} of a list such as `loopback, 10.0.0.0/8, 192.168.1.7`. The names are those of Express.
 *
 * @throws {TypeError} when an entry is no address, CIDR or known name
 */
export function createTrust(list: string): Trust {
  const blocks = new BlockList();
  const entries = list.split(/[\s,]+/u).flatMap((entry) => NAMED.get(entry) ?? [entry]);
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const version = isIP(address);
    const longest = version === 4 ? 32 : 128;
    const prefix = bits === undefined ? longest : /^\d{1,3}$/u.test(bits) ? Number(bits) : -1;
    if (version === 0 || prefix < 0 || prefix > longest)
      throw new TypeError(`not an address or CIDR: ${entry}`);
    blocks.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6');
  }
  if (entries.length === 0) return () => false;
  return (address) => {
    const version = isIP(address);
    return version !== 0 && blocks.check(address, version === 4 ? 'ipv4' : 'ipv6');
  };
}

/** An address as people write it: the IPv4 one inside `::ffff:192.0.2.1`, and no zone as in `fe80::1%eth0`. */
export function plainAddress(address: string | undefined): string {
  if (address === undefined) return '';
  if (address.startsWith('::ffff:') && address.includes('.')) return address.slice(7);
  const zone = address.indexOf('%');
  return zone === -1 ? address : address.slice(0, zone);
}

/**
 * The address of the client: the TCP peer, or, as far as the peers are trusted, the nearest address in
 * `X-Forwarded-For` that is not. Read from the right: the leftmost entry is whatever the client liked to write.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | readonly string[] | undefined,
  trusted: Trust,
): string {
  let address = plainAddress(peer);
  if (forwardedFor === undefined || !trusted(address)) return address;
  const hops = String(forwardedFor).split(',');
  for (const hop of hops.toReversed()) {
    const next = plainAddress(hop.trim());
    if (isIP(next) === 0) return address;
    address = next;
    if (!trusted(address)) return address;
  }
  return address;
}
