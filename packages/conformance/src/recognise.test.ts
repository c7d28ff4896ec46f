import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createReference } from '../test/reference.ts';
import { NotAnEchoService, recognise } from './recognise.ts';

const servers: Server[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map(closed));
});

const closed = (server: Server): Promise<unknown> => new Promise((done) => server.close(done));

async function urlOf(server: Server): Promise<URL> {
  servers.push(server);
  server.on('connection', (socket) => sockets.push(socket));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  return new URL(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
}

async function refusalOf(url: URL, patience?: number): Promise<string> {
  const error: unknown = await recognise(url, patience).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(NotAnEchoService);
  return error instanceof Error ? error.message : '';
}

const answering = (listener: RequestListener): Promise<URL> => urlOf(createServer(listener));

test('recognises a twin by what it answers to GET /', async () => {
  expect(await recognise(await urlOf(createReference()))).toMatchObject({ name: 'Fastify', async: true });
});

test('recognises a twin behind a path', async () => {
  const url = await answering((request, response) => {
    request.url = (request.url ?? '').replace(/^\/flask/u, '');
    createReference().emit('request', request, response);
  });
  expect(await recognise(new URL('/flask', url))).toMatchObject({ name: 'Fastify' });
});

test('says that nothing listens', async () => {
  const url = await answering(() => undefined);
  await Promise.all(servers.splice(0).map(closed));
  expect(await refusalOf(url)).toBe(`nothing listens on ${url.host}`);
});

test('says that what listens does not speak HTTP', async () => {
  const url = await urlOf(createTcpServer((socket) => socket.end('220 mail.test ESMTP\r\n')));
  expect(await refusalOf(url)).toBe(`what listens on ${url.host} does not speak HTTP`);
});

test('says that what listens closes without a word', async () => {
  const url = await urlOf(createTcpServer((socket) => socket.destroy()));
  expect(await refusalOf(url)).toBe(`what listens on ${url.host} does not speak HTTP`);
});

test('does not wait for ever for an answer', async () => {
  const url = await urlOf(createTcpServer((socket) => socket.on('error', () => undefined).resume()));
  expect(await refusalOf(url, 50)).toBe(`no answer from ${url.host} in time`);
});

test('does not wait for ever for the end of an answer', async () => {
  const url = await answering((_request, response) => void response.writeHead(200).write('{'));
  expect(await refusalOf(url, 50)).toBe(`no answer from ${url.host} in time`);
});

test('says that the status is not 200', async () => {
  const url = await answering((_request, response) => void response.writeHead(503).end());
  expect(await refusalOf(url)).toBe(`${url.href} is answered 503, not 200`);
});

test.each(['<h1>It works!</h1>', '{}', '{"service":"a","version":"1","framework":"Flask","endpoints":{}}'])(
  'says that the answer %s is not that of a twin',
  async (body) => {
    const url = await answering((_request, response) => void response.end(body));
    expect(await refusalOf(url)).toContain('is no Express or Fastify echo service');
  },
);
