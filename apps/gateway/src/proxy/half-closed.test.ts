import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { onCleanup } from '../../test/support/cleanup.ts';
import { startGateway } from '../../test/support/gateway.ts';
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

  test('has left when nothing of its answer goes out for a moment: the replica is told', async () => {
    let left = false;
    const upstream = await startUpstream((request) => {
      request.socket.on('close', () => (left = true));
    });
    const gateway = await startGateway({ config: config(upstream.url, '40ms') });
    const client = halfClose(gateway.port, GET);
    await until(() => left);
    await until(() => gateway.requests().length === 1);
    expect(gateway.requests()[0]).toMatchObject({ status: 499 });
    expect(client.received()).toBe('');
  });
});
