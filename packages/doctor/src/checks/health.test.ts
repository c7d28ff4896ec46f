import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readEnvironment } from '@echo-twins/shared/config/environment';
import { DoctorEnvironment } from '../environment.ts';
import { checkHealth } from './health.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

/** A gateway whose /health says this. */
async function gateway(body: unknown): Promise<string> {
  const started = createServer((_, response) => response.end(JSON.stringify(body)));
  server = started;
  await new Promise<void>((resolve) => {
    started.listen(0, '127.0.0.1', resolve);
  });
  const address = started.address();
  return String(typeof address === 'object' && address ? address.port : 0);
}

describe('the pools', () => {
  it('are a problem when one has no healthy replica', async () => {
    const pools = { 'express-echo': { healthy: 0, total: 2 }, 'fastify-echo': { healthy: 1, total: 2 } };
    const GATEWAY_PORT = await gateway({ status: 'degraded', pools });
    const findings = await checkHealth(readEnvironment(DoctorEnvironment, { GATEWAY_PORT }));
    expect(findings).toMatchObject([
      { status: 'problem', subject: 'pool express-echo' },
      { status: 'ok', subject: 'pool fastify-echo' },
    ]);
    expect(findings[0]?.command).toContain(`curl http://127.0.0.1:${GATEWAY_PORT}/health`);
  });

  it('are not known when another program answers, or none', async () => {
    const GATEWAY_PORT = await gateway('hello');
    const config = readEnvironment(DoctorEnvironment, { GATEWAY_PORT });
    expect(await checkHealth(config)).toEqual([]);
    server?.close();
    server?.closeAllConnections();
    expect(await checkHealth(config)).toEqual([]);
  });
});
