import type { Seeded } from './seeded.ts';

/** What a mutation has to choose from: parts of requests that some program reads in its own way. */
const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PURGE',
  'get',
  'GETT',
  'M-SEARCH',
  'PRI',
  '',
] as const;
const TARGETS = [
  '/flask',
  '/flask/',
  '/flask?a=b',
  '/flask/a/../b',
  '/flask/%2e%2e/b',
  '/flask//b',
  '/flask/a b',
  '/flask/#f',
  '/flask/a?b#c#d',
  '/flask/"<>\\^`{|}',
  '/flask/%',
  '/flask/%00',
  '/nowhere',
  '/',
  '/healthz',
  '*',
  'flask',
  'http://a.test/flask/x',
  'http://b.test/flask',
  '',
  '/flask/a\tb',
  '/flask/?\u00E9',
  `/flask/${'x'.repeat(3000)}`,
  `/flask/${'y'.repeat(20_000)}`,
  '//flask/x',
  '/flask;x',
  '/FLASK',
] as const;
const VERSIONS = [
  'HTTP/1.1',
  'HTTP/1.0',
  'HTTP/1.2',
  'HTTP/2.0',
  'HTTP/0.9',
  'http/1.1',
  'HTTP/1.1 ',
  'HTTP/1.10',
  'HTTP/11',
  'HTTP/1.1\t',
  'HTTPS/1.1',
  'ICE/1.0',
  '',
] as const;
const FIELDS = [
  'Host: b.test',
  'Host:',
  'host: a.test',
  'Host: a.test, b.test',
  'Host: a@b',
  'Host: a.test:99999',
  'Content-Length: 0',
  'Content-Length: 5',
  'Content-Length: 05',
  'Content-Length: +5',
  'Content-Length: 5,5',
  'Content-Length:',
  'Content-Length:5',
  'Content-Length: 5 ',
  'Content-Length: \t5',
  'Content-Length: 5\t',
  'Content-Length: 5 5',
  'Content-Length: 99999999',
  'content-length: 5',
  'Content-Length : 5',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding:',
  'Transfer-Encoding: identity',
  'transfer-encoding: Chunked',
  'Transfer-Encoding : chunked',
  'Connection: close',
  'Connection: Close',
  'Connection: CLOSE',
  'Connection: keep-alive',
  'Connection: Keep-Alive',
  'Connection: close, x-a',
  'Connection: x-a',
  'Connection: keep-alive, close',
  'Connection: upgrade',
  'Connection:',
  'Connection: ,',
  'Connection: close ',
  'Connection: \tclose',
  'Connection: closed',
  'connection: close',
  'Connection: te',
  'Connection: keep-alive\r\nConnection: close',
  'Connection: close\r\nConnection: keep-alive',
  'Proxy-Connection: close',
  'Proxy-Connection: keep-alive',
  'proxy-connection: Close',
  'Keep-Alive: timeout=1',
  'Upgrade: h2c',
  'upgrade: websocket',
  'Connection: upgrade\r\nUpgrade: websocket',
  'Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: x',
  'HTTP2-Settings: x',
  'Expect: 100-continue',
  'Expect: x',
  'Expect:',
  'TE: trailers',
  'TE:',
  'Trailer: x',
  'Max-Forwards: 0',
  'Max-Forwards: 3',
  'Via: 1.1 echo-gateway',
  'Via: 1.1 a',
  'Accept: application/json',
  'Accept: text/html\r\nAccept: application/json',
  'Content-Type: a/b',
  'Content-Type: a/b\r\nContent-Type: c/d',
  'Authorization: a',
  'Cookie: a=b\r\nCookie: c=d',
  'X-Forwarded-For: 1.2.3.4',
  'X-Request-Id: abc-123',
  'X-Request-Id: a\r\nX-Request-Id: b',
  'traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  'X_A: b',
  'Content_Length: 5',
  'Transfer.Encoding: chunked',
  ': x',
  'x',
  'x y: z',
  ' x: y',
  '\tx: y',
  'x : y',
  'x\t: y',
  'x:y',
  'x:',
  'x: ',
  'x:\t \ty \t',
  'x: y\r\n z',
  'x: y\n z',
  'x: \u00E9\u00FF',
  'x: \u0000',
  'x: a\u007Fb',
  'x: a\rb',
  'x: a\nb: c',
  'x: a\n',
  'x: a\r',
  '\u00E9: x',
  '__proto__: x',
  'constructor: x',
  `x: ${'v'.repeat(7000)}`,
  `x: ${'v'.repeat(17_000)}`,
  `${'n'.repeat(9000)}: v`,
] as const;
const LINE_ENDS = [
  '\n',
  '\r',
  '\r\r\n',
  '\n\r',
  '\r\n\r\n',
  '\r\n ',
  '\r\n\t',
  ' \r\n',
  '\t\r\n',
  '\u0000\r\n',
  '\r\n\n',
  '',
] as const;
const FRONTS = ['\r\n', '\n', '\r', '\r\n\r\n', ' ', '\t', '\u0000', '\r\n '] as const;
const PLAIN = [
  'GET /flask/x HTTP/1.1\r\nHost: a.test\r\nUser-Agent: test\r\nAccept: */*\r\n\r\n',
  'HEAD /flask/x?y=z HTTP/1.1\r\nHost: a.test\r\nAccept: application/json\r\n\r\n',
  'POST /flask/x HTTP/1.1\r\nHost: a.test\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello',
  'PUT /flask/x HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\nX-A: b\r\n\r\n',
  'DELETE /flask/x HTTP/1.1\r\nHost: a.test\r\nConnection: keep-alive\r\n\r\n',
  'PATCH /flask/x HTTP/1.1\r\nConnection: close\r\nHost: a.test\r\nContent-Length: 7\r\n\r\n\u0000\r\n\r\n\u00FF\u0080',
  'OPTIONS /flask/x HTTP/1.1\r\nHost: a.test\r\nX-A: b\r\nCookie: c=d; e=f\r\n\r\n',
  'GET /flask/x HTTP/1.1\r\nHost: a.test\r\nContent-Length: 45\r\n\r\nGET /flask/smuggled HTTP/1.1\r\nHost: a.test\r\n\r\n',
] as const;
const BODY_BYTES = [
  'x',
  '\r\n',
  '\n',
  '0\r\n\r\n',
  'GET /flask/2 HTTP/1.1\r\nHost: a.test\r\n\r\n',
  '\u0000',
] as const;

type Mutate = (request: string, random: Seeded) => string;

const byte = (random: Seeded): string => String.fromCodePoint(random.below(256));
const insert = (text: string, at: number, part: string): string => text.slice(0, at) + part + text.slice(at);
/** Somewhere in the head, its end included. */
const place = (text: string, random: Seeded): number => random.below(text.indexOf('\r\n\r\n') + 5);
const lineEndOf = (text: string, random: Seeded): number => {
  const ends = [...text.matchAll(/\r\n/gu)].map(({ index }) => index);
  return ends[random.below(ends.length)] ?? 0;
};

const MUTATIONS: readonly [Mutate, ...Mutate[]] = [
  (text, random) => insert(text, place(text, random), byte(random)),
  (text, random) => {
    const at = place(text, random);
    return text.slice(0, at) + byte(random) + text.slice(at + 1);
  },
  (text, random) => {
    const at = place(text, random);
    return text.slice(0, at) + text.slice(at + 1 + random.below(4));
  },
  (text, random) =>
    insert(text, place(text, random), random.of([' ', '\t', ':', ',', '\r\n', ';', '"', '%'])),
  (text, random) => text.replace(/^\S+/u, random.of(METHODS)),
  (text, random) => text.replace(/ \S+ /u, ` ${random.of(TARGETS).replaceAll('$', '$$$$')} `),
  (text, random) => text.replace(/ HTTP\/1\.1/u, ` ${random.of(VERSIONS)}`),
  (text, random) => insert(text, lineEndOf(text, random), `\r\n${random.of(FIELDS)}`),
  (text, random) => insert(text, text.indexOf('\r\n'), `\r\n${random.of(FIELDS)}`),
  (text, random) => insert(text, text.indexOf('\r\n\r\n'), `\r\n${random.of(FIELDS)}`),
  (text, random) => {
    const at = lineEndOf(text, random);
    return text.slice(0, at) + random.of(LINE_ENDS) + text.slice(at + 2);
  },
  (text, random) => random.of(FRONTS) + text,
  (text, random) => text + random.of(BODY_BYTES),
  (text, random) => text + random.of(PLAIN),
  (text, random) => text.slice(0, text.length - 1 - random.below(6)),
  (text, random) => text.replace(/Content-Length: \d+/u, `Content-Length: ${random.below(50)}`),
  (text, random) => {
    const [start, end] = [place(text, random), place(text, random)];
    return insert(text, place(text, random), text.slice(Math.min(start, end), Math.max(start, end)));
  },
  (text) => text.replace(/\r\nHost: a\.test/u, ''),
];

/** A request that is plain, or was before something happened to it, as latin1. */
export function mutatedRequest(random: Seeded): string {
  let request: string = random.of(PLAIN);
  for (let left = random.below(4); left > 0; left--) {
    if (request.includes('\r\n\r\n')) request = random.of(MUTATIONS)(request, random);
  }
  return request;
}

/** Every byte there is, in every kind of place in a request. */
export function everyByteEverywhere(): string[] {
  const places: ((byte: string) => string)[] = [
    (byte) => `${byte}GET /flask/x HTTP/1.1\r\nHost: a.test\r\n\r\n`,
    (byte) => `G${byte}T /flask/x HTTP/1.1\r\nHost: a.test\r\n\r\n`,
    (byte) => `GET${byte}/flask/x HTTP/1.1\r\nHost: a.test\r\n\r\n`,
    (byte) => `GET /flask/${byte}x HTTP/1.1\r\nHost: a.test\r\n\r\n`,
    (byte) => `GET /flask/?${byte}x HTTP/1.1\r\nHost: a.test\r\n\r\n`,
    (byte) => `GET /flask/x${byte}HTTP/1.1\r\nHost: a.test\r\n\r\n`,
    (byte) => `GET /flask/x HTTP/1.1${byte}\r\nHost: a.test\r\n\r\n`,
    (byte) => `GET /flask/x HTTP/1.1\r\n${byte}Host: a.test\r\n\r\n`,
    (byte) => `GET /flask/x HTTP/1.1\r\nHost: a.test\r\nX${byte}A: b\r\n\r\n`,
    (byte) => `GET /flask/x HTTP/1.1\r\nHost: a.test\r\nXA${byte}: b\r\n\r\n`,
    (byte) => `GET /flask/x HTTP/1.1\r\nHost: a.test\r\nXA:${byte}b\r\n\r\n`,
    (byte) => `GET /flask/x HTTP/1.1\r\nHost: a.test\r\nXA: b${byte}c\r\n\r\n`,
    (byte) => `GET /flask/x HTTP/1.1\r\nHost: a.test\r\nXA: b${byte}\r\n\r\n`,
    (byte) => `GET /flask/x HTTP/1.1\r\nHost: a.te${byte}st\r\nXA: b\r\n\r\n`,
    (byte) => `GET /flask/x HTTP/1.1\r\nHost: a.test\r${byte}XA: b\r\n\r\n`,
    (byte) => `GET /flask/x HTTP/1.1\r\nHost: a.test${byte}XA: b\r\n\r\n`,
    (byte) => `GET /flask/x HTTP/1.1\r\nHost: a.test\r\n${byte}\r\n\r\n`,
    (byte) => `GET /flask/x HTTP/1.1\r\nHost: a.test\r\n\r${byte}\r\n\r\n`,
    (byte) => `GET /flask/x HTTP/1.1\r\nHost: a.test\r\nConnection:${byte}close\r\n\r\n`,
    (byte) => `GET /flask/x HTTP/1.1\r\nHost: a.test\r\nConnection: clo${byte}se\r\n\r\n`,
    (byte) => `GET /flask/x HTTP/1.1\r\nHost: a.test\r\nConnection: close${byte}\r\n\r\n`,
    (byte) => `POST /flask/x HTTP/1.1\r\nHost: a.test\r\nContent-Length:${byte}5\r\n\r\nhello`,
    (byte) => `POST /flask/x HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5${byte}\r\n\r\nhello`,
    (byte) => `POST /flask/x HTTP/1.1\r\nHost: a.test\r\nContent-Length: ${byte}5\r\n\r\nhello`,
    (byte) => `POST /flask/x HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhel${byte}o`,
    (byte) => `POST /flask/x HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhello${byte}`,
  ];
  return places.flatMap((place) =>
    Array.from({ length: 256 }, (_value, code) => place(String.fromCodePoint(code))),
  );
}
