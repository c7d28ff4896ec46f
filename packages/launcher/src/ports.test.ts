import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { readEnvironment } from '@echo-twins/shared/config/environment';
import { listen } from '@echo-twins/shared/lifecycle/listen';
import { LauncherEnvironment } from './environment.ts';
import { claimPorts } from './ports.ts';

const FREE = { GATEWAY_PORT: '0', EXPRESS_PORT: '0', FASTIFY_PORT: '0', ADMIN_PORT: '0', HOST: '127.0.0.1' };

function claim(env: Record<string, string>) {
  return claimPorts(readEnvironment(LauncherEnvironment, { ...FREE, ...env }));
}

async function withBusyPort(check: (port: string) => Promise<void>) {
  const server = createServer();
  const port = await listen({ server, host: '127.0.0.1', port: 0, variable: 'PORT' });
  try {
    await check(String(port));
  } finally {
    server.close();
  }
}

describe('the ports of npm start', () => {
  it('are all different when any will do', async () => {
    const { gateway, express, fastify, admin } = await claim({});
    const ports = [gateway, express, fastify, admin];
    expect(new Set(ports).size).toBe(4);
    expect(Math.min(...ports)).toBeGreaterThan(0);
  });

  it('are free again once they are known', async () => {
    const { gateway } = await claim({});
    await expect(claim({ GATEWAY_PORT: String(gateway) })).resolves.toMatchObject({ gateway });
  });

  it.each(['GATEWAY_PORT', 'EXPRESS_PORT', 'FASTIFY_PORT', 'ADMIN_PORT'])(
    'are named with %s when that one is taken',
    async (variable) => {
      await withBusyPort(async (port) => {
        await expect(claim({ [variable]: port })).rejects.toThrow(
          `port ${port} is already in use: stop what uses it, or set ${variable} to another port`,
        );
      });
    },
  );

  it('cannot be the same for two programs', async () => {
    const { gateway } = await claim({});
    const port = String(gateway);
    await expect(claim({ GATEWAY_PORT: port, FASTIFY_PORT: port })).rejects.toThrow(
      `port ${port} is already in use: stop what uses it, or set FASTIFY_PORT to another port`,
    );
  });

  it('follow PORT for the gateway, unless GATEWAY_PORT is set', async () => {
    const { gateway, express } = await claim({});
    const { GATEWAY_PORT: _, ...rest } = FREE;
    const config = readEnvironment(LauncherEnvironment, { ...rest, PORT: String(gateway) });
    await expect(claimPorts(config)).resolves.toMatchObject({ gateway });
    await expect(claim({ GATEWAY_PORT: String(express), PORT: String(gateway) })).resolves.toMatchObject({
      gateway: express,
    });
  });
});
