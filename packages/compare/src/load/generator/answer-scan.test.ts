import { describe, expect, it } from '@jest/globals';
import { AnswerScan } from './answer-scan.ts';

/** Feeds an answer piece by piece; answers the scan and at which piece it was complete. */
function scan(...pieces: readonly string[]) {
  const scan = new AnswerScan(true);
  const done = pieces.findIndex((piece) => scan.push(Buffer.from(piece, 'latin1')));
  return { ...scan.answer(), body: scan.answer().body?.toString('latin1'), closes: scan.closes, done };
}

describe('AnswerScan', () => {
  it('reads an answer with Content-Length, in one piece', () => {
    const answer = scan('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello');
    expect(answer).toMatchObject({ status: 200, bytes: 5, body: 'hello', closes: false, done: 0 });
  });

  it('reads it byte by byte', () => {
    const bytes = 'HTTP/1.1 404 Not Found\r\ncontent-length: 3\r\nConnection: close\r\n\r\nno!'.split('');
    const answer = scan(...bytes);
    expect(answer).toMatchObject({ status: 404, body: 'no!', closes: true, done: bytes.length - 1 });
  });

  it('reads a chunked answer, with extensions and trailers', () => {
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    const answer = scan(`${head}4;x=y\r\nwiki\r`, '\n6\r\npedia!\r\n0\r\nX-T: 1\r\n', '\r\n');
    expect(answer).toMatchObject({ bytes: 10, body: 'wikipedia!', done: 2 });
  });

  it('reads over interim answers', () => {
    const answer = scan('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    expect(answer).toMatchObject({ status: 200, bytes: 0, done: 0 });
  });

  it('knows answers without a body', () => {
    expect(scan('HTTP/1.1 204 No Content\r\n\r\n')).toMatchObject({ status: 204, bytes: 0, done: 0 });
  });

  it('waits for the end of the connection when nothing else frames the body', () => {
    const scan = new AnswerScan(false);
    expect(scan.push(Buffer.from('HTTP/1.0 200 OK\r\n\r\nsome'))).toBe(false);
    expect(scan.endsWithConnection).toBe(true);
    expect(scan.answer()).toMatchObject({ bytes: 4, body: undefined });
  });

  it('refuses what is not HTTP/1', () => {
    expect(() => scan('SSH-2.0-OpenSSH\r\n\r\n')).toThrow('not HTTP/1: "SSH-2.0-OpenSSH"');
  });

  it('refuses a chunk size that is no number', () => {
    expect(() => scan('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n')).toThrow(
      'chunk size "zz"',
    );
  });
});
