import ipaddr from 'ipaddr.js';

/** How an operator named a host: by itself, by a pattern such as `*.corp.example`, or not at all. */
export type Trust = 'named' | 'by pattern' | 'none';

/** What each may be. What is in no list is refused whatever the operator says. */
const ALLOWED: Readonly<Record<Trust, readonly string[]>> = {
  none: ['unicast'],
  'by pattern': ['unicast', 'private', 'uniqueLocal', 'carrierGradeNat'],
  named: ['unicast', 'private', 'uniqueLocal', 'carrierGradeNat', 'loopback'],
};

/** Where clouds tell machines their credentials, outside of the link-local range. */
const METADATA = [
  '100.100.100.200', // Alibaba Cloud
  '168.63.129.16', // Azure, https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
  '192.0.0.192', // Oracle Cloud
  'fd00:ec2::254', // AWS
].map((address) => ipaddr.parse(address).toString());

const WORDS: Readonly<Record<string, string>> = {
  private: 'a private address',
  uniqueLocal: 'a private address',
  carrierGradeNat: 'a private address',
  loopback: 'an address of our own machine',
  linkLocal: 'a link-local address',
  multicast: 'a multicast address',
};

/**
 * Why this address must not be asked, in words; undefined = it may. What cannot be read is refused.
 * @param address as a resolver or an address bar gives it, without brackets
 */
export function refusedAddress(address: string, trust: Trust = 'none'): string | undefined {
  if (!ipaddr.isValid(address)) return 'no address that we understand';
  const told = innermost(ipaddr.parse(address));
  if (METADATA.includes(told.toString())) return "an address of a cloud's own services";
  const range = rangeOf(told);
  return ALLOWED[trust].includes(range) ? undefined : (WORDS[range] ?? 'a reserved address');
}

/** IPv4 in the clothes of IPv6: mapped (`::ffff:127.0.0.1`), or behind NAT64 (`64:ff9b::7f00:1`, RFC 6052). */
function innermost(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (!(address instanceof ipaddr.IPv6)) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  const isBehindNat64 = address.match(ipaddr.IPv6.parse('64:ff9b::'), 96);
  return isBehindNat64 ? new ipaddr.IPv4(address.toByteArray().slice(12)) : address;
}

/** The only global addresses of IPv6 lie in 2000::/3; the library calls all unicast that it does not know. */
function rangeOf(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  const range = address.range();
  if (range !== 'unicast' || !(address instanceof ipaddr.IPv6)) return range;
  return address.match(ipaddr.IPv6.parse('2000::'), 3) ? range : 'reserved';
}
