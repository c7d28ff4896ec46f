import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { listen } from '@echo-twins/shared/lifecycle/listen';
import { startEchoFront } from '../../test/support/answering-fronts.ts';
import { onCleanup } from '../../test/support/cleanup.ts';
import { answers, CHUNKED, get } from '../../test/support/plain-texts.ts';
import { openRaw } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';

describe('listeners of a connection', () => {
  const EVENTS = [
    'data',
    'drain',
    'end',
    'error',
    'close',
    'timeout',
    'readable',
    'finish',
    'pause',
    'resume',
  ];
  const counts = (socket: Socket | undefined) => EVENTS.map((event) => [event, socket?.listenerCount(event)]);

  test('are only Node’s once it is Node’s', async () => {
    const sockets: Socket[] = [];
    const node = createServer((_request, response) => response.end('<ok>'));
    node.on('connection', (socket) => sockets.push(socket));
    onCleanup(() => node.close().closeAllConnections());
    const native = await openRaw(
      await listen({ server: node, host: '127.0.0.1', port: 0, variable: 'PORT' }),
    );
    native.socket.write(get('/1'));
    await until(() => answers(native).length === 1);

    const front = await startEchoFront();
    const client = await openRaw(front.port);
    client.socket.write(get('/1'));
    await until(() => answers(client).length === 1);
    client.socket.write(CHUNKED);
    await until(() => answers(client).length === 2);
    expect(counts(front.sockets[0])).toEqual(counts(sockets[0]));
  });

  test('stay the same in number, request after request', async () => {
    const { port, sockets } = await startEchoFront();
    const client = await openRaw(port);
    const seen = new Set<string>();
    for (let count = 1; count <= 50; count++) {
      client.socket.write(get('/1'));
      await until(() => answers(client).length === count);
      seen.add(JSON.stringify(counts(sockets[0])));
    }
    expect(seen.size).toBe(1);
  });
});
