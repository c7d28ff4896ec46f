import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { onCleanup } from '../../test/support/cleanup.ts';
import { startGateway } from '../../test/support/gateway.ts';
import { openRaw } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

const config = (url: string, patience: string) => `
pools: { twin: { upstream: '${url}' } }
limits: { halfClosed: ${patience} }
routes: [{ prefix: /, pool: twin }]
`;

/** Sends a request, ends its side at once, and reads on, as `nc -N` does. */
function halfClose(port: number, request: string) {
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  onCleanup(() => socket.destroy());
  let received = '';
  let ended = false;
  socket.setEncoding('latin1').on('data', (text: string) => (received += text));
  socket.on('error', () => undefined).on('close', () => (ended = true));
  socket.on('end', () => socket.destroy());
  socket.end(request);
  return { received: () => received, ended: () => ended };
}

const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

describe('a client that ends its side after its request', () => {
  test.each<[string, string]>([
    ['a GET', GET],
    ['a POST', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc'],
    ['two GETs at once', `${GET}${GET}`],
  ])('is answered %s, and the connection ends with it', async (_name, request) => {
    const upstream = await startUpstream((_request, response) => {
      setTimeout(() => response.end('answer'), 30);
    });
    const gateway = await startGateway({ config: config(upstream.url, '20s') });
    const client = halfClose(gateway.port, request);
    await until(client.ended);
    const count = request.split('GET').length - 1 || 1;
    expect(client.received().match(/HTTP\/1\.1 200 OK/gu)).toHaveLength(count);
    expect(client.received().endsWith('answer')).toBe(true);
    await until(() => gateway.requests().length === count);
    expect(gateway.requests().map((line) => line['status'])).toEqual(Array(count).fill(200));
  });

  test('is sent the whole of an answer that has begun, however slowly that goes on', async () => {
    let go = (): void => undefined;
    const upstream = await startUpstream((_request, response) => {
      response.write('first ');
      go = () => response.end('last');
    });
    const gateway = await startGateway({ config: config(upstream.url, '1s') });
    const client = halfClose(gateway.port, GET);
    await until(() => client.received().includes('first'));
    await new Promise((resolve) => setTimeout(resolve, 1100));
    go();
    await until(client.ended);
    expect(client.received()).toContain('last');
  });

  test('is asked whether it still waits when nothing of its answer goes out for a moment, and answered', async () => {
    let go = (): void => undefined;
    const upstream = await startUpstream((_request, response) => {
      go = () => response.end('late');
    });
    const gateway = await startGateway({ config: config(upstream.url, '20ms') });
    const client = halfClose(gateway.port, GET);
    await until(() => client.received() === 'HTTP/1.1 100 Continue\r\n\r\n');
    await until(() => upstream.requests.length === 1);
    go();
    await until(client.ended);
    expect(client.received()).toMatch(/HTTP\/1\.1 200 OK\r\n[^]*late$/u);
    await until(() => gateway.requests().length === 1);
    expect(gateway.requests()[0]).toMatchObject({ status: 200 });
  });

  const holding = async () => {
    const seen = { left: 0 };
    const upstream = await startUpstream((request, response) => {
      if (request.url === '/begun') response.write('begun');
      request.socket.on('close', () => (seen.left += 1));
    });
    const asked = () => upstream.requests.length;
    return { seen, asked, ...(await startGateway({ config: config(upstream.url, '400ms') })) };
  };

  test.each([
    ['plainly', GET],
    ['in two parts', 'GET / HTTP/1.1\r\nHost: a\r\nTE: x\r\nConnection: TE\r\n\r\n'],
  ])('has left when it does not wait any more: the replica is told; asked %s', async (_name, request) => {
    const { seen, asked, port, requests } = await holding();
    const { socket } = await openRaw(port);
    socket.write(request);
    await until(() => asked() === 1);
    socket.destroy();
    await until(() => seen.left === 1);
    await until(() => requests().length === 1);
    expect(requests()[0]).toMatchObject({ status: 499 });
  });

  test.each([
    ['in HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n'],
    ['with two requests at once', GET.repeat(2)],
  ])('cannot be asked %s: it has left', async (_name, request) => {
    const { seen, port, requests } = await holding();
    const client = halfClose(port, request);
    await until(() => seen.left === 1);
    await until(() => requests().length > 0);
    expect(requests()[0]).toMatchObject({ status: 499 });
    expect(client.received()).toBe('');
  });

  test('cannot be asked in the middle of its answer: it has left', async () => {
    const { seen, port } = await holding();
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
    onCleanup(() => socket.destroy());
    socket.on('error', () => undefined).write('GET /begun HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(socket, 'data');
    socket.end();
    await until(() => seen.left === 1);
  });
});

test('a client that ends its side while it takes nothing of its answer for a moment is sent all of it', async () => {
  const body = Buffer.alloc(16_000_000, 'x');
  const upstream = await startUpstream((_request, response) => response.end(body));
  const gateway = await startGateway({ config: config(upstream.url, '1ms') });
  const sockets: Socket[] = [];
  gateway.server.on('connection', (socket) => sockets.push(socket));
  const client = await openRaw(gateway.port, true);
  client.socket.write(GET);
  await until(() => client.received() !== '');
  client.socket.pause();
  await until(() => (sockets[0]?.writableLength ?? 0) > 0);
  client.socket.end();
  await until(() => sockets[0]?.readableEnded);
  await new Promise((resolve) => setTimeout(resolve, 50));
  client.socket.resume();
  await client.closed;
  expect(client.received().length).toBeGreaterThan(body.length);
  expect(gateway.requests().map((line) => line['status'])).toEqual([200]);
});
