import type { Socket } from 'node:net';
import { startRawUpstream } from './upstream.ts';

/** A replica that says something to whoever asks, and the connections that it was asked on. */
export async function startSaying(text: string) {
  const sockets: Socket[] = [];
  const upstream = await startRawUpstream((socket) => {
    sockets.push(socket);
    socket.write(text, 'latin1');
  });
  return { ...upstream, sockets };
}
