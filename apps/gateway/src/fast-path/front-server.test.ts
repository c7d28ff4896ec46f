import { setTimeout as sleep } from 'node:timers/promises';
import { drainable } from '@echo-twins/shared/lifecycle/drain';
import { describe, expect, test } from '@jest/globals';
import { begin, sender, startFront } from '../../test/support/front.ts';
import { startGateway } from '../../test/support/gateway.ts';
import { openRaw, type RawClient, statusOf } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';
import type { ParserError } from '../fault.ts';
import type { ClientResponse } from '../proxy/client-response.ts';

const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
const HALF = 'GET / HTTP/1.1\r\nHo';

const ok = (_request: unknown, response: ClientResponse): void => {
  begin(response, 200, 'OK', ['content-length', '2']);
  response.end('ok', 'latin1');
};

const oks = (client: RawClient): number => client.received().match(/\r\n\r\nok/gu)?.length ?? 0;

type Send = ReturnType<typeof sender>;

/** Asks once and waits for the answer; by Node's way when the request is sent in two parts. */
async function use(send: Send, client: RawClient, ...parts: readonly string[]): Promise<void> {
  const before = oks(client);
  await send(client, ...(parts.length > 0 ? parts : [GET]));
  await until(() => oks(client) === before + 1);
}

const CUT: readonly string[] = [HALF, GET.slice(HALF.length)];

describe('a client that says nothing', () => {
  test('is told so as Node tells it, and its connection ends', async () => {
    const { port } = await startFront(ok, { headersTimeout: 100 });
    const client = await openRaw(port);
    await client.closed;
    expect(client.received()).toBe('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
  });

  test('says only an empty line', async () => {
    const { port } = await startFront(ok, { headersTimeout: 100 });
    const client = await openRaw(port);
    client.socket.write('\r\n');
    await client.closed;
    expect(statusOf(client.received())).toBe(408);
  });

  test('may reset the connection when it is told so: nothing breaks', async () => {
    const { port, lines } = await startGateway({
      config: `{ pools: { a: { upstream: 'http://127.0.0.1:1' } }, limits: { headerTime: 100ms }, routes: [{ prefix: /, pool: a }] }`,
    });
    const clients = await Promise.all(Array.from({ length: 10 }, () => openRaw(port)));
    for (const client of clients) client.socket.once('data', () => client.socket.resetAndDestroy());
    await Promise.all(clients.map(({ closed }) => closed));
    expect(lines.filter((line) => line['status'] === 408)).toHaveLength(10);
    const another = await openRaw(port);
    another.socket.write(GET);
    await until(() => statusOf(another.received()) === 503);
  });

  test('is kept for ever when there is no limit', async () => {
    const { port, send } = await startFront(ok, { headersTimeout: 0, keepAliveTimeout: 0 });
    const [silent, used] = [await openRaw(port), await openRaw(port)];
    await use(send, used);
    await sleep(700);
    await Promise.all([use(send, silent), use(send, used)]);
  });
});

describe('half a head', () => {
  test('that never becomes a whole one gets a 408, from the first byte on', async () => {
    const { port } = await startFront(ok, { headersTimeout: 200 });
    const client = await openRaw(port);
    const started = performance.now();
    client.socket.write('G');
    await client.closed;
    expect(statusOf(client.received())).toBe(408);
    expect(performance.now() - started).toBeGreaterThan(190);
  });

  test('is not late because the connection had been idle for longer before', async () => {
    const { port, send } = await startFront(ok, { headersTimeout: 1000 });
    const [slow, never] = [await openRaw(port), await openRaw(port)];
    await Promise.all([use(send, slow), use(send, never)]);
    await sleep(1100);
    await Promise.all([send(slow, HALF), send(never, HALF)]);
    expect(oks(slow) + oks(never)).toBe(2);
    slow.socket.write(GET.slice(HALF.length));
    await until(() => oks(slow) === 2);
    await never.closed;
    expect(never.received()).toMatch(/\r\n\r\nokHTTP\/1\.1 408 /u);
  });
});

describe('an idle connection', () => {
  test.each([false, true])('is closed without a word after its time (by Node’s way: %p)', async (cut) => {
    const { port, send } = await startFront(ok, { keepAliveTimeout: 500 });
    const client = await openRaw(port);
    await use(send, client, ...(cut ? CUT : []));
    await sleep(100);
    const started = performance.now();
    await use(send, client, ...(cut ? CUT : []));
    await client.closed;
    expect(performance.now() - started).toBeGreaterThan(490);
    expect(client.received()).toMatch(/^HTTP[^]*ok$/u);
  });

  test('is closed by closeIdleConnections, one that is in use is not; closeAllConnections closes that, too', async () => {
    const responses: ClientResponse[] = [];
    const { port, server, send } = await startFront((request, response) => {
      if (request.url === '/') ok(request, response);
      else responses.push(response);
    });
    const clients = await Promise.all(Array.from({ length: 5 }, () => openRaw(port)));
    const [silent, idle, idleCut, busy, busyCut] = clients;
    if (!silent || !idle || !idleCut || !busy || !busyCut) throw new Error('too few');
    await use(send, idle);
    await use(send, idleCut, ...CUT);
    busy.socket.write(GET.replace('/', '/busy'));
    await use(send, busyCut, ...CUT);
    busyCut.socket.write(GET.replace('/', '/busy'));
    await until(() => responses.length === 2);
    server.closeIdleConnections();
    await Promise.all([idle.closed, idleCut.closed]);
    for (const response of responses) ok(undefined, response);
    await until(() => oks(busy) === 1 && oks(busyCut) === 2);
    expect([silent, busy, busyCut].map(({ socket }) => socket.closed)).toEqual([false, false, false]);
    server.closeAllConnections();
    await Promise.all(clients.map(({ closed }) => closed));
  });
});

test('draining ends every kind of connection, with every answer', async () => {
  const responses: ClientResponse[] = [];
  const { port, server, send } = await startFront((request, response) => {
    if (request.url === '/') ok(request, response);
    else responses.push(response);
  });
  const drain = drainable(server);
  const clients = await Promise.all(Array.from({ length: 5 }, () => openRaw(port)));
  const [, idle, idleCut, busy, ahead] = clients;
  if (!idle || !idleCut || !busy || !ahead) throw new Error('too few');
  await use(send, idle);
  await use(send, idleCut, ...CUT);
  for (const client of [busy, ahead]) client.socket.write(GET.replace('/', '/busy'));
  await until(() => responses.length === 2);
  await send(ahead, GET);
  const drained = drain({ delay: 20, timeout: 5000 });
  await sleep(50);
  for (const response of responses) ok(undefined, response);
  await expect(drained).resolves.toEqual({ inFlight: 2, cut: 0 });
  await Promise.all(clients.map(({ closed }) => closed));
  for (const client of [busy, ahead]) {
    expect(client.received()).toContain('Connection: close');
    expect(oks(client)).toBe(1);
  }
});

test('the number of connections is bounded, whichever way they go', async () => {
  const { port, server, send } = await startFront(ok);
  server.maxConnections = 2;
  const [one, two] = [await openRaw(port), await openRaw(port)];
  await use(send, one);
  await use(send, two, ...CUT);
  const three = await openRaw(port);
  await three.closed;
  one.socket.destroy();
  await until(() => new Promise((resolve) => server.getConnections((_error, count) => resolve(count === 1))));
  await use(send, await openRaw(port));
});

test('what Node cannot read is told as its `clientError`, with the bytes', async () => {
  const { port, server, send } = await startFront(ok);
  const errors: ParserError[] = [];
  server.on('clientError', (error: ParserError, socket) => {
    errors.push(error);
    socket.destroy();
  });
  const client = await openRaw(port);
  await use(send, client);
  client.socket.write('GET / HTTP/1.1\r\nHost : a\r\n\r\n');
  await client.closed;
  expect(errors.map(({ code, rawPacket }) => [code, rawPacket?.toString('latin1')])).toEqual([
    ['HPE_INVALID_HEADER_TOKEN', 'GET / HTTP/1.1\r\nHost : a\r\n\r\n'],
  ]);
});

test('requests of a connection are counted whichever way they go', async () => {
  const upstream = await startUpstream((_request, response) => response.end('ok'));
  const { port, server } = await startGateway({
    config: `{ pools: { a: { upstream: '${upstream.url}' } }, limits: { requestsPerConnection: 4 }, routes: [{ prefix: /, pool: a }] }`,
  });
  const send = sender(server);
  const client = await openRaw(port);
  await use(send, client);
  await use(send, client);
  await use(send, client, ...CUT);
  await use(send, client);
  await client.closed;
  expect(
    client
      .received()
      .match(/^connection: [a-z-]+/gimu)
      ?.map((line) => line.slice(12)),
  ).toEqual(['keep-alive', 'keep-alive', 'keep-alive', 'close']);
});

test('a request without a Host is refused in the gateway’s own words, whichever way it goes', async () => {
  const { port, lines, server } = await startGateway({});
  const send = sender(server);
  for (const parts of [['GET / HTTP/1.1\r\n\r\n'], ['GET / HTTP/1.1\r\n', '\r\n']]) {
    const client = await openRaw(port);
    await send(client, ...parts);
    await client.closed;
    expect(client.received()).toContain('"code":"BAD_HOST"');
  }
  expect(lines.filter((line) => line['status'] === 400)).toHaveLength(2);
});
