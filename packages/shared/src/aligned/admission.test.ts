import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { refusal } from './admission.ts';
import {
  BAD_FRAMING,
  BAD_HOST,
  EXPECTATION_FAILED,
  TRANSFER_CODING_UNKNOWN,
  VERSION_UNKNOWN,
} from './problems.ts';

/** A request with these fields, as Node hands it over. */
function request(fields: readonly (readonly [string, string])[], httpVersion = '1.1'): IncomingMessage {
  const message = new IncomingMessage(new Socket());
  message.httpVersion = httpVersion;
  message.rawHeaders = fields.flat();
  for (const [name, value] of fields) message.headers[name.toLowerCase()] ??= value;
  return message;
}

const HOST = ['Host', 'a.test'] as const;

describe('Host', () => {
  test.each([
    'a.test',
    'a.test:80',
    'a.test:',
    '[::1]',
    '[::1]:8080',
    '127.0.0.1',
    'a_b-c.d',
    'xn--caf-dma',
    '%41',
    'a:65535',
  ])('%s is a host', (host) => {
    expect(refusal(request([['Host', host]]))).toBeUndefined();
  });

  test.each([
    '',
    'a b',
    'a,b',
    'a, b',
    'u@a',
    'a/b',
    'http://a',
    'a:x',
    'a:65536',
    'a:123456',
    '[::1',
    '[::g]',
    'caf\xe9',
    'a:1:2',
  ])('%j is none', (host) => {
    expect(refusal(request([['Host', host]]))).toBe(BAD_HOST);
  });

  test('is there once in HTTP/1.1, at most once in HTTP/1.0', () => {
    expect(refusal(request([]))).toBe(BAD_HOST);
    expect(refusal(request([HOST, ['host', 'a.test']]))).toBe(BAD_HOST);
    expect(refusal(request([], '1.0'))).toBeUndefined();
    expect(refusal(request([HOST, HOST], '1.0'))).toBe(BAD_HOST);
  });
});

describe('Transfer-Encoding', () => {
  test.each([
    ['chunked', undefined],
    ['Chunked', undefined],
    ['gzip, chunked', TRANSFER_CODING_UNKNOWN],
    ['identity, chunked', TRANSFER_CODING_UNKNOWN],
    ['chunked, chunked', BAD_FRAMING],
    [',chunked', BAD_FRAMING],
    ['', BAD_FRAMING],
  ])('%j', (coding, problem) => {
    expect(refusal(request([HOST, ['Transfer-Encoding', coding]]))).toBe(problem);
  });

  test('is unknown to HTTP/1.0 (RFC 9112 §6.1)', () => {
    expect(refusal(request([HOST, ['Transfer-Encoding', 'chunked']], '1.0'))).toBe(BAD_FRAMING);
  });
});

test.each(['0.9', '2.0', '3.0', '1.2'])('version %s is refused', (version) => {
  expect(refusal(request([HOST], version))).toBe(VERSION_UNKNOWN);
});

test('only 100-continue can be expected; HTTP/1.0 does not know of expectations', () => {
  expect(refusal(request([HOST, ['Expect', '100-Continue']]))).toBeUndefined();
  expect(refusal(request([HOST, ['Expect', '100-continue, x']]))).toBe(EXPECTATION_FAILED);
  expect(refusal(request([HOST, ['Expect', 'x']]))).toBe(EXPECTATION_FAILED);
  expect(refusal(request([HOST, ['Expect', 'x']], '1.0'))).toBeUndefined();
});
