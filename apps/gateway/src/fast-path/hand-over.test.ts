import type { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { startFront } from '../../test/support/front.ts';
import { openRaw } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import type { ClientResponse } from '../proxy/client-response.ts';
import { type ClientRequest, GatewayRequest } from '../proxy/gateway-request.ts';

/** Requests are answered when the test says so; bodies are read when it does. */
async function startPatient() {
  const open: { readonly request: ClientRequest; readonly response: ClientResponse }[] = [];
  const { port } = await startFront((request, response) => open.push({ request, response }));
  const client = await openRaw(port);
  const request = (index: number): GatewayRequest => {
    const asked = open[index]?.request;
    if (!(asked instanceof GatewayRequest)) throw new Error('not Node’s');
    return asked;
  };
  return { client, open, request };
}

/** Settles when nothing more is read: the system's own buffers are full, too. */
async function filled(socket: Socket): Promise<void> {
  let [before, looks] = [-1, 0];
  await until(() => {
    looks = socket.bytesRead === before ? looks + 1 : 0;
    before = socket.bytesRead;
    return looks === 10;
  });
}

const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
const MOST = 1024 * 1024;
/** In which no part is like another. */
const BODY = Buffer.from(Uint32Array.from({ length: 4 * MOST }, (_, index) => index).buffer);
const POST = Buffer.concat([
  Buffer.from(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${BODY.length}\r\n\r\n`),
  BODY,
]);

async function readWhole(request: GatewayRequest): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) if (part instanceof Buffer) parts.push(part);
  return Buffer.concat(parts);
}

test('a body that came with its head and that nobody reads is left on its connection', async () => {
  const { client, open, request } = await startPatient();
  client.socket.write(POST);
  await until(() => open.length === 1);
  await filled(request(0).socket);
  expect(request(0).socket.bytesRead).toBeLessThan(MOST);
  expect((await readWhole(request(0))).equals(BODY)).toBe(true);
});

test('a body that was sent ahead and that nobody reads is left on its connection, and keeps its order', async () => {
  const { client, open, request } = await startPatient();
  client.socket.write(GET);
  await until(() => open.length === 1);
  client.socket.write(POST);
  const { socket } = open[0]?.request ?? {};
  // What the client sends ahead is not read any more, and some of it waits in the stream.
  await until(() => socket?.isPaused() === true && socket.readableLength > 0);
  open[0]?.response.end('ok', 'latin1');
  await until(() => open.length === 2);
  await filled(request(1).socket);
  expect(request(1).socket.bytesRead).toBeLessThan(MOST);
  expect((await readWhole(request(1))).equals(BODY)).toBe(true);
});
