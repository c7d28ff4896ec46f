import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listen } from '../lifecycle/listen.ts';
import { type ParserError, problemOfParser } from './parser-error.ts';
import {
  FIELDS_TOO_LARGE,
  MALFORMED_REQUEST,
  METHOD_UNKNOWN,
  REQUEST_TIMEOUT,
  VERSION_UNKNOWN,
} from './problems.ts';

let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer({ maxHeaderSize: 1024 }, (_request, response) => response.end());
  port = await listen({ server, host: '127.0.0.1', port: 0, variable: 'PORT' });
});
afterAll(() => {
  server.close();
});

/** The error that Node's parser has for some bytes. */
function errorOf(bytes: string): Promise<ParserError> {
  return new Promise((resolve) => {
    server.once('clientError', (error, socket) => {
      socket.destroy();
      resolve(error);
    });
    connect(port, '127.0.0.1')
      .on('error', () => undefined)
      .end(bytes, 'latin1');
  });
}

const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

test.each([
  ['FOO / HTTP/1.1\r\n\r\n', METHOD_UNKNOWN],
  ['get / HTTP/1.1\r\n\r\n', METHOD_UNKNOWN],
  ['GETX / HTTP/1.1\r\n\r\n', METHOD_UNKNOWN],
  ['GE / HTTP/1.1\r\n\r\n', METHOD_UNKNOWN],
  ['DESCRIBE / HTTP/1.1\r\n\r\n', METHOD_UNKNOWN],
  [`${GET}FOO`, METHOD_UNKNOWN],
  ['{"message":"x"}', MALFORMED_REQUEST],
  ['\x16\x03\x01\x02\x00', MALFORMED_REQUEST],
  [`${GET}\x00`, MALFORMED_REQUEST],
  ['GET / HTTP/1.1\nHost: a\n\n', MALFORMED_REQUEST],
  ['GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n', MALFORMED_REQUEST],
  ['GET / HTTP/1.11\r\n\r\n', MALFORMED_REQUEST],
  ['GET / HTTP/1.2\r\n\r\n', VERSION_UNKNOWN],
  [`GET / HTTP/1.1\r\nX: ${'x'.repeat(2000)}\r\n\r\n`, FIELDS_TOO_LARGE],
])('%j', async (bytes, problem) => {
  expect(problemOfParser(await errorOf(bytes))).toBe(problem);
});

test('a request that took too long', () => {
  expect(problemOfParser(Object.assign(new Error('x'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }))).toBe(
    REQUEST_TIMEOUT,
  );
});

test.each(['ECONNRESET', 'EPIPE', undefined])('nobody is left to be told of %s', (code) => {
  expect(problemOfParser(Object.assign(new Error('x'), code === undefined ? {} : { code }))).toBeUndefined();
});
