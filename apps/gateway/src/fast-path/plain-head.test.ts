import { describe, expect, test } from '@jest/globals';
import { cpuTime } from '../../test/support/cpu-time.ts';
import { readPlainHead } from './plain-head.ts';

const GET = 'GET /a HTTP/1.1\r\nHost: a.test\r\n';
const POST = 'POST /a HTTP/1.1\r\nHost: a.test\r\n';

describe('a plain request', () => {
  test('is read as it came', () => {
    expect(
      readPlainHead('GET /a?b="c"#d HTTP/1.1\r\nHost: a.test\r\nX-A:b\r\nx-a:   c d  \r\nX-Empty:\r\n\r\n'),
    ).toMatchObject({
      method: 'GET',
      target: '/a?b="c"#d',
      host: 'a.test',
      raw: 'Host: a.test\r\nX-A:b\r\nx-a:   c d  \r\nX-Empty:\r\n',
      lines: 'X-A:b\r\nx-a:   c d  \r\nX-Empty:\r\n',
      end: 72,
      body: '',
      connection: '',
    });
  });

  test('may have a body, of any bytes, and more may follow it', () => {
    const body = '\u0000\r\n\r\n\u00FF';
    const text = `${POST}Content-Length: 6\r\n\r\n${body}GET`;
    expect(readPlainHead(text)).toMatchObject({ method: 'POST', body, end: text.length - 3 });
    expect(readPlainHead(`${POST}Content-Length: 0\r\n\r\n`)).toMatchObject({ body: '' });
  });

  test.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('may be a %s', (method) => {
    expect(readPlainHead(`${method} / HTTP/1.1\r\nHost: a\r\n\r\n`)).toMatchObject({ method });
  });

  test.each<[string, string]>([
    ['Connection: keep-alive', 'keep-alive'],
    ['connection: Keep-Alive', 'Keep-Alive'],
    ['Connection: close', 'close'],
    ['CONNECTION:  Close ', 'Close'],
    ['Connection:', ''],
    ['Keep-Alive: timeout=5', ''],
  ])('may say %j', (field, connection) => {
    expect(readPlainHead(`${GET}${field}\r\n\r\n`)?.connection).toBe(connection);
  });
});

const head = (field: string): string => `${GET}${field}\r\n\r\n`;
const body = (field: string): string => `${POST}${field}\r\n\r\nhello`;
const line = (text: string): string => `${text}\r\nHost: a.test\r\n\r\n`;

test.each<[string, string]>([
  ['nothing', ''],
  ['a line end', '\r\n'],
  ['no end of the head', GET],
  ['half of its end', `${GET}\r`],
  ['a body that has not all come', `${POST}Content-Length: 6\r\n\r\nhello`],
  ['no field, and no end', 'GET / HTTP/1.1\r\n'],
  ['a head larger than 8 KiB', head(`X: ${'x'.repeat(8200)}`)],
  ['an empty line in front', `\r\n${GET}\r\n`],
  ['a space in front', ` ${GET}\r\n`],
  ['a method in lower case', line('get / HTTP/1.1')],
  ['another method', line('TRACE / HTTP/1.1')],
  ['CONNECT', line('CONNECT a.test:80 HTTP/1.1')],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['no method', line('/ HTTP/1.1')],
  ['no target', line('GET HTTP/1.1')],
  ['an empty target', line('GET  HTTP/1.1')],
  ['HTTP/0.9', line('GET /')],
  ['HTTP/1.0', line('GET / HTTP/1.0')],
  ['HTTP/1.2', line('GET / HTTP/1.2')],
  ['HTTP/2.0', line('GET / HTTP/2.0')],
  ['http/1.1', line('GET / http/1.1')],
  ['a space behind the version', line('GET / HTTP/1.1 ')],
  ['a tab in the place of a space', line('GET\t/ HTTP/1.1')],
  ['two spaces', line('GET  / HTTP/1.1')],
  ['two spaces before the version', line('GET /  HTTP/1.1')],
  ['a space in the target', line('GET /a b HTTP/1.1')],
  ['an absolute target', line('GET http://a.test/ HTTP/1.1')],
  ['an asterisk', line('OPTIONS * HTTP/1.1')],
  ['a target without a slash', line('GET a HTTP/1.1')],
  ['a byte beyond ASCII in the target', line('GET /\u00E9 HTTP/1.1')],
  ['a control in the target', line('GET /\u0001 HTTP/1.1')],
  ['DEL in the target', line('GET /\u007F HTTP/1.1')],
  ['LF for a line end', `GET / HTTP/1.1\nHost: a.test\r\n\r\n`],
  ['LF for a field’s line end', head('X: a\nY: b')],
  ['CR for a line end', head('X: a\rY: b')],
  ['CR CR LF', head('X: a\r')],
  ['LF LF for the end', 'GET / HTTP/1.1\nHost: a.test\n\n'],
  ['a folded field', head('X: a\r\n b')],
  ['a field folded with a tab', head('X: a\r\n\tb')],
  ['a first field that is folded', 'GET / HTTP/1.1\r\n Host: a.test\r\n\r\n'],
  ['a field without a colon', head('X')],
  ['a field without a name', head(': a')],
  ['a space in a name', head('X Y: a')],
  ['a space behind a name', head('X : a')],
  ['a tab behind a name', head('X\t: a')],
  ['a byte beyond ASCII in a name', head('\u00E9: a')],
  ['a separator in a name', head('X(Y): a')],
  ['NUL in a value', head('X: a\u0000b')],
  ['a control in a value', head('X: a\u000Bb')],
  ['DEL in a value', head('X: a\u007Fb')],
  ['a byte beyond ASCII in a value', head('X: \u00E9')],
  ['a no-break space in front of a length', body('Content-Length:\u00A05')],
  ['a tab in front of a length', body('Content-Length:\t5')],
  ['a tab behind a length', body('Content-Length: 5\t')],
  ['a tab in a value', head('X: a\tb')],
  ['two lengths', body('Content-Length: 5\r\nContent-Length: 5')],
  ['two lengths in different spellings', body('Content-Length: 5\r\ncontent-length: 0')],
  ['a list of lengths', body('Content-Length: 5, 5')],
  ['an empty length', body('Content-Length:')],
  ['a length with a sign', body('Content-Length: +5')],
  ['a negative length', body('Content-Length: -5')],
  ['a length with a zero in front', body('Content-Length: 05')],
  ['a length in hexadecimal', body('Content-Length: 0x5')],
  ['a length with an exponent', body('Content-Length: 5e0')],
  ['a length with a fraction', body('Content-Length: 5.0')],
  ['a length of twenty digits', body('Content-Length: 99999999999999999999')],
  ['a space behind the name of a length', body('Content-Length : 5')],
  ['Transfer-Encoding', body('Transfer-Encoding: chunked')],
  ['transfer-encoding in lower case', body('transfer-encoding: chunked')],
  ['an empty Transfer-Encoding', body('Transfer-Encoding:')],
  ['Transfer-Encoding beside a length', body('Content-Length: 5\r\nTransfer-Encoding: identity')],
  ['TE', head('TE: trailers')],
  ['Expect', body('Content-Length: 5\r\nExpect: 100-continue')],
  ['an Expect that nobody knows', head('Expect: x')],
  ['Upgrade', head('Upgrade: websocket')],
  ['upgrade in lower case', head('upgrade: h2c')],
  ['Proxy-Connection, which Node’s parser takes for Connection', head('Proxy-Connection: close')],
  ['a Connection that names a field', head('Connection: x-a')],
  ['a Connection of two options', head('Connection: keep-alive, close')],
  ['a Connection in capitals', head('Connection: CLOSE')],
  ['a Connection: upgrade', head('Connection: Upgrade')],
  ['two Connections', head('Connection: close\r\nConnection: keep-alive')],
  ['no Host', 'GET / HTTP/1.1\r\nX: a\r\n\r\n'],
  ['no field', 'GET / HTTP/1.1\r\n\r\n'],
  ['two Hosts', head('Host: a.test')],
  ['a Host that is none', 'GET / HTTP/1.1\r\nHost: a@b\r\n\r\n'],
  ['two Content-Types', head('Content-Type: a/b\r\nContent-Type: a/b')],
])('a request is not plain with %s', (_name, text) => {
  expect(readPlainHead(text)).toBeUndefined();
});

test('no byte but printable ASCII is plain anywhere in a head, in any place', () => {
  const places: ((byte: string) => string)[] = [
    (byte) => line(`G${byte}ET / HTTP/1.1`),
    (byte) => line(`GET /${byte} HTTP/1.1`),
    (byte) => line(`GET / HTTP/1.1${byte}`),
    (byte) => head(`${byte}X: a`),
    (byte) => head(`X${byte}: a`),
    (byte) => head(`X:${byte}a`),
    (byte) => head(`X: a${byte}b`),
    (byte) => head(`X: a${byte}`),
  ];
  const unusual = Array.from({ length: 256 }, (_value, code) => String.fromCodePoint(code)).filter((byte) =>
    /[^ -~]/u.test(byte),
  );
  expect(unusual).toHaveLength(161);
  for (const place of places) for (const byte of unusual) expect(readPlainHead(place(byte))).toBeUndefined();
});

test('a head is read in time that grows with its length only', () => {
  for (const part of [
    'a',
    ' ',
    '\t',
    '\r',
    '\n',
    '\r\n',
    ':',
    ': ',
    'a: b\r\n',
    'content-length: 1\r\n',
    'connection: close\r\n',
  ]) {
    const time = cpuTime(() => {
      readPlainHead(`${GET}${part.repeat(64 * 1024)}\r\n\r\n`);
      readPlainHead(part.repeat(64 * 1024));
    });
    expect(time).toBeLessThan(500);
  }
});
