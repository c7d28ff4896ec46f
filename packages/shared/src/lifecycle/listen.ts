import type { Server } from 'node:http';

/** A server and where it listens. */
export interface Listener {
  readonly server: Server;
  readonly host: string;
  readonly port: number;
  /** The environment variable that moves it, for the message when the port is taken. */
  readonly variable: string;
}

/** A server that could not listen; the message is for the person who started it. */
export class ListenError extends Error {
  readonly code = 'CANNOT_LISTEN';

  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'ListenError';
  }
}

const REASONS: Readonly<Record<string, (listener: Listener) => string>> = {
  EADDRINUSE: ({ port, variable }) =>
    `port ${port} is already in use: stop what uses it, or set ${variable} to another port`,
  EACCES: ({ port, variable }) =>
    `no permission to listen on port ${port}: set ${variable} to a port from 1024 on`,
  EADDRNOTAVAIL: ({ host }) => `${host} is not an address of this machine`,
  ENOTFOUND: ({ host }) => `${host} is not an address of this machine`,
};

/**
 * Starts to listen; answers the port, which matters when 0 was asked for.
 *
 * @throws {ListenError} when the port is taken, forbidden, or the address is not this machine's
 */
export function listen(listener: Listener): Promise<number> {
  const { server, host, port } = listener;
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      const reason =
        REASONS[error.code ?? '']?.(listener) ?? `cannot listen on ${host}:${port}: ${error.message}`;
      reject(new ListenError(reason, error));
    };
    server.once('error', fail);
    server.listen({ host, port }, () => {
      server.off('error', fail);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
