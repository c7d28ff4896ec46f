import type { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { failed, mixed, ok, pool, statusesOf } from '../../test/support/pools.ts';
import { startRawUpstream, startUpstream } from '../../test/support/upstream.ts';

describe('a replica that resets every third connection as soon as it is made', () => {
  test('costs nobody anything, POSTs with bodies included', async () => {
    let connections = 0;
    const flaky = await startUpstream((request, response) => {
      request.resume();
      // No keep-alive, so that connections are made all the time.
      request.on('end', () => response.writeHead(200, { connection: 'close' }).end('ok'));
    });
    flaky.server.prependListener('connection', (socket) => {
      connections += 1;
      if (connections % 3 === 0) socket.resetAndDestroy();
    });
    const { url } = await startGateway({ config: pool([flaky.url, (await ok()).url]) });
    expect(failed(await statusesOf(url, 100, mixed))).toBe(0);
    expect(connections).toBeGreaterThan(40);
  });
});

describe('the keep-alive race', () => {
  test('with a replica that closes idle connections soon, and does not say so, costs nobody anything', async () => {
    const impatient = () =>
      startRawUpstream((socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        socket.setTimeout(15, () => socket.destroy());
      });
    const [one, two] = [await impatient(), await impatient()];
    const { url } = await startGateway({ config: pool([one.url, two.url]) });
    const statuses: number[] = [];
    for (let index = 0; index < 120; index++) {
      statuses.push(...(await statusesOf(url, 1, () => mixed(index))));
      await new Promise((resolve) => setTimeout(resolve, 5 + (index % 12)));
    }
    expect(failed(statuses)).toBe(0);
  });

  test('with a replica that closes just as a connection is used again costs no GET, and at most one POST a replica', async () => {
    const racing = () =>
      startRawUpstream((socket) => {
        if (socket.bytesWritten > 0) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    const [one, two] = [await racing(), await racing()];
    const { url } = await startGateway({ config: pool([one.url, two.url]) });
    const statuses = await statusesOf(url, 100, mixed);
    expect(statuses.filter((status, index) => status >= 500 && index % 4 !== 3)).toEqual([]);
    expect(failed(statuses)).toBeLessThanOrEqual(2);
  });
});

describe('the only replica of a pool', () => {
  test.each<[string, (socket: Socket) => void]>([
    [
      'just as it is used again',
      (socket) => {
        if (socket.bytesWritten > 0) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      },
    ],
    [
      'right after its answer',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', () => socket.destroy());
      },
    ],
  ])('may close a connection %s: a GET is sent again on a new one', async (_name, talk) => {
    const { url } = await startGateway({ config: pool([(await startRawUpstream(talk)).url]) });
    expect(failed(await statusesOf(url, 60))).toBe(0);
  });
});
