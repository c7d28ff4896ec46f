import { createServer, type RequestListener, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { listen } from '../lifecycle/listen.ts';
import { accessLog, loggedPath } from './access-log.ts';
import { memoryLog } from './memory-log.ts';

const caller = { requestId: 'order-66', clientIp: '192.0.2.1' };
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Serves one request, and answers its line in the log once that is written. */
async function lineOf(bytes: string, serve: RequestListener, level = 'debug'): Promise<unknown> {
  const { logger, lines } = memoryLog(level);
  let over = (): void => undefined;
  const closed = new Promise<void>((resolve) => (over = resolve));
  const log = accessLog(logger);
  server = createServer((request, response) => {
    log({
      request,
      response,
      caller,
      contentLength: () => response.getHeader('content-length'),
    });
    response.on('close', over);
    serve(request, response);
  });
  const port = await listen({ server, host: '127.0.0.1', port: 0, variable: 'PORT' });
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes)).resume();
  socket.on('error', () => undefined);
  server.on('request', () => bytes.includes('Leave') && socket.destroy());
  await closed;
  return lines[0];
}

const request = (line: string, headers = ''): string => `${line} HTTP/1.1\r\nHost: a\r\n${headers}\r\n`;
const ok: RequestListener = (_request, response) => {
  response.setHeader('Content-Length', 5);
  response.end('Hello');
};

test('tells what was asked, by whom, and what was answered', async () => {
  expect(await lineOf(request('GET /a/b'), ok)).toMatchObject({
    level: 'info',
    msg: 'request',
    method: 'GET',
    path: '/a/b',
    status: 200,
    bytes: 5,
    duration: expect.any(Number),
    client_ip: '192.0.2.1',
    request_id: 'order-66',
  });
});

test('does not tell the query', async () => {
  expect(JSON.stringify(await lineOf(request('GET /a?token=secret'), ok))).not.toContain('secret');
});

test('tells the trace that the request belongs to', async () => {
  const header = 'traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n';
  expect(await lineOf(request('GET /', header), ok)).toMatchObject({
    trace_id: '0af7651916cd43dd8448eb211c80319c',
  });
});

test('tells the target as it came, also when it was rewritten on the way', async () => {
  const rewriting: RequestListener = (request, response) => {
    request.url = '/inside';
    ok(request, response);
  };
  expect(await lineOf(request('GET /outside'), rewriting)).toMatchObject({ path: '/outside' });
});

test('says 499 when the client left before its answer', async () => {
  expect(await lineOf(request('GET /', 'X-A: Leave\r\n'), () => undefined)).toMatchObject({ status: 499 });
});

test('counts no bytes for HEAD, which has none', async () => {
  expect(await lineOf(request('HEAD /'), ok)).toMatchObject({ status: 200, bytes: 0 });
});

test.each(['/health', '/livez', '/readyz', '/health?a'])('logs the probe %s at debug', async (path) => {
  expect(await lineOf(request(`GET ${path}`), ok)).toMatchObject({ level: 'debug' });
});

test('does not log probes at info', async () => {
  expect(await lineOf(request('GET /health'), ok, 'info')).toBeUndefined();
});

test.each([
  ['/a?b=c', '/a'],
  ['/', '/'],
  [undefined, ''],
  [`/${'x'.repeat(2000)}`, `/${'x'.repeat(1023)}…`],
])('writes the target %j as %j', (target, path) => {
  expect(loggedPath(target)).toBe(path);
});
