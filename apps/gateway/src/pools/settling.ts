import type { Socket } from 'node:net';

/** A connection that was closed before anything was sent over it. */
class UnsettledError extends Error {
  readonly code = 'UNSETTLED';

  constructor() {
    super('the connection was closed at once');
    this.name = 'UnsettledError';
  }
}

/**
 * Waits until a new connection has stood for a while, in milliseconds. A replica that accepts connections only to close
 * them would otherwise be sent a request which nobody can say whether it was received.
 */
export function settle(socket: Socket, time: number, done: (error: Error | null) => void): void {
  const fail = (): void => finish(new UnsettledError());
  const finish = (error: Error | null): void => {
    clearTimeout(timer);
    clearImmediate(last);
    socket.off('close', fail).off('end', fail);
    done(error);
  };
  // A timer that comes late comes before what has happened to the connection meanwhile.
  const look = (): void => finish(socket.destroyed ? new UnsettledError() : null);
  let last: NodeJS.Immediate | undefined;
  const timer = setTimeout(() => (last = setImmediate(look)), time);
  socket.on('close', fail).on('end', fail);
}
