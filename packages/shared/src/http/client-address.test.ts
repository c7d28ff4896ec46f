import { describe, expect, test } from '@jest/globals';
import { clientAddress, createTrust, plainAddress } from './client-address.ts';

describe('createTrust', () => {
  test.each([
    ['none', '127.0.0.1', false],
    ['loopback', '127.9.9.9', true],
    ['loopback', '::1', true],
    ['loopback', '10.0.0.1', false],
    ['linklocal', 'fe80::1', true],
    ['uniquelocal', '172.31.0.1', true],
    ['uniquelocal', '172.32.0.1', false],
    ['192.0.2.1', '192.0.2.1', true],
    ['192.0.2.1', '192.0.2.2', false],
    ['10.0.0.0/8, 192.0.2.0/24', '192.0.2.77', true],
    ['fd00::/8 10.0.0.0/8', 'fd12::1', true],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['10.0.0.0/8', 'not an address', false],
  ])('%j trusts %s: %s', (list, address, expected) => {
    expect(createTrust(list)(address)).toBe(expected);
  });

  test.each(['', 'everyone', '10.0.0.0/33', 'constructor'])('refuses %j', (list) => {
    expect(() => createTrust(list)).toThrow(TypeError);
  });
});

test.each([
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::ffff:c000:201', '::ffff:c000:201'],
  ['192.0.2.1', '192.0.2.1'],
  [undefined, ''],
])('plainAddress writes %s as %j', (address, plain) => {
  expect(plainAddress(address)).toBe(plain);
});

describe('clientAddress', () => {
  const none = createTrust('none');
  const proxies = createTrust('10.0.0.0/8');

  test.each([
    ['the peer, whatever it says, when nobody is trusted', '10.0.0.1', '203.0.113.7', none, '10.0.0.1'],
    ['the peer when it is not trusted itself', '198.51.100.4', '203.0.113.7', proxies, '198.51.100.4'],
    ['the peer when it says nothing', '10.0.0.1', undefined, proxies, '10.0.0.1'],
    ['whom a trusted peer speaks for', '10.0.0.1', '203.0.113.7', proxies, '203.0.113.7'],
    [
      'whom a trusted peer of a dual-stack socket speaks for',
      '::ffff:10.0.0.1',
      '203.0.113.7',
      proxies,
      '203.0.113.7',
    ],
    [
      'the first that is not trusted, from the right',
      '10.0.0.1',
      '1.1.1.1, 203.0.113.7, 10.0.0.2',
      proxies,
      '203.0.113.7',
    ],
    ['never the leftmost for its own word', '10.0.0.1', '10.0.0.9, 203.0.113.7', proxies, '203.0.113.7'],
    ['the leftmost when all are trusted', '10.0.0.1', '10.0.0.3, 10.0.0.2', proxies, '10.0.0.3'],
    [
      'the last one understood before nonsense',
      '10.0.0.1',
      '203.0.113.7, unknown, 10.0.0.2',
      proxies,
      '10.0.0.2',
    ],
    ['the peer when the header is nonsense', '10.0.0.1', '"<script>', proxies, '10.0.0.1'],
    ['nothing when the peer has gone', undefined, '203.0.113.7', proxies, ''],
  ])('is %s', (_what, peer, forwardedFor, trusted, expected) => {
    expect(clientAddress(peer, forwardedFor, trusted)).toBe(expected);
  });
});
