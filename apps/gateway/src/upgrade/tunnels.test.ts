import { once } from 'node:events';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { startGateway } from '../../test/support/gateway.ts';
import { openRaw } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startRawUpstream } from '../../test/support/upstream.ts';
import { handshake, open, startEcho } from '../../test/support/websocket.ts';

const SWITCHING = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n';
const CLOSE = '\u0088\u0002\u0003\u00E9';

describe('WebSockets, when the gateway ends,', () => {
  test('are told on both sides that it goes away', async () => {
    const echo = await startEcho();
    const gateway = await startGateway({ express: echo.url });
    const heard: number[] = [];
    echo.sockets.on('connection', (socket) => socket.on('close', (code) => heard.push(code)));
    const sockets = await Promise.all(Array.from({ length: 50 }, () => open(gateway.port, '/flask/')));
    const closed = sockets.map((socket) => once(socket, 'close'));
    gateway.draining();
    for (const [code] of await Promise.all(closed)) expect(code).toBe(1001);
    await until(() => heard.length === 50);
    expect(new Set(heard)).toEqual(new Set([1001]));
    // Nothing is left that the end of the gateway would have to wait for.
    const count = promisify(gateway.server.getConnections.bind(gateway.server));
    await until(async () => (await count()) === 0);
  });

  test('are told also when they open later', async () => {
    const echo = await startEcho();
    const gateway = await startGateway({ express: echo.url });
    gateway.draining();
    const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}/flask/`);
    const closed: unknown[] = await once(socket, 'close');
    expect(closed[0]).toBe(1001);
    await until(() => gateway.requests().length === 1);
    expect(gateway.requests()[0]).toMatchObject({ status: 101 });
  });

  test('are told by the gateway itself when their replica says nothing', async () => {
    let heard = Buffer.alloc(0);
    const silent = await startRawUpstream((socket) => {
      socket.on('data', (chunk: Buffer) => (heard = Buffer.concat([heard, chunk])));
      socket.write(SWITCHING);
    });
    const gateway = await startGateway({ express: silent.url });
    const client = await openRaw(gateway.port);
    client.socket.write(handshake('GET /flask/'));
    await until(() => client.received().includes('\r\n\r\n'));
    gateway.draining();
    await client.closed;
    expect(client.received().endsWith(`\r\n\r\n${CLOSE}`)).toBe(true);
    expect([heard[0], heard.length]).toEqual([0x88, 8]);
  });

  test('are not told in the middle of a frame', async () => {
    let heard = '';
    const silent = await startRawUpstream((socket) => {
      socket.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
      socket.write(SWITCHING);
    });
    const gateway = await startGateway({ express: silent.url });
    const client = await openRaw(gateway.port);
    client.socket.write(handshake('GET /flask/'));
    await until(() => client.received().includes('\r\n\r\n'));
    const frame = '\u0081\u0083\u0000\u0000\u0000\u0000abc';
    client.socket.write(frame.slice(0, 7), 'latin1');
    await until(() => heard === frame.slice(0, 7));
    gateway.draining();
    client.socket.write(frame.slice(7), 'latin1');
    await until(() => heard.length > frame.length);
    expect([heard.slice(0, frame.length), heard.charCodeAt(frame.length)]).toEqual([frame, 0x88]);
  });
});

describe('a tunnel', () => {
  test.each(['destroy', 'resetAndDestroy'] as const)(
    'whose client leaves (%s) ends at the replica',
    async (leave) => {
      const echo = await startEcho();
      const gateway = await startGateway({ express: echo.url });
      const client = await openRaw(gateway.port);
      client.socket.write(handshake('GET /flask/'));
      await until(() => echo.sockets.clients.size === 1);
      client.socket[leave]();
      await until(() => echo.sockets.clients.size === 0 && gateway.requests().length === 1);
    },
  );

  test('ends when its client has, though the replica goes on', async () => {
    const stubborn = await startRawUpstream((socket) => {
      socket.write(SWITCHING);
      const timer = setInterval(() => socket.write('\u0081\u0001x', 'latin1'), 10);
      socket.on('close', () => clearInterval(timer));
    });
    const gateway = await startGateway({ express: stubborn.url });
    const client = await openRaw(gateway.port);
    client.socket.write(handshake('GET /flask/'));
    await until(() => client.received().includes('\r\n\r\n'));
    client.socket.end();
    await client.closed;
    const count = promisify(gateway.server.getConnections.bind(gateway.server));
    await until(async () => (await count()) === 0 && gateway.requests().length === 1);
  });
});
