import { createServer, type Server } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readEnvironment } from '@echo-twins/shared/config/environment';
import { DoctorEnvironment } from '../environment.ts';
import type { Finding } from '../finding.ts';
import { checkPorts } from './ports.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function listen(server: Server): Promise<number> {
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

/** What is said of the gateway's port. */
async function findingAt(port: number): Promise<Finding | undefined> {
  const config = readEnvironment(DoctorEnvironment, { GATEWAY_PORT: String(port) });
  const findings = await checkPorts(config, false);
  return findings.find(({ subject }) => subject === `port ${port}`);
}

describe('the ports', () => {
  it('are free when nobody listens', async () => {
    const port = await listen(createServer());
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await findingAt(port)).toMatchObject({
      status: 'ok',
      message: 'is free, for GATEWAY_PORT of npm start',
    });
  });

  it('are taken by a program that is named, with the command that avoids it and the one that ends it', async () => {
    const port = await listen(createServer((socket) => socket.destroy()));
    const finding = await findingAt(port);
    expect(finding).toMatchObject({ status: 'problem' });
    expect(finding?.message).toContain(`(process ${process.pid})`);
    expect(finding?.command).toMatch(
      new RegExp(`^GATEWAY_PORT=\\d+ npm start   # or kill ${process.pid}$`, 'u'),
    );
  });

  it('are not taken when one of our services already answers there', async () => {
    const gateway = createHttpServer((_, response) => response.end('API Gateway\nRoutes:\n'));
    const port = await listen(gateway);
    expect(await findingAt(port)).toMatchObject({ status: 'ok' });
  });
});
