import { describe, expect, it } from '@jest/globals';
import { readResponse } from './response.ts';

const GET = { method: 'GET', ended: false };

function read(text: string, circumstance = GET) {
  const reading = readResponse(Buffer.from(text, 'latin1'), circumstance);
  if (typeof reading === 'string') return reading;
  const { message, length } = reading;
  return { ...message, body: message.body.toString('latin1'), rest: text.slice(length) };
}

describe('readResponse', () => {
  it('ends a body by its length and leaves the next response', () => {
    const answer = read('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 204 No');
    expect(answer).toMatchObject({
      status: 200,
      framing: 'length',
      body: 'ok',
      complete: true,
      rest: 'HTTP/1.1 204 No',
    });
  });

  it('keeps fields as they came: order, case, repetition', () => {
    const answer = read('HTTP/1.1 200 OK\r\nX-B: 1\r\nx-a:2\r\nX-B: 3\r\nContent-Length: 0\r\n\r\n');
    expect(answer).toMatchObject({
      fields: [
        ['X-B', '1'],
        ['x-a', '2'],
        ['X-B', '3'],
        ['Content-Length', '0'],
      ],
    });
  });

  it('decodes chunks, their extensions and trailers', () => {
    const answer = read(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nX-Sum: 5\r\n\r\nrest',
    );
    expect(answer).toMatchObject({
      framing: 'chunked',
      body: 'abcde',
      trailers: [['X-Sum', '5']],
      rest: 'rest',
    });
  });

  it.each([
    ['no last chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'],
    ['half a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc'],
    ['half a length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc'],
    ['no end told', 'HTTP/1.1 200 OK\r\n\r\nabc'],
  ])('is not complete with %s', (_what, text) => {
    expect(read(text)).toMatchObject({ body: 'abc', complete: false });
  });

  it('ends a body without length with the connection', () => {
    expect(read('HTTP/1.1 200 OK\r\n\r\nabc', { method: 'GET', ended: true })).toMatchObject({
      framing: 'close',
      body: 'abc',
      complete: true,
    });
  });

  it.each([
    ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n'],
    ['GET', 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n'],
    ['GET', 'HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['GET', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ])('expects no body in answer to %s: %j', (method, text) => {
    expect(read(text, { method, ended: false })).toMatchObject({ framing: 'none', complete: true, rest: '' });
  });

  it('waits for the end of the head', () => {
    expect(read('HTT')).toBe('incomplete');
    expect(read('HTTP/1.1 200 OK\r\nX: 1\r\n')).toBe('incomplete');
  });

  it.each(['SSH-2.0-OpenSSH\r\n\r\n', 'HTTP/1.1 2x0 OK\r\n\r\n', '<html>'])(
    'knows %j for no HTTP',
    (text) => {
      expect(read(text)).toBe('garbage');
    },
  );
});
