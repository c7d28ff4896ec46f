import type { RequestListener, Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { SERVICE_LIMITS, type ServiceLimits } from '../http/limits.ts';
import { listen } from '../lifecycle/listen.ts';
import { memoryLog } from '../logging/memory-log.ts';
import { invite, readBody } from './body.ts';
import { alignedServer } from './server.ts';

const servers: Server[] = [];
const clients: Socket[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** A client of a server with a handler; `heard` is what it has received, `ended` whether the server has said goodbye. */
async function client(
  listener: RequestListener,
  limits: Partial<ServiceLimits> = {},
): Promise<{ socket: Socket; heard: () => string; ended: Promise<void>; lines: readonly object[] }> {
  const { logger, lines } = memoryLog('info');
  const server = alignedServer({ limits: { ...SERVICE_LIMITS, ...limits }, logger }, listener);
  servers.push(server);
  const port = await listen({ server, host: '127.0.0.1', port: 0, variable: 'PORT' });
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).setEncoding('latin1');
  clients.push(socket);
  let heard = '';
  socket.on('data', (text) => (heard += String(text))).on('error', () => undefined);
  const ended = new Promise<void>((resolve) => socket.once('end', resolve));
  return { socket, heard: () => heard, ended, lines };
}

async function until(condition: () => boolean): Promise<void> {
  for (let left = 2000; left > 0 && !condition(); left -= 1)
    await new Promise((resolve) => setTimeout(resolve, 2));
  expect(condition()).toBe(true);
}

/** Answers the path, a moment later, as an asynchronous handler does. */
const path: RequestListener = (request, response) => {
  setTimeout(() => response.end(`<${request.url}>`), 10);
};

/** Reads at most ten bytes and answers them, or why it could not. */
const body: RequestListener = (request, response) => {
  invite(request, response);
  readBody(request, 10, (problem, bytes) => {
    if (problem) response.writeHead(problem.statusCode, problem.headers).end(problem.message);
    else response.end(`<${bytes.toString('latin1')}>`);
  });
};

const get = (target: string, ...fields: string[]): string =>
  [`GET ${target} HTTP/1.1`, 'Host: a', ...fields, '', ''].join('\r\n');
const post = (...fields: string[]): string => ['POST / HTTP/1.1', 'Host: a', ...fields, '', ''].join('\r\n');

describe('what is no HTTP', () => {
  test('is answered by a problem with the fields of every answer, and logged', async () => {
    const { socket, heard, ended, lines } = await client(path);
    socket.write('\0\r\n\r\n');
    await ended;
    expect(heard()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/u);
    for (const field of [
      'x-request-id: ',
      'x-content-type-options: nosniff',
      'date: ',
      'connection: close',
      'content-length: ',
    ])
      expect(heard()).toContain(`\r\n${field}`);
    expect(heard()).toContain('"type":"urn:problem-type:echo:malformed-request"');
    expect(lines).toMatchObject([{ msg: 'refused', status: 400, client_ip: '127.0.0.1' }]);
  });

  test('is answered after the requests before it', async () => {
    const { socket, heard, ended } = await client(path);
    socket.write(`${get('/a')}${get('/b')}\0`);
    await ended;
    expect(heard()).toMatch(/<\/a>.*<\/b>HTTP\/1\.1 400 /su);
  });

  test('is not answered after an answer that said goodbye', async () => {
    const { socket, heard, ended } = await client(path);
    socket.write(`${get('/a', 'Connection: close')}\0`);
    await ended;
    expect(heard()).toMatch(/^HTTP\/1\.1 200 OK.*<\/a>$/su);
  });

  test('takes the place of the answer when it is in a body that is being read', async () => {
    const { socket, heard, ended } = await client(body);
    socket.write(`${post('Transfer-Encoding: chunked')}zz\r\n`);
    await ended;
    expect(heard()).toMatch(/^HTTP\/1\.1 400 .*This is not a valid HTTP\/1\.1 message\./su);
  });

  test('only ends the connection when it is in a body whose request has been answered', async () => {
    const { socket, heard, ended } = await client(path);
    socket.write(`${post('Transfer-Encoding: chunked')}zz\r\n`);
    await ended;
    expect(heard()).toMatch(/^HTTP\/1\.1 200 OK.*<\/>$/su);
  });
});

describe('what takes too long', () => {
  const LIMITS = { headersTimeout: 60, requestTimeout: 120, connectionsCheckingInterval: 20 };

  test.each([
    ['nothing', ''],
    ['half a head', 'GET / HTTP/1.1\r\n'],
    ['half a body', post('Content-Length: 5')],
  ])('%s is a 408', async (_what, bytes) => {
    const { socket, heard, ended } = await client(body, LIMITS);
    socket.write(bytes);
    await ended;
    expect(heard()).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n.*did not arrive in time/su);
  });
});

describe('a connection that ends', () => {
  test('loses no answer, though the client is still sending', async () => {
    const { socket, heard, ended } = await client(body);
    socket.write(post('Content-Length: 20000000'));
    for (let part = 0; part < 40; part += 1) socket.write('x'.repeat(500_000));
    await ended;
    expect(heard()).toMatch(/^HTTP\/1\.1 413 .*The body is larger than this service takes\./su);
  });

  test('answers nothing that comes afterwards', async () => {
    const asked: unknown[] = [];
    const { socket, heard, ended } = await client((request, response) => {
      asked.push(request.url);
      response.writeHead(200, { connection: 'close' }).end('bye');
    });
    socket.write(get('/a'));
    await until(() => heard().includes('bye'));
    socket.write(get('/b'));
    await ended;
    expect(asked).toEqual(['/a']);
  });

  test('is cut when the client does not let go', async () => {
    const { socket, ended } = await client(path);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(get('/a', 'Connection: close'));
    await ended;
    const drip = setInterval(() => socket.write('x'), 50);
    await closed;
    clearInterval(drip);
    expect(socket.destroyed).toBe(true);
  });
});

describe('Expect: 100-continue', () => {
  test('is met when the body is read', async () => {
    const { socket, heard } = await client(body);
    socket.write(post('Expect: 100-continue', 'Content-Length: 2'));
    await until(() => heard() === 'HTTP/1.1 100 Continue\r\n\r\n');
    socket.write('ab');
    await until(() => heard().endsWith('<ab>'));
  });

  test('is not met when the answer is known', async () => {
    const { socket, heard, ended } = await client(path);
    socket.write(post('Expect: 100-continue', 'Content-Length: 2'));
    await ended;
    expect(heard()).toMatch(/^HTTP\/1\.1 200 OK\r\n.*Connection: close\r\n/su);
  });

  test('is met in its turn', async () => {
    const { socket, heard } = await client((request, response) =>
      request.method === 'GET' ? path(request, response) : body(request, response),
    );
    const expecting = `${post('Expect: 100-continue', 'Content-Length: 2')}ab`;
    socket.write(`${get('/a')}${expecting}${expecting}`);
    await until(() => (heard().match(/<ab>/gu) ?? []).length === 2);
    expect(heard()).toMatch(
      /^HTTP\/1\.1 200 OK.*<\/a>(?:HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK.*<ab>){2}$/su,
    );
  });

  test('is not met when what follows is broken', async () => {
    const { socket, heard, ended } = await client(path);
    socket.write(`${get('/a')}${post('Expect: 100-continue', 'Transfer-Encoding: chunked')}zz\r\n`);
    await ended;
    expect(heard()).toMatch(/^HTTP\/1\.1 200 OK.*<\/a>HTTP\/1\.1 400 /su);
  });
});

test.each([
  ['CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n', 501],
  ['DESCRIBE / RTSP/1.0\r\nHost: a\r\n\r\n', 501],
  ['FOO / HTTP/1.1\r\nHost: a\r\n\r\n', 501],
])('%j is a %i, and the end', async (bytes, status) => {
  const { socket, heard, ended } = await client(path);
  socket.write(bytes);
  await ended;
  expect(heard()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*method-not-implemented`, 'su'));
});

test('a connection that offered an upgrade ends, since Node reads no further', async () => {
  const { socket, heard, ended } = await client(path);
  socket.write(get('/a', 'Connection: upgrade', 'Upgrade: websocket'));
  await ended;
  expect(heard()).toMatch(/^HTTP\/1\.1 200 OK.*<\/a>$/su);
});

test.each([
  ['/%68ealth?%68', '/health?%68', '/%68ealth?%68'],
  ['http://a/health', '/health', 'http://a/health'],
  ['/%zz', '/', '/%zz'],
  ['/health', '/health', undefined],
])('the target %s is routed as %s', async (target, url, originalUrl) => {
  const seen: unknown[] = [];
  const { socket, heard } = await client((request, response) => {
    seen.push(request);
    response.end('seen');
  });
  socket.write(get(target));
  await until(() => heard().endsWith('seen'));
  expect(seen).toMatchObject([originalUrl === undefined ? { url } : { url, originalUrl }]);
});

test('a request without a Host reaches the handler', async () => {
  const { socket, heard } = await client(path);
  socket.write('GET /a HTTP/1.1\r\n\r\n');
  await until(() => heard().endsWith('</a>'));
});
