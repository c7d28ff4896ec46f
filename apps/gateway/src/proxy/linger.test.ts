import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { onCleanup } from '../../test/support/cleanup.ts';
import { listening } from '../../test/support/listening.ts';
import { linger } from './linger.ts';

test('who takes nothing is cut off, also when it goes on sending', async () => {
  const server = createServer({ allowHalfOpen: true });
  const { port } = await listening(server);
  const connected = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const client = connect({ port, host: '127.0.0.1' });
  onCleanup(() => void client.destroy());
  client.on('error', () => undefined).pause();
  const socket = await connected;
  socket.on('error', () => undefined).write(Buffer.alloc(50_000_000));
  socket.resume();
  const sending = setInterval(() => client.write('x'), 200);
  onCleanup(() => clearInterval(sending));
  linger(socket, 500);
  await once(socket, 'close');
  expect(socket.destroyed).toBe(true);
});
