import type { Server } from 'node:http';

/** Tells the parent process, on the first line of stdout, where a lane's app listens. */
export function announce(server: Server): void {
  const address = server.address();
  if (typeof address === 'object' && address)
    process.stdout.write(`${JSON.stringify({ port: address.port })}\n`);
}
