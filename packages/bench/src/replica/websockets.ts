import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

/** Takes WebSockets on every path and says back what they say. */
export function acceptWebSockets(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('error', () => undefined);
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
}
