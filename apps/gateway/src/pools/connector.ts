import { connect as openSocket, type Socket } from 'node:net';
import type { buildConnector } from 'undici';

/** Connecting took longer than it may. */
class ConnectTimeoutError extends Error {
  readonly code = 'CONNECT_TIMEOUT';

  constructor(address: string, timeout: number) {
    super(`no connection to ${address} within ${timeout} ms`);
    this.name = 'ConnectTimeoutError';
  }
}

/** What connecting needs to know; called with each socket that is open. */
export interface ConnectorOptions {
  /** In milliseconds. Undici's own timeout is only accurate to half a second. */
  readonly timeout: number;
  readonly opened: (socket: Socket) => void;
}

const READ_AHEAD = 64 * 1024;

/** How undici opens a connection to a replica: by address, with an exact deadline. */
export function createConnector({ timeout, opened }: ConnectorOptions): buildConnector.connector {
  return ({ hostname, port }, callback) => {
    const options = { host: hostname, port: Number(port), highWaterMark: READ_AHEAD };
    const socket = openSocket(options).setNoDelay(true);
    let answered = false;
    const timer = setTimeout(() => {
      socket.destroy(new ConnectTimeoutError(`${hostname}:${port}`, timeout));
    }, timeout);
    socket.once('connect', () => {
      answered = true;
      clearTimeout(timer);
      opened(socket);
      callback(null, socket);
    });
    socket.on('error', (error) => {
      clearTimeout(timer);
      if (answered) return;
      answered = true;
      callback(error, null);
    });
  };
}
