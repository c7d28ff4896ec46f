import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { freePort } from '../processes/free-port.ts';
import { ask, parseAnswer } from './answer.ts';
import { postJson } from './request.ts';

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n';

describe('parseAnswer', () => {
  it('gives status, body and the size of the whole', () => {
    const size = HEAD.length + 5;
    expect(parseAnswer(Buffer.from(`${HEAD}hello`))).toEqual({ status: 200, body: 'hello', size });
  });

  it.each(['', HEAD.slice(0, 20), HEAD, `${HEAD}hell`])('waits for more after %j', (bytes) => {
    expect(parseAnswer(Buffer.from(bytes))).toBeUndefined();
  });

  it('refuses an answer that does not say its length', () => {
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
    expect(() => parseAnswer(Buffer.from(chunked))).toThrow('Content-Length');
  });
});

describe('ask', () => {
  it('sends one request and reads an answer that comes in pieces', async () => {
    const port = await freePort();
    let received = '';
    const server = createServer((socket) => {
      socket.on('data', (chunk) => {
        received += String(chunk);
        socket.write(HEAD);
        setImmediate(() => socket.write('hello'));
      });
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const answer = await ask(`http://127.0.0.1:${port}`, postJson('/echo', 'é'));
    server.close();
    expect(answer.body).toBe('hello');
    expect(received).toContain(`POST /echo HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n`);
    expect(received).toMatch(/content-length: 4\r\n\r\n"é"$/u);
  });
});
