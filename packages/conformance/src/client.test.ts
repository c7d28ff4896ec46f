import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { createClient } from './client.ts';

const servers: Server[] = [];
const LARGE = 'x'.repeat(2 * 1024 * 1024);

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that cuts a connection as soon as a part of a body comes, and answers the head of a large request. */
function startHasty(): Server {
  const server = createServer((request, response) => {
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > 1024) request.socket.resetAndDestroy();
      else response.writeHead(413, { connection: 'close' }).end(request.headers['content-length']);
    });
  });
  servers.push(server);
  return server;
}

test('the answer is seen though the connection breaks while a large body is being written', async () => {
  const ask = createClient(startHasty());
  const { status, text } = await ask('POST /', { headers: { 'content-type': 'text/plain' }, body: LARGE });
  expect([status, text]).toEqual([413, String(LARGE.length)]);
});

test('a connection that breaks for another reason is an error', async () => {
  const server = createServer((request) => request.socket.resetAndDestroy());
  servers.push(server);
  await expect(createClient(server)('POST /', { body: 'x' })).rejects.toThrow(/ECONNRESET|socket hang up/u);
  await expect(createClient(server)('POST /', { body: LARGE })).rejects.toThrow(/ECONNRESET|EPIPE|hang up/u);
});
