import { describe, expect, test } from '@jest/globals';
import type { AnswerHead } from './answer-head.ts';
import { AnswerReader } from './answer-reader.ts';

interface Read {
  /** How many heads have begun. */
  readonly begun: number;
  readonly heads: AnswerHead[];
  readonly body: string;
  readonly used: number;
  readonly reader: AnswerReader;
}

/** Reads bytes that come in pieces of this size, each in the same buffer, as from a socket. */
function read(bytes: string, { piece = bytes.length, method = 'GET' } = {}): Read {
  const buffer = Buffer.alloc(64 * 1024);
  const heads: AnswerHead[] = [];
  let begun = 0;
  let body = '';
  const reader = new AnswerReader(method, {
    begun: () => (begun += 1),
    head: (head) => heads.push(head),
    part: (part) => (body += typeof part === 'string' ? part : part.toString('latin1')),
  });
  let used = 0;
  for (let at = 0; at < bytes.length && !reader.complete; at += piece) {
    used += reader.read(buffer, buffer.write(bytes.slice(at, at + piece), 'latin1'));
  }
  return { begun, heads, body, used, reader };
}

const OK = 'HTTP/1.1 200 OK\r\n';
const chunked = `${OK}Transfer-Encoding: chunked\r\n\r\n`;

describe('an answer', () => {
  const answers: [string, string, string][] = [
    ['with a length', `${OK}Content-Length: 5\r\n\r\nhello`, 'hello'],
    ['with bytes beyond ASCII', `${OK}X-A: \u00E9\r\nContent-Length: 2\r\n\r\n\u0000\u00FF`, '\u0000\u00FF'],
    ['in chunks', `${chunked}3\r\nabc\r\n00A;x="y"\r\n0123456789\r\n0\r\n\r\n`, 'abc0123456789'],
    ['in chunks, with trailers', `${chunked}1\r\na\r\n0\r\nX-Sum: 1 \r\nX-B:2\r\n\r\n`, 'a'],
    ['without a body', 'HTTP/1.1 204 No Content\r\n\r\n', ''],
    ['with an empty body', `${OK}Content-Length: 0\r\n\r\n`, ''],
    [
      'after interim ones',
      `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${OK}Content-Length: 2\r\n\r\nok`,
      'ok',
    ],
  ];

  test.each(answers)('%s is the same however it is cut in pieces', (_name, bytes, expected) => {
    const whole = read(bytes);
    expect([whole.body, whole.used, whole.reader.complete]).toEqual([expected, bytes.length, true]);
    for (let piece = 1; piece < bytes.length; piece++) {
      const { begun, heads, body, used, reader } = read(bytes, { piece });
      expect([body, used, reader.complete]).toEqual([expected, bytes.length, true]);
      expect(heads).toEqual(whole.heads);
      expect(begun).toBe(heads.length);
      expect(reader.trailers).toEqual(whole.reader.trailers);
    }
  });

  test('larger than its buffer keeps its bytes, in parts of their own', () => {
    const body = Buffer.alloc(300_000, 'abcdefg').toString('latin1');
    expect(read(`${OK}Content-Length: ${body.length}\r\n\r\n${body}`, { piece: 50_000 }).body).toBe(body);
  });

  test('does not take what is behind it', () => {
    const answer = `${OK}Content-Length: 2\r\n\r\nok`;
    expect(read(`${answer}HTTP/1.1 200`).used).toBe(answer.length);
    expect(read(`${chunked}0\r\n\r\nHTTP/1.1 200`).used).toBe(`${chunked}0\r\n\r\n`.length);
    expect(read(answer, { method: 'HEAD' }).used).toBe(answer.length - 2);
  });

  test('without length and chunks ends with its connection', () => {
    const { body, reader } = read(`${OK}\r\nabc`);
    expect([body, reader.complete, reader.endsWithConnection]).toEqual(['abc', false, true]);
  });

  test('has its trailers, without those that must not be there', () => {
    const { reader } = read(`${chunked}0\r\nX-Sum: 1\r\nContent-Length: 5\r\nSet-Cookie: a\r\n\r\n`);
    expect(reader.trailers).toEqual(['X-Sum', '1']);
  });
});

describe('what two programs could read differently is not an answer (RFC 9112 §11.1)', () => {
  test.each<[string, string]>([
    ['no HTTP', 'hello\r\n\r\n'],
    ['HTTP/2', 'HTTP/2 200\r\n\r\n'],
    ['a line that ends with LF', 'HTTP/1.1 200 OK\nX-A: 1\r\n\r\n'],
    ['a bare CR', `${OK}X-A: a\rb\r\n\r\n`],
    ['NUL in a value', `${OK}X-A: \u0000\r\n\r\n`],
    ['a folded line', `${OK}X-A: 1\r\n Content-Length: 5\r\n\r\n`],
    ['a space before the colon', `${OK}Content-Length : 5\r\n\r\n`],
    ['no colon', `${OK}Content-Length 5\r\n\r\n`],
    ['no name', `${OK}: 5\r\n\r\n`],
    ['two lengths', `${OK}Content-Length: 5\r\nContent-Length: 5\r\n\r\n`],
    ['a list of lengths', `${OK}Content-Length: 5, 5\r\n\r\n`],
    ['a length with a sign', `${OK}Content-Length: +5\r\n\r\n`],
    ['a length in hexadecimal', `${OK}Content-Length: 0x5\r\n\r\n`],
    ['an empty length', `${OK}Content-Length:\r\n\r\n`],
    ['a length beyond what numbers hold', `${OK}Content-Length: ${'9'.repeat(16)}\r\n\r\n`],
    ['length and chunks', `${OK}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`],
    ['another coding', `${OK}Transfer-Encoding: gzip, chunked\r\n\r\n`],
    ['chunks twice', `${OK}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n`],
    ['chunks in HTTP/1.0', 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['a chunk without a size', `${chunked};x\r\n`],
    ['a chunk with a sign', `${chunked}+1\r\na\r\n`],
    ['a chunk with 0x', `${chunked}0x1\r\na\r\n`],
    ['a chunk size that ends with LF', `${chunked}1\na\r\n`],
    ['a chunk longer than its size', `${chunked}1\r\nab\r\n`],
    ['a chunk that ends with LF', `${chunked}1\r\na\n0\r\n\r\n`],
    ['an endless chunk extension', `${chunked}1;${'x'.repeat(5000)}`],
    ['a folded trailer', `${chunked}0\r\nX-A: 1\r\n b\r\n\r\n`],
    ['endless trailers', `${chunked}0\r\n${'X-A: 1\r\n'.repeat(4000)}`],
    ['a head of more than 16 KiB', `${OK}X-A: ${'x'.repeat(17_000)}`],
  ])('%s', (_name, bytes) => {
    expect(() => read(bytes)).toThrow(expect.objectContaining({ code: 'BAD_ANSWER' }));
  });
});

test.each([
  ['HTTP/1.1 200 OK\r\n', false],
  ['HTTP/1.1 200 OK\r\nConnection: Close\r\n', true],
  ['HTTP/1.1 200 OK\r\nConnection: x, close\r\n', true],
  ['HTTP/1.0 200 OK\r\n', true],
  ['HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n', false],
])('knows whether the connection ends with it: %j', (head, closes) => {
  expect(read(`${head}Content-Length: 0\r\n\r\n`).heads[0]).toMatchObject({ closes });
});

test('knows how long the connection is kept', () => {
  const { heads } = read(`${OK}Keep-Alive: timeout=5, max=100\r\nContent-Length: 0\r\n\r\n`);
  expect(heads[0]).toMatchObject({ keepAlive: 5, lines: 'Content-Length: 0\r\n' });
});

test('a length stays though `Connection` names it: without it nobody would know where the body ends', () => {
  const { heads } = read(`${OK}Connection: content-length, x-a\r\nX-A: 1\r\nContent-Length: 0\r\n\r\n`);
  expect(heads[0]).toMatchObject({ contentLength: 0, lines: 'Content-Length: 0\r\n' });
});
