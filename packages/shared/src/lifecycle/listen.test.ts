import { createServer } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { listen, ListenError } from './listen.ts';

const server = createServer();
const other = createServer();
afterEach(() => {
  server.close();
  other.close();
});

test('answers the port that the system chose', async () => {
  const port = await listen({ server, host: '127.0.0.1', port: 0, variable: 'PORT' });
  expect(server.address()).toMatchObject({ port });
  expect(port).toBeGreaterThan(0);
});

test('names the port and the variable when the port is in use', async () => {
  const port = await listen({ server: other, host: '127.0.0.1', port: 0, variable: 'PORT' });
  const attempt = listen({ server, host: '127.0.0.1', port, variable: 'ADMIN_PORT' });
  await expect(attempt).rejects.toThrow(ListenError);
  await expect(attempt).rejects.toMatchObject({
    code: 'CANNOT_LISTEN',
    message: `port ${port} is already in use: stop what uses it, or set ADMIN_PORT to another port`,
    cause: { code: 'EADDRINUSE' },
  });
});

test('says that an address is not this machine’s', async () => {
  const attempt = listen({ server, host: '192.0.2.1', port: 0, variable: 'PORT' });
  await expect(attempt).rejects.toThrow('192.0.2.1 is not an address of this machine');
});
