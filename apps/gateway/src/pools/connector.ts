import type { OnReadOpts, Socket } from 'node:net';
import type { Address } from './replica.ts';
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
export interface ConnectOptions extends Address {
  /** In milliseconds. */
  readonly timeout: number;
  /** How long the connection has to stand before it is used, in milliseconds. */
  readonly settleTime: number;
  /** How it is read from; undefined for a stream like any other. */
  readonly onread?: OnReadOpts;
  /** Told as soon as it is open, which is before it is settled. */
  readonly opened?: (socket: Socket) => void;
}

/** Told once what became of it. */
export type Connected = (error: Error | null, socket?: Socket) => void;

/** Opens a connection to a replica, with an exact deadline; answers how to give it up before it is made. */
export function connect(
  { host, port, timeout, settleTime, onread, opened }: ConnectOptions,
  connected: Connected,
): (error: Error) => void {
  const socket = new UpstreamSocket(onread);
  let answer = (error: Error | null): void => {
    answer = () => undefined;
    clearTimeout(timer);
    if (error === null) {
      connected(null, socket);
      return;
    }
    socket.destroy();
    connected(error);
  };
  const timer = setTimeout(() => answer(new ConnectTimeoutError(`${host}:${port}`, timeout)), timeout);
  socket.connect({ host, port }).setNoDelay(true);
  socket.once('connect', () => {
    clearTimeout(timer);
    opened?.(socket);
    if (settleTime > 0) settle(socket, settleTime, (error) => answer(error));
    else answer(null);
  });
  socket.on('error', (error) => answer(error));
  return (error) => answer(error);
}
