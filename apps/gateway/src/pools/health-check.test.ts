import { createServer, type ServerResponse } from 'node:http';
import { memoryLog } from '@echo-twins/shared/logging/memory-log';
import { expect, test } from '@jest/globals';
import { onCleanup } from '../../test/support/cleanup.ts';
import { listening } from '../../test/support/listening.ts';
import { readConfig } from '../config/load.ts';
import { HealthCheck } from './health-check.ts';
import { probe } from './probe.ts';
import { Replica } from './replica.ts';

test('a good answer that was asked for before a sign of leaving does not take the sign back', async () => {
  const server = createServer();
  const { port } = await listening(server);
  const text = `
pools: { p: { upstream: 'http://127.0.0.1:${port}' } }
routes: [{ prefix: /, pool: p }]
`;
  const settings = readConfig({ source: 'test', text }, {}).pools.single.get('p');
  if (settings === undefined) throw new Error('no pool');
  const replica = new Replica({ host: '127.0.0.1', port }, settings);
  const check = new HealthCheck(replica, settings.health, memoryLog('silent').logger);
  onCleanup(() => check.stop());
  replica.onSuspicion(() => check.hurry());

  const asked = new Promise<ServerResponse>((resolve) => {
    server.once('request', (_request, response: ServerResponse) => resolve(response));
  });
  check.start();
  const response = await asked;
  replica.kept(true);
  replica.kept(false);
  expect(replica.staying).toBe(false);
  response.end();
  await check.asked;
  expect(replica.staying).toBe(false);
});

test('a replica that answers a health check with another protocol is not well', async () => {
  const server = createServer(({ socket }) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
  });
  const { port } = await listening(server);
  const finding = await probe({ replica: { host: '127.0.0.1', port }, path: '/', timeout: 2000 });
  expect(finding.verdict).toBe('unhealthy');
});
