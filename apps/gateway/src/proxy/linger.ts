import type { Socket } from 'node:net';

/** How long the other side may take nothing of what has been written, and then to end its own side, in milliseconds. */
const LINGER = 2000;
/** How long all of that may take, in milliseconds, whatever the other side does. */
const MOST = 60_000;

/**
 * Ends a connection so that what has been written to it arrives. What still comes is read and forgotten, or closing would
 * reset the connection and take the last words away (RFC 9112 §9.6).
 */
export function linger(socket: Socket, most = MOST): void {
  if (socket.destroyed) return;
  const over = (): void => void socket.destroy();
  // Bytes that come put off the first of these, too: one who sends, but takes nothing, would stay for ever.
  const last = setTimeout(over, most);
  let timer: NodeJS.Timeout | undefined;
  socket.setTimeout(LINGER, over);
  socket.on('close', () => {
    clearTimeout(timer);
    clearTimeout(last);
  });
  socket.end(() => (timer = setTimeout(over, LINGER))).resume();
}
