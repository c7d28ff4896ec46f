import type { Socket } from 'node:net';

/** How long the other side may take nothing of what has been written, and then to end its own side, in milliseconds. */
const LINGER = 2000;

/**
 * Ends a connection so that what has been written to it arrives. What still comes is read and forgotten, or closing would
 * reset the connection and take the last words away (RFC 9112 §9.6).
 */
export function linger(socket: Socket): void {
  if (socket.destroyed) return;
  const over = (): void => void socket.destroy();
  let timer: NodeJS.Timeout | undefined;
  socket.setTimeout(LINGER, over);
  socket.on('close', () => clearTimeout(timer));
  socket.end(() => (timer = setTimeout(over, LINGER))).resume();
}
