import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How clients that have ended their side are told from those that have left. */
export interface HalfClosedTerms {
  /** For how long they are believed to wait, in milliseconds. */
  readonly patience: () => number;
  /** Whether the connection is a WebSocket, whose ends are its own business. */
  readonly isTunnel: (socket: Socket) => boolean;
}

/**
 * Lets a client end its side of the connection once its request is complete, and still answers it (RFC 9112 §9.6), as
 * `nc -N` and many scripts need. Such a client cannot be told from one that has left until something is sent to it: who has
 * left resets the connection then. So a client of whose answer nothing goes out within `patience()` ms has left.
 */
export function answerHalfClosed(server: Server, { patience, isTunnel }: HalfClosedTerms): void {
  // Undocumented; without it, Node ends the connection with the answer still due.
  Object.assign(server, { httpAllowHalfOpen: true });
  server.on('connection', (socket) => {
    socket.on('end', () => {
      const { bytesWritten } = socket;
      const timer = setTimeout(() => {
        if (socket.bytesWritten === bytesWritten && !isTunnel(socket)) socket.destroy();
      }, patience());
      socket.on('close', () => clearTimeout(timer));
    });
  });
}
