import { createServer, type Server } from 'node:http';
import { listen } from '@echo-twins/shared/lifecycle/listen';
import type { LauncherConfig } from './environment.ts';

/** The port of each listener. */
export interface Ports {
  readonly gateway: number;
  readonly express: number;
  readonly fastify: number;
  readonly admin: number;
}

/** Where the programs listen. */
export interface Place {
  readonly host: string;
  readonly ports: Ports;
}

const ADMIN_HOST = '127.0.0.1';

/**
 * Makes sure, before anything is started, that every port is free; 0 becomes a port that is.
 *
 * @throws {ListenError} naming the port that is taken and the variable that moves it
 */
export async function claimPorts({ HOST: host, ...config }: LauncherConfig): Promise<Ports> {
  const servers: Server[] = [];
  function claim(port: number, variable: string, address = host): Promise<number> {
    const server = createServer();
    servers.push(server);
    return listen({ server, port, host: address, variable });
  }
  try {
    // All are held until the last is known, so that two programs given the same port are found out too.
    return {
      gateway: await claim(config.GATEWAY_PORT ?? config.PORT, 'GATEWAY_PORT'),
      express: await claim(config.EXPRESS_PORT, 'EXPRESS_PORT'),
      fastify: await claim(config.FASTIFY_PORT, 'FASTIFY_PORT'),
      admin: await claim(config.ADMIN_PORT, 'ADMIN_PORT', ADMIN_HOST),
    };
  } finally {
    await Promise.all(servers.map(closed));
  }
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
