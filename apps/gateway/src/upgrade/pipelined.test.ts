import { expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { pool } from '../../test/support/pools.ts';
import { openRaw } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';
import { handshake } from '../../test/support/websocket.ts';

/** More than the machine keeps for connections. */
const SIZE = 64_000_000;

test.each([
  ['CONNECT', 'CONNECT gateway.test:80 HTTP/1.1\r\nHost: gateway.test\r\n\r\n'],
  ['the handshake of a WebSocket', handshake('GET /')],
  ['an upgrade that is ignored', 'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'],
])('a large answer goes on once its client reads again, though %s is behind it', async (_name, behind) => {
  const upstream = await startUpstream((_request, response) => response.end(Buffer.alloc(SIZE, 'a')));
  const { port, requests } = await startGateway({ config: pool([upstream.url]) });
  const client = await openRaw(port);
  client.socket.pause().write(`GET / HTTP/1.1\r\nHost: a\r\n\r\n${behind}`, 'latin1');
  // The replica has been asked, and what the machine keeps for the client is full.
  await until(() => upstream.requests.length === 1);
  let taken = -1;
  await until(() => {
    const before = taken;
    const [socket] = upstream.requests.map((request) => request.socket);
    taken = socket?.bytesWritten ?? 0;
    return taken > 0 && taken === before && (socket?.writableLength ?? 0) > 0;
  });
  client.socket.resume();
  await until(() => client.socket.bytesRead > SIZE);
  await until(() => requests().length === 2);
  expect(requests().map((line) => line['status'])[0]).toBe(200);
});
