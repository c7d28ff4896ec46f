import type { IncomingMessage } from 'node:http';

/** How long a client may go on sending after its answer, in milliseconds. */
const PATIENCE = 2000;

/**
 * Reads and forgets the rest of a request that has been answered before it was complete. Closing instead would reset the
 * connection, and the client might never see the answer (RFC 9112 §9.6). One that does not come to an end is cut off.
 */
export function discardLeftover(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  const { socket } = request;
  const timer = setTimeout(() => socket.destroy(), PATIENCE);
  const done = (): void => {
    clearTimeout(timer);
    socket.off('close', done);
  };
  request.on('end', done).resume();
  socket.on('close', done);
}
