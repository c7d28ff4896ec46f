import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { drainable, type Drained, type DrainTimes } from './drain.ts';
import { listen } from './listen.ts';

let server: Server;
let port: number;
let drain: (times: DrainTimes) => Promise<Drained>;
/** Ends the answers that are being waited for. */
let finish: (() => void)[];
const clients: Socket[] = [];

const serve: RequestListener = (request, response) => {
  if (request.url === '/slow') finish.push(() => response.end('slow'));
  else response.end('fast');
};

beforeEach(async () => {
  finish = [];
  server = createServer({ keepAliveTimeout: 60_000 }, serve);
  drain = drainable(server);
  port = await listen({ server, host: '127.0.0.1', port: 0, variable: 'PORT' });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
  server.close();
});

/** A client that has sent some bytes; `heard` grows, and `closed` says when the server has ended the connection. */
async function client(
  bytes: string,
): Promise<{ socket: Socket; heard: () => string; closed: Promise<void> }> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  clients.push(socket);
  let heard = '';
  socket.on('data', (text) => (heard += String(text))).on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const accepted = new Promise((resolve) => server.once('connection', resolve));
  await accepted;
  if (bytes) socket.write(bytes);
  return { socket, heard: () => heard, closed };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
const AT_ONCE = { delay: 0, timeout: 10_000 };

describe('draining', () => {
  test('is over at once when nobody is there', async () => {
    expect(await drain(AT_ONCE)).toEqual({ inFlight: 0, cut: 0 });
    expect(server.listening).toBe(false);
  });

  test('waits for the request in flight, whose answer says close', async () => {
    const { heard, closed } = await client(get('/slow'));
    await until(() => finish.length === 1);
    const drained = drain(AT_ONCE);
    await until(() => !server.listening);
    finish[0]?.();
    expect(await drained).toEqual({ inFlight: 1, cut: 0 });
    await closed;
    expect(heard()).toMatch(/^HTTP\/1\.1 200 OK\r\n.*Connection: close\r\n.*slow/su);
  });

  test('does not wait for a client that has left, whose second request was behind the first', async () => {
    const left = new Promise((resolve) => server.once('connection', (peer) => peer.once('close', resolve)));
    const { socket } = await client(get('/slow') + get('/slow'));
    await until(() => finish.length === 2);
    socket.destroy();
    await left;
    expect(await drain(AT_ONCE)).toEqual({ inFlight: 0, cut: 0 });
  });

  test('answers every request of a pipeline, and closes with the last', async () => {
    const { heard, closed } = await client(get('/slow') + get('/slow') + get('/slow'));
    await until(() => finish.length === 3);
    const drained = drain(AT_ONCE);
    for (const each of finish) each();
    expect(await drained).toEqual({ inFlight: 3, cut: 0 });
    await closed;
    expect(heard().match(/HTTP\/1\.1 200/gu)).toHaveLength(3);
    expect(heard().match(/Connection: close/gu)).toHaveLength(1);
  });

  test('closes connections that are idle', async () => {
    const { heard, closed } = await client(get('/fast'));
    await until(() => heard().includes('fast'));
    expect(heard()).toContain('Connection: keep-alive');
    expect(await drain(AT_ONCE)).toEqual({ inFlight: 0, cut: 0 });
    await closed;
  });

  test('closes connections that have never said a word', async () => {
    const { closed } = await client('');
    expect(await drain(AT_ONCE)).toEqual({ inFlight: 0, cut: 0 });
    await closed;
  });

  test('closes connections with half a head once nothing else is in flight', async () => {
    const { closed } = await client('GET / HT');
    expect(await drain(AT_ONCE)).toEqual({ inFlight: 0, cut: 0 });
    await closed;
  });

  test('takes requests until the delay is over, on connections old and new', async () => {
    const old = await client(get('/fast'));
    await until(() => old.heard().includes('fast'));
    const drained = drain({ delay: 500, timeout: 10_000 });
    old.socket.write(get('/fast'));
    const fresh = await client(get('/fast'));
    await Promise.all([old.closed, fresh.closed]);
    expect(old.heard().match(/fast/gu)).toHaveLength(2);
    expect(fresh.heard()).toMatch(/Connection: close\r\n.*fast/su);
    expect(await drained).toEqual({ inFlight: 0, cut: 0 });
  });

  test('cuts off at the timeout what is not answered, and counts it', async () => {
    const { heard, closed } = await client(get('/slow'));
    await until(() => finish.length === 1);
    expect(await drain({ delay: 0, timeout: 50 })).toEqual({ inFlight: 1, cut: 1 });
    await closed;
    expect(heard()).toBe('');
  });

  test('leaves upgraded connections to whoever upgraded them, until the timeout', async () => {
    server.on('upgrade', (_request, socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
      socket.on('data', () => socket.end('bye'));
    });
    const { socket, heard, closed } = await client(
      'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
    );
    await until(() => heard().includes('101'));
    const drained = drain(AT_ONCE);
    await until(() => !server.listening);
    // Longer than half a request head would be waited for.
    await new Promise((resolve) => setTimeout(resolve, 1300));
    socket.write('end');
    await closed;
    expect(heard()).toMatch(/bye$/u);
    expect(await drained).toEqual({ inFlight: 0, cut: 0 });
  });
});
