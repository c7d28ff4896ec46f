import { createServer } from 'node:http';
import { listen } from '@echo-twins/shared/lifecycle/listen';

/** Ports of this machine that nothing listens on, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map((server) => listen({ server, host: '127.0.0.1', port: 0, variable: 'PORT' })),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
