import type { Socket } from 'node:net';
import type { buildConnector } from 'undici';
import { settle } from './settling.ts';
import { UpstreamSocket } from './upstream-socket.ts';

/** Connecting took longer than it may. */
class ConnectTimeoutError extends Error {
  readonly code = 'CONNECT_TIMEOUT';

  constructor(address: string, timeout: number) {
    super(`no connection to ${address} within ${timeout} ms`);
    this.name = 'ConnectTimeoutError';
  }
}

/** What connecting needs to know. */
export interface ConnectorOptions {
  /** In milliseconds. Undici's own timeout is only accurate to half a second. */
  readonly timeout: number;
  /** How long the connection has to stand before it is used, in milliseconds. */
  readonly settleTime: () => number;
  /** Told of each connection that is open. */
  readonly opened: (socket: Socket) => void;
}

/** How undici opens a connection to a replica: by address, with an exact deadline. */
export function createConnector({ timeout, settleTime, opened }: ConnectorOptions): buildConnector.connector {
  return ({ hostname, port }, callback) => {
    const socket = new UpstreamSocket();
    socket.connect({ host: hostname, port: Number(port) }).setNoDelay(true);
    let answer = (error: Error | null): void => {
      answer = () => undefined;
      clearTimeout(timer);
      if (error === null) {
        callback(null, socket);
        return;
      }
      callback(error, null);
      socket.destroy();
    };
    const timer = setTimeout(() => answer(new ConnectTimeoutError(`${hostname}:${port}`, timeout)), timeout);
    socket.once('connect', () => {
      clearTimeout(timer);
      opened(socket);
      const time = settleTime();
      if (time > 0) settle(socket, time, (error) => answer(error));
      else answer(null);
    });
    socket.on('error', (error) => answer(error));
  };
}
