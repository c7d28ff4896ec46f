import type { Server, Socket } from 'node:net';
import { onCleanup } from './cleanup.ts';

/** Where a server listens: any free port of 127.0.0.1 unless said otherwise. */
export interface Place {
  readonly host?: string;
  readonly port?: number;
}

/** A server that listens, until the end of the test at the latest. */
export interface Listening {
  readonly port: number;
  readonly url: string;
  /** Stops listening and cuts all connections. */
  stop(): Promise<void>;
}

/** Has a server listen. @throws what the server says when it cannot */
export async function listening(
  server: Server,
  { host = '127.0.0.1', port = 0 }: Place = {},
): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  onCleanup(stop);
  return { port: address.port, url: `http://${host}:${address.port}`, stop };
}
