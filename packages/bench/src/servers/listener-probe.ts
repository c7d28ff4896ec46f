/**
 * Loaded into a gateway before its program (`--import`): tells its parent, when asked, how many listeners the socket with
 * most of them has.
 */
import { subscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';

const sockets = new Set<Socket>();

function watch(message: unknown): void {
  if (typeof message !== 'object' || message === null || !('socket' in message)) return;
  const { socket } = message;
  if (!(socket instanceof Socket)) return;
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
}

function listeners(socket: Socket): number {
  return socket.eventNames().reduce((sum, name) => sum + socket.listenerCount(name), 0);
}

subscribe('net.server.socket', watch);
subscribe('net.client.socket', watch);
process.on('message', () => {
  process.send?.({ sockets: sockets.size, listeners: Math.max(0, ...[...sockets].map(listeners)) });
});
process.channel?.unref();
