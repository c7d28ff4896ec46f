import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { onCleanup } from '../../test/support/cleanup.ts';
import { settle } from './settling.ts';

/** Keeps this thread from everything else, for so many milliseconds. */
function hold(time: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, time);
}

test('a connection that was closed while the gateway was busy has not settled, though its time is over', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onCleanup(() => void server.close());
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const client = connect({ host: '127.0.0.1', port });
  onCleanup(() => client.destroy());
  client.on('error', () => undefined);
  await once(client, 'connect');
  (await accepted).resetAndDestroy();
  const settled = new Promise((resolve) => settle(client, 5, resolve));
  hold(30);
  expect(await settled).toMatchObject({ code: 'UNSETTLED' });
});
