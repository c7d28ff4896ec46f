import { describe, expect, it } from '@jest/globals';
import { scanRequests } from './request-scan.ts';

function scan(text: string): string[] {
  return scanRequests(Buffer.from(text, 'latin1'));
}

describe('scanRequests', () => {
  it('counts pipelined requests, bodies skipped by length and by chunks', () => {
    const bytes =
      'POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nGET ' +
      'PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nGET \r\n0\r\n\r\n' +
      'HEAD / HTTP/1.1\r\n\r\n';
    expect(scan(bytes)).toEqual(['POST', 'PUT', 'HEAD']);
  });

  it('stops where a request asks to close', () => {
    expect(scan('GET / HTTP/1.1\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\n\r\n')).toEqual(['GET']);
  });

  it('does not count a head that has no end', () => {
    expect(scan('GET / HTTP/1.1\r\nHost: a')).toEqual([]);
  });

  it('takes bare line feeds and leading blank lines as lenient servers do', () => {
    expect(scan('\r\n\r\nGET / HTTP/1.1\nHost: a\n\nGET / HTTP/1.1\n\n')).toEqual(['GET', 'GET']);
  });
});
