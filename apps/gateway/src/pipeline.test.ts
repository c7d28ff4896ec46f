import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../test/support/gateway.ts';
import { openRaw, requestText, statusOf } from '../test/support/raw-client.ts';
import { until } from '../test/support/until.ts';
import { startUpstream } from '../test/support/upstream.ts';

const get = (path: string): string => `GET /flask${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
const post = (path: string): string => `POST /flask${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx`;

/** A replica that answers when it is told to, and how many it is asked at a time. */
async function startPatient() {
  const open: (() => void)[] = [];
  const upstream = await startUpstream((request, response) => {
    request.resume();
    open.push(() => response.end(`<${request.url}>`));
  });
  const gateway = await startGateway({ express: upstream.url });
  return { ...gateway, upstream, open };
}

describe('requests that come on one connection without waiting for answers', () => {
  test('are passed on one after the other: what the first does is done when the second begins', async () => {
    const { port, upstream, open } = await startPatient();
    const client = await openRaw(port);
    client.socket.write(post('/1') + get('/2') + requestText('GET /flask/3'));
    for (const count of [1, 2, 3]) {
      await until(() => open.length === count);
      expect(upstream.requests.at(-1)?.url).toBe(`/${count}`);
      open[count - 1]?.();
    }
    await client.closed;
    expect(client.received().match(/<\/\d>/gu)).toEqual(['</1>', '</2>', '</3>']);
  });

  test('may be a thousand, and take one place', async () => {
    const upstream = await startUpstream((request, response) => response.end(`<${request.url}>`));
    const gateway = await startGateway({ express: upstream.url });
    const client = await openRaw(gateway.port);
    const numbers = Array.from({ length: 999 }, (_value, index) => `/${index}`);
    client.socket.write(numbers.map(get).join('') + requestText('GET /flask/999'));
    await client.closed;
    expect(client.received().match(/<\/\d+>/gu)).toEqual([...numbers, '/999'].map((path) => `<${path}>`));
  });

  test('are not passed on when there are too many of them: the connection is closed', async () => {
    const { port, upstream } = await startPatient();
    const client = await openRaw(port);
    client.socket.write(get('/x').repeat(5000));
    await client.closed;
    expect(upstream.requests.length).toBeLessThanOrEqual(1);
  });

  test('are not passed on when the client leaves', async () => {
    const { port, upstream, url, open } = await startPatient();
    const client = await openRaw(port);
    client.socket.write(get('/1') + get('/2'));
    await until(() => open.length === 1);
    client.socket.destroy();
    const canary = fetch(`${url}/flask/canary`);
    await until(() => open.length === 2);
    open[1]?.();
    await canary;
    expect(upstream.requests.map((request) => request.url)).toEqual(['/1', '/canary']);
  });

  test('are answered up to one that cannot be read, which is refused in its turn', async () => {
    const { port, open } = await startPatient();
    const client = await openRaw(port);
    client.socket.write(
      get('/1') + `POST /flask/2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    await until(() => open.length === 1);
    client.socket.write('garbage\r\n');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(client.received()).toBe('');
    open[0]?.();
    await client.closed;
    expect(client.received()).toMatch(/^HTTP\/1\.1 200 OK[^]*<\/1>HTTP\/1\.1 400 Bad Request/u);
    expect(open).toHaveLength(1);
  });

  test.each<[string, string]>([
    ['a CONNECT', 'CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n'],
    [
      'a handshake',
      'GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    ],
  ])('%s among them waits for its turn, too', async (_name, bytes) => {
    const { port, open } = await startPatient();
    const client = await openRaw(port);
    client.socket.write(get('/1') + bytes);
    await until(() => open.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(client.received()).toBe('');
    open[0]?.();
    await client.closed;
    expect(statusOf(client.received())).toBe(200);
    expect(client.received()).toMatch(/<\/1>HTTP\/1\.1 40[45] /u);
  });
});
