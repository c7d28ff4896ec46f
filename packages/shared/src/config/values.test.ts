import { describe, expect, test } from '@jest/globals';
import type * as z from 'zod';
import { choice, databaseUrl, duration, host, label, logLevel, port, secret, size, trust } from './values.ts';

type Kind = () => z.ZodType<unknown, string>;

const KINDS: readonly (readonly [
  name: string,
  kind: Kind,
  accepted: Readonly<Record<string, unknown>>,
  refused: readonly string[],
])[] = [
  [
    'port',
    port,
    { '0': 0, '80': 80, ' 8080 ': 8080, '65535': 65_535, '0080': 80 },
    ['', ' ', 'abc', '-1', '65536', '8080.5', '1e3', '0x50', '80 81', '99999999999999999999'],
  ],
  [
    'host',
    host,
    { '0.0.0.0': '0.0.0.0', '::': '::', '::1': '::1', localhost: 'localhost', 'a-b.test': 'a-b.test' },
    ['', 'http://a', 'a b', 'a/b', 'x'.repeat(254)],
  ],
  ['label', label, { '1.0.0': '1.0.0', 'v2-rc.1+5': 'v2-rc.1+5' }, ['', 'a b', 'a"b', '<b>', 'x'.repeat(65)]],
  [
    'duration',
    duration,
    { '0': 0, '8': 8000, '8s': 8000, '500ms': 500, '2m': 120_000, '1.5s': 1500, '8 S': 8000 },
    ['', 'soon', '-1s', '8h', '1e3', '40000m', '1constructor', 's'],
  ],
  [
    'size',
    size,
    {
      '1': 1,
      '1048576': 1_048_576,
      '1 MiB': 1_048_576,
      '100kb': 102_400,
      '1.5 KiB': 1536,
      '2GB': 2 * 1024 ** 3,
    },
    ['', '0', '-1', 'big', '1 TiB', '1constructor', '999999999999999 GiB', 'KiB'],
  ],
  [
    'choice',
    () => choice('native', 'aligned'),
    { native: 'native', aligned: 'aligned' },
    ['', 'Native', 'nativ'],
  ],
  [
    'databaseUrl',
    databaseUrl,
    Object.fromEntries(
      [
        'postgresql://echo:p%40ss@db:5432/echo',
        'postgres://echo@db/echo?sslmode=verify-full',
        'postgres://echo@db/echo?sslmode=verify-full&sslrootcert=/etc/passwd',
      ].map((url) => [url, url]),
    ),
    [
      '',
      'mysql://echo:x@db/echo',
      'postgresql://echo:x@db',
      'postgresql://echo:x@db:123456/echo',
      'postgresql://echo:%ff@db/echo',
      'postgresql://echo:50%@db/echo',
      'postgresql://echo:x@db/echo?sslmode=verify-full&sslrootcert=/nowhere/ca.pem',
      'postgresql://echo:x@db/echo?sslkey=/tmp',
    ],
  ],
  ['secret', secret, { 'p@ss/%41#': 'p@ss/%41#' }, ['', ' ']],
  ['logLevel', logLevel, { info: 'info', silent: 'silent' }, ['', 'verbose', 'INFO']],
  [
    'trust',
    trust,
    Object.fromEntries(
      ['none', 'loopback', '10.0.0.0/8, fd00::/8', '192.0.2.1'].map((list) => [list, expect.any(Function)]),
    ),
    ['', 'all', '10.0.0.0/33', '10.0.0', '::1/129', '10.0.0.0/-1', 'toString', '10.0.0.0/8,'],
  ],
];

describe.each(KINDS)('%s', (_name, kind, accepted, refused) => {
  test.each(Object.entries(accepted))('reads %j as %j', (text, value) => {
    expect(kind().parse(text)).toEqual(value);
  });

  test.each([...refused])('refuses %j', (text) => {
    expect(kind().safeParse(text).success).toBe(false);
  });

  test('says what it accepts', () => {
    expect(kind().meta()).toEqual({ accepted: expect.stringMatching(/\w/u) });
  });
});
