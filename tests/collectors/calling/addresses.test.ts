import { describe, expect, test } from 'vitest';
import { refusedAddress } from '../../../src/collectors/calling/addresses.ts';

describe('an address', () => {
  test.each([
    ['93.184.215.14'],
    ['2606:4700:4700::1111'],
    ['::ffff:93.184.215.14'],
    ['64:ff9b::93.184.215.14'],
  ])('that is public may be asked: %s', (address) => {
    expect(refusedAddress(address)).toBeUndefined();
  });

  test.each([
    ['127.0.0.1', 'an address of our own machine'],
    ['127.8.9.1', 'an address of our own machine'],
    ['::1', 'an address of our own machine'],
    ['10.0.0.7', 'a private address'],
    ['172.16.9.1', 'a private address'],
    ['192.168.1.1', 'a private address'],
    ['100.64.3.4', 'a private address'],
    ['fd12:3456::1', 'a private address'],
    ['169.254.169.254', 'a link-local address'],
    ['fe80::1', 'a link-local address'],
    ['fe80::1%eth0', 'a link-local address'],
    ['224.0.0.251', 'a multicast address'],
    ['ff02::1', 'a multicast address'],
    ['0.0.0.0', 'a reserved address'],
    ['::', 'a reserved address'],
    ['255.255.255.255', 'a reserved address'],
    ['192.0.2.1', 'a reserved address'],
    ['198.18.0.1', 'a reserved address'],
    ['240.0.0.1', 'a reserved address'],
    ['2001:db8::1', 'a reserved address'],
    ['fec0::1', 'a reserved address'],
    ['4000::1', 'a reserved address'],
    // IPv4 dressed up as IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo.
    ['::ffff:127.0.0.1', 'an address of our own machine'],
    ['::ffff:7f00:1', 'an address of our own machine'],
    ['::ffff:169.254.169.254', 'a link-local address'],
    ['::127.0.0.1', 'an address of our own machine'],
    ['::7f00:1', 'a reserved address'],
    ['::ffff:0:7f00:1', 'a reserved address'],
    ['64:ff9b::7f00:1', 'an address of our own machine'],
    ['64:ff9b::10.0.0.7', 'a private address'],
    ['64:ff9b:1::1', 'a reserved address'],
    ['2002:7f00:1::', 'a reserved address'],
    ['2001::1', 'a reserved address'],
    // Where clouds keep the machine's credentials.
    ['168.63.129.16', "an address of a cloud's own services"],
    ['fd00:ec2::254', "an address of a cloud's own services"],
    ['100.100.100.200', "an address of a cloud's own services"],
    ['not an address', 'no address that we understand'],
    ['', 'no address that we understand'],
  ])('that leads into a network is refused: %s', (address, words) => {
    expect(refusedAddress(address)).toBe(words);
  });

  test('of a host that an operator named may be private, of one that fits a pattern not our own machine', () => {
    expect(refusedAddress('10.0.0.7', 'by pattern')).toBeUndefined();
    expect(refusedAddress('fd12:3456::1', 'by pattern')).toBeUndefined();
    expect(refusedAddress('127.0.0.1', 'named')).toBeUndefined();
    expect(refusedAddress('127.0.0.1', 'by pattern')).toBe('an address of our own machine');
  });

  test.each(['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '168.63.129.16', '0.0.0.0', '224.0.0.1'])(
    'that no honest host has is refused whatever the operator says: %s',
    (address) => {
      expect(refusedAddress(address, 'named')).toBeDefined();
    },
  );
});
