/** Bytes that no decent client sends, and what the answer to them may be. */
export interface HostileBytes {
  readonly title: string;
  /** Latin-1. */
  readonly bytes: string;
  /** The status line's code, or `closed` for a connection that ends without a word. */
  readonly answers: readonly (number | 'closed')[];
}

const POST = 'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
const BODY = '{"message":"a"}';
const get = (headers: string): string => `GET / HTTP/1.1\r\nHost: a\r\n${headers}\r\n\r\n`;
const bad = (title: string, bytes: string): HostileBytes => ({ title, bytes, answers: [400] });

/** Two readers of these would not agree where the request ends (RFC 9112 §6, CWE-444). */
const FRAMING: readonly HostileBytes[] = [
  bad(
    'Content-Length with Transfer-Encoding',
    `${POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  ),
  bad('two different Content-Lengths', `${POST}Content-Length: 15\r\nContent-Length: 16\r\n\r\n${BODY}`),
  bad('a Content-Length list', `${POST}Content-Length: 15, 16\r\n\r\n${BODY}`),
  ...['+15', '-1', '0xF', '1e1', '', '99999999999999999999'].map((length) =>
    bad(`a Content-Length of "${length}"`, `${POST}Content-Length: ${length}\r\n\r\n${BODY}`),
  ),
  ...['xchunked', 'gzip', 'chunked, gzip', 'identity'].map((coding) =>
    bad(`a Transfer-Encoding of ${coding}`, `${POST}Transfer-Encoding: ${coding}\r\n\r\n0\r\n\r\n`),
  ),
  ...['zz', '0x5', '-1', '', 'FFFFFFFFFFFFFFFFF'].map((size) =>
    bad(
      `a chunk size of "${size}"`,
      `${POST}Transfer-Encoding: chunked\r\n\r\n${size}\r\nabcde\r\n0\r\n\r\n`,
    ),
  ),
  bad('a folded header', get('X-A: a\r\n b')),
  // The parser of Node 20.19 lets these two pass.
  { title: 'a space before the colon', bytes: get('X-A : a\r\nConnection: close'), answers: [400, 200] },
  { title: 'a header without a name', bytes: get(': a\r\nConnection: close'), answers: [400, 200] },
  bad('a header without a colon', get('X-A')),
  bad('a NUL in a header', get('X-A: a\0b')),
  bad('a bare CR in a header', get('X-A: a\rX-B: b')),
];

/** Who is meant, and what is wanted, is not clear (RFC 9112 §3). */
const TARGET: readonly HostileBytes[] = [
  bad('no Host', 'GET / HTTP/1.1\r\n\r\n'),
  bad('two Hosts', get('Host: b')),
  bad('two Hosts that agree', get('hOsT: a')),
  bad('a method that does not exist', 'FETCH / HTTP/1.1\r\nHost: a\r\n\r\n'),
  bad('a method of 100 letters', `${'M'.repeat(100)} / HTTP/1.1\r\nHost: a\r\n\r\n`),
  // No part of RFC 9112; Node answers it as HTTP/1.1.
  { title: 'HTTP/0.9', bytes: 'GET /\r\n\r\n', answers: [200, 400, 505] },
  bad('HTTP/1.32', 'GET / HTTP/1.32\r\nHost: a\r\n\r\n'),
  bad('a lower-case http/1.1', 'GET / http/1.1\r\nHost: a\r\n\r\n'),
  bad('a target with a space', 'GET /a b HTTP/1.1\r\nHost: a\r\n\r\n'),
  bad('binary garbage', '\0\u0001\u00FF\u00FE garbage\r\n\r\n'),
  bad('a TLS handshake', '\u0016\u0003\u0001\u0000\u00A5\u0001\u0000\u0000\u00A1\u0003\u0003'),
  { title: 'the HTTP/2 preface', bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', answers: [400, 'closed'] },
  {
    title: 'CONNECT',
    bytes: 'CONNECT a.test:80 HTTP/1.1\r\nHost: a.test\r\n\r\n',
    answers: ['closed', 400, 404, 405, 501],
  },
  {
    title: 'TRACE',
    bytes: 'TRACE / HTTP/1.1\r\nHost: a\r\nCookie: secret\r\nConnection: close\r\n\r\n',
    answers: [404, 405],
  },
  { title: 'an unknown expectation', bytes: get('Expect: a miracle\r\nConnection: close'), answers: [417] },
];

/** Larger than anything decent (RFC 6585 §5). */
const SIZE: readonly HostileBytes[] = [
  { title: 'a header of 20 KB', bytes: get(`X-A: ${'a'.repeat(20_000)}`), answers: [431] },
  { title: '10,000 headers', bytes: get('X-A: a\r\n'.repeat(10_000).trimEnd()), answers: [431] },
  {
    title: 'a target of 100 KB',
    bytes: `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
    answers: [431, 414],
  },
];

/** Unusual, but nothing to refuse. */
const UNUSUAL: readonly HostileBytes[] = [
  get(
    'Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\nConnection: close, Upgrade, HTTP2-Settings',
  ),
  get(
    'Upgrade: websocket\r\nConnection: close, Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  ),
  get('Trailer: x\r\nConnection: close'),
  get('TE: trailers\r\nConnection: close, TE'),
  get('Connection: close, X-Foo\r\nX-Foo: a'),
  get(`Range: bytes=${'0-,'.repeat(1000)}0-\r\nConnection: close`),
  get('X-HTTP-Method-Override: DELETE\r\nConnection: close'),
  get('__proto__: a\r\nconstructor: b\r\nConnection: close'),
  get(`${'A: b\r\n'.repeat(2100)}Connection: close`),
  'GET / HTTP/1.0\r\n\r\n',
  '\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
].map((bytes) => {
  const shown = bytes.trim().replaceAll('\r\n', ' · ');
  return { title: shown.length > 80 ? `${shown.slice(0, 80)}…` : shown, bytes, answers: [200] };
});

/** All of them. */
export const HOSTILE_BYTES: readonly HostileBytes[] = [...FRAMING, ...TARGET, ...SIZE, ...UNUSUAL];
