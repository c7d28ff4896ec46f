import { clientAddress, createTrust } from '@echo-twins/shared/http/client-address';
import { requestId } from '@echo-twins/shared/http/request-id';
import { readTrace } from '@echo-twins/shared/http/trace-context';
import { loggedPath } from '@echo-twins/shared/logging/access-log';
import { describe, expect, test } from '@jest/globals';
import { cpuTime } from '../../test/support/cpu-time.ts';
import { affinityOf } from '../balancing/affinity.ts';
import { faultOf } from '../fault.ts';
import { prefersJson } from '../routing/listing.ts';
import { isHost } from '../routing/host.ts';
import { RouteTable } from '../routing/routes.ts';
import { readTarget } from '../routing/target.ts';
import { rewriteLocation } from './location.ts';
import { readHead } from './request-head.ts';
import { isLoop } from './via.ts';

const LONG = 100_000;
const PARTS = [
  'a',
  '/',
  '.',
  '../',
  '%2e',
  '%',
  ' ',
  '\t',
  ',',
  ', ',
  ':',
  ';q=',
  '-',
  '"',
  '::1,',
  'http://a',
  'trailers ',
  'close ,',
];
const ENDS = ['', '\n', '!', '#\n'];
const STARTS = ['', '/', 'http://a', 'trailers', 'GET '];

const trusted = createTrust('loopback');
const fields = ['TE', 'Connection', 'Expect', 'Content-Length', 'Transfer-Encoding', 'X-Forwarded-For'];
const table = new RouteTable([
  {
    settings: { prefix: '/a/b', pool: 'p', title: '', retryOn: [], body: { limit: 0, time: 0, rate: 0 } },
    upstreams: 0,
  },
]);

/** Everything that looks at what a client has written, or a replica. */
const READERS: [string, (text: string) => unknown][] = [
  ['the target', (text) => readTarget(text)],
  ['Host', (text) => isHost(text)],
  ['the routes', (text) => table.match(text)],
  ['the path in the log', (text) => loggedPath(text)],
  [
    'a parser’s error',
    (text) => faultOf({ name: '', message: '', code: 'HPE_HEADER_OVERFLOW', rawPacket: Buffer.from(text) }),
  ],
  [
    'another parser’s error',
    (text) => faultOf({ name: '', message: '', code: 'HPE_INVALID_METHOD', rawPacket: Buffer.from(text) }),
  ],
  ['Via', (text) => isLoop(text)],
  ['X-Request-Id', (text) => requestId(text)],
  ['Traceparent', (text) => readTrace(text)],
  ['X-Forwarded-For', (text) => clientAddress('127.0.0.1', text, trusted)],
  ['Accept', (text) => prefersJson(text)],
  [
    'Cookie',
    (text) =>
      affinityOf({ rawHeaders: ['Cookie', text], clientIp: '' }, { by: 'cookie', name: 'a', bound: 1 }),
  ],
  [
    'a Location',
    (text) => rewriteLocation(['Location', text], { names: [{ host: 'a', port: 80 }], prefix: '/a' }),
  ],
  ...fields.map((name): [string, (text: string) => unknown] => [
    name,
    (text) => readHead(`Host: a\r\n${name}: ${text}\r\n`, '1.1'),
  ]),
];

describe('the time that it takes to read something grows no faster than its length (CWE-1333)', () => {
  test.each(READERS)('%s', (_name, read) => {
    let longest = 0;
    for (const start of STARTS) {
      for (const part of PARTS) {
        const middle = part.repeat(LONG / part.length);
        for (const end of ENDS) {
          const text = start + middle + end;
          longest = Math.max(
            longest,
            cpuTime(() => read(text)),
          );
        }
      }
    }
    // Squared, it would be several seconds.
    expect(longest).toBeLessThan(1000);
  });
});
