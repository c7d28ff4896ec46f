import { describe, expect, test } from '@jest/globals';
import { closesAfter, lastChunkText, requestText } from './request-text.ts';

const LINES = 'host: a\r\nX-Name: \u00E9\r\n';

describe('the head of a request', () => {
  test('has its fields as they are, in their order', () => {
    expect(requestText({ method: 'GET', path: '/a?b=%20', lines: LINES }, false)).toBe(
      `GET /a?b=%20 HTTP/1.1\r\n${LINES}connection: keep-alive\r\n\r\n`,
    );
  });

  test('says that the body comes in chunks', () => {
    expect(requestText({ method: 'POST', path: '/', lines: LINES }, true)).toBe(
      `POST / HTTP/1.1\r\n${LINES}transfer-encoding: chunked\r\nconnection: keep-alive\r\n\r\n`,
    );
  });

  test('says of HEAD that the connection closes: a body may follow that must not be an answer', () => {
    expect(requestText({ method: 'HEAD', path: '/', lines: LINES }, false)).toBe(
      `HEAD / HTTP/1.1\r\n${LINES}connection: close\r\n\r\n`,
    );
    expect(['HEAD', 'GET', 'OPTIONS', 'head'].map((method) => closesAfter({ method }))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('asks for another protocol; the connection is used for nothing else, whatever the answer', () => {
    const request = { method: 'GET', path: '/', lines: LINES, upgrade: 'websocket' } as const;
    expect(requestText(request, false)).toBe(
      `GET / HTTP/1.1\r\n${LINES}connection: Upgrade\r\nupgrade: websocket\r\n\r\n`,
    );
    expect(closesAfter(request)).toBe(true);
  });
});

describe('what ends a body in chunks', () => {
  test('is the last chunk', () => {
    expect(lastChunkText([])).toBe('0\r\n\r\n');
  });

  test('has the trailers', () => {
    expect(lastChunkText(['X-Sum', '1', 'X-Name', '\u00E9 \t~', 'X-None', ''])).toBe(
      '0\r\nX-Sum: 1\r\nX-Name: \u00E9 \t~\r\nX-None: \r\n\r\n',
    );
  });

  test.each([
    ['Content-Length', '5'],
    ['transfer-encoding', 'chunked'],
    ['Host', 'evil'],
    ['Connection', 'close'],
    ['Authorization', 'Basic YQ=='],
    ['X-Split', 'a\r\nHost: evil'],
    ['X-Feed', 'a\nb'],
    ['X-Nul', 'a\u0000b'],
    ['X-Delete', 'a\u007Fb'],
    ['X-Wide', '\u0100'],
  ])('leaves %s: %j out (RFC 9110 §6.5.1)', (name, value) => {
    expect(lastChunkText(['X-Before', '1', name, value, 'X-After', '2'])).toBe(
      '0\r\nX-Before: 1\r\nX-After: 2\r\n\r\n',
    );
  });
});
