import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { listen } from '@echo-twins/shared/lifecycle/listen';
import { onCleanup } from '../../test/support/cleanup.ts';
import { begin, startFront } from '../../test/support/front.ts';
import { openRaw, type RawClient } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import type { ClientResponse } from '../proxy/client-response.ts';
import type { ClientRequest } from '../proxy/gateway-request.ts';
import { PlainRequest } from './plain-request.ts';

/** A server that says what it was asked, with the body, and by which way. */
async function startEcho() {
  const ways: string[] = [];
  const sockets: Socket[] = [];
  const front = await startFront((request, response) => {
    ways.push(wayOf(request));
    const { url = '' } = request;
    const say = (body: string): void => {
      begin(response, 200, 'OK', ['content-length', String(url.length + body.length + 3)]);
      response.end(`<${url} ${body}>`, 'latin1');
    };
    if (request instanceof PlainRequest) say(request.body);
    else {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => say(Buffer.concat(parts).toString('latin1')));
    }
  });
  front.server.on('connection', (socket) => sockets.push(socket));
  return { ...front, ways, sockets };
}

/** A server whose answers are given by the test. */
async function startPatient() {
  const open: { request: ClientRequest; response: ClientResponse }[] = [];
  const front = await startFront((request, response) => open.push({ request, response }));
  // As in the gateway: a client that has ended its side is answered.
  Object.assign(front.server, { httpAllowHalfOpen: true });
  const answer = (index: number): void => {
    const { request, response } = open[index] ?? {};
    if (response) begin(response, 200, 'OK', ['content-length', String(request?.url?.length)]);
    response?.end(request?.url ?? '', 'latin1');
  };
  return { ...front, open, answer };
}

const wayOf = (request: ClientRequest): string => (request instanceof PlainRequest ? 'plain' : 'node');
const get = (target: string): string => `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`;
const post = (target: string, body: string): string =>
  `POST ${target} HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const LAST = 'GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
const CHUNKED =
  'POST /chunked HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n';
const answers = (client: RawClient): string[] => client.received().match(/<[^<>]*>/gu) ?? [];

describe('requests', () => {
  const stream = get('/1') + post('/2', 'body\r\n\r\n2') + CHUNKED + get('/4') + LAST;
  const expected = ['</1 >', '</2 body\r\n\r\n2>', '</chunked abc>', '</4 >', '</last >'];

  test('are answered in their order, wherever their bytes are cut', async () => {
    const { port } = await startEcho();
    const cuts = Array.from({ length: stream.length }, (_value, index) => index);
    const lane = async (): Promise<void> => {
      for (let cut = cuts.pop(); cut !== undefined; cut = cuts.pop()) {
        const client = await openRaw(port);
        client.socket.write(stream.slice(0, cut));
        for (let turns = 0; turns < 4; turns++) await turn();
        client.socket.write(stream.slice(cut));
        await client.closed;
        expect({ cut, answers: answers(client) }).toEqual({ cut, answers: expected });
      }
    };
    await Promise.all(Array.from({ length: 8 }, lane));
  });

  test.each([1, 2, 3, 7, 40])('are answered in their order when they come in pieces of %i', async (size) => {
    const { port } = await startEcho();
    const client = await openRaw(port);
    for (let at = 0; at < stream.length; at += size) {
      client.socket.write(stream.slice(at, at + size));
      if (at % 3 === 0) await turn();
    }
    await client.closed;
    expect(answers(client)).toEqual(expected);
  });

  test('go the short way one after the other, and Node’s from the first one that is not plain', async () => {
    const { port, ways } = await startEcho();
    const client = await openRaw(port);
    for (const [index, text] of [get('/1'), post('/2', 'b'), get('/3'), CHUNKED, get('/5'), LAST].entries()) {
      client.socket.write(text);
      await until(() => answers(client).length === index + 1);
    }
    await client.closed;
    expect(ways).toEqual(['plain', 'plain', 'plain', 'node', 'node', 'node']);
  });

  test('that come together go Node’s way, from the first on', async () => {
    const { port, ways } = await startEcho();
    const client = await openRaw(port);
    client.socket.write(get('/1') + LAST);
    await client.closed;
    expect([answers(client), ways]).toEqual([
      ['</1 >', '</last >'],
      ['node', 'node'],
    ]);
  });
});

describe('what is sent ahead', () => {
  test.each<[string, string[], number]>([
    ['a request', [get('/2')], 2],
    ['a request, in pieces', ['GET /2 HT', 'TP/1.1\r\nHos', 't: a\r\n\r\n'], 2],
    ['two requests and half of one', [get('/2'), get('/3'), 'GET /4 HTTP/1.1\r\n'], 3],
    ['an empty line', ['\r\n'], 1],
    ['an empty line and a request', ['\r\n', get('/2')], 2],
  ])('waits for its turn: %s', async (_name, ahead, count) => {
    const { port, send, open, answer } = await startPatient();
    const client = await openRaw(port);
    client.socket.write(get('/1'));
    await until(() => open.length === 1);
    await send(client, ...ahead);
    expect(open).toHaveLength(1);
    for (let index = 0; index < count; index++) {
      await until(() => open.length > index);
      answer(index);
    }
    await until(() => client.received().endsWith(`/${count}`));
    expect(open.map(({ request }) => request.url)).toEqual(['/1', '/2', '/3'].slice(0, count));
  });

  test('is not read much beyond 64 KiB, and comes whole all the same', async () => {
    const { port, open, answer, server } = await startPatient();
    const sockets: Socket[] = [];
    server.on('connection', (socket) => sockets.push(socket));
    const client = await openRaw(port);
    client.socket.write(get('/1'));
    await until(() => open.length === 1);
    const body = 'x'.repeat(10_000_000);
    client.socket.write(post('/2', body) + LAST);
    await sleep(50);
    expect(sockets[0]?.bytesRead).toBeLessThan(1_000_000);
    answer(0);
    await until(() => open.length === 2);
    const request = open[1]?.request;
    if (request === undefined || request instanceof PlainRequest) throw new Error('not Node’s');
    let length = 0;
    request.on('data', (part: Buffer) => (length += part.length));
    await until(() => request.readableEnded);
    expect(length).toBe(body.length);
    answer(1);
    await until(() => open.length === 3);
    answer(2);
    await client.closed;
  });

  test('is forgotten when the answer ends the connection', async () => {
    const { port, send, open, answer } = await startPatient();
    const client = await openRaw(port);
    client.socket.write(LAST);
    await until(() => open.length === 1);
    await send(client, get('/2'));
    answer(0);
    await client.closed;
    expect(open).toHaveLength(1);
  });
});

describe('a client that has ended its side', () => {
  test.each<[string, string[], string[]]>([
    ['its only request', [get('/1')], ['/1']],
    ['a request that it sent ahead', [get('/1'), get('/2')], ['/1', '/2']],
    ['two of them', [get('/1'), get('/2') + get('/3')], ['/1', '/2', '/3']],
    ['none, for an empty line', [get('/1'), '\r\n'], ['/1']],
  ])('is answered %s, and the connection ends then', async (_name, parts, targets) => {
    const { port, send, open, answer } = await startPatient();
    const client = await openRaw(port, true);
    await send(client, ...parts);
    client.socket.end();
    await sleep(5);
    for (const index of targets.keys()) {
      await until(() => open.length > index);
      answer(index);
    }
    await until(() => client.socket.readableEnded);
    expect(open.map(({ request }) => request.url)).toEqual(targets);
    expect(client.received().match(/\/\d(?=HTTP|$)/gu)).toEqual(targets);
  });

  test('without a word is let go, between requests too', async () => {
    const { port } = await startEcho();
    const [silent, used] = [await openRaw(port), await openRaw(port)];
    used.socket.write(get('/1'));
    await until(() => answers(used).length === 1);
    silent.socket.end();
    used.socket.end();
    await Promise.all([silent.closed, used.closed]);
  });
});

test('an empty line between requests is passed over: it begins none', async () => {
  const { port, send, ways } = await startEcho();
  const client = await openRaw(port);
  await send(client, '\r\n', get('/1'), '\r\n', LAST);
  await client.closed;
  expect(ways).toEqual(['plain', 'plain']);
});

describe('a client that resets the connection', () => {
  test.each<[string, string]>([
    ['at once', ''],
    ['while it is answered', get('/1')],
    ['while it is answered, with a request ahead', `${get('/1')}|${get('/2')}`],
    ['in the middle of a head', 'GET / HT'],
  ])('%s leaves nothing behind', async (_name, text) => {
    const { port, send, server, open } = await startPatient();
    let closed = 0;
    const client = await openRaw(port);
    await send(client, ...text.split('|'));
    open[0]?.response.on('close', () => (closed += 1));
    client.socket.resetAndDestroy();
    const count = (): Promise<number> =>
      new Promise((resolve) => server.getConnections((_error, connections) => resolve(connections)));
    await until(async () => (await count()) === 0);
    expect(closed).toBe(open.length);
    expect(open.length).toBeLessThan(2);
  });
});

describe('listeners of a connection', () => {
  const EVENTS = [
    'data',
    'drain',
    'end',
    'error',
    'close',
    'timeout',
    'readable',
    'finish',
    'pause',
    'resume',
  ];
  const counts = (socket: Socket | undefined) => EVENTS.map((event) => [event, socket?.listenerCount(event)]);

  test('are only Node’s once it is Node’s', async () => {
    const sockets: Socket[] = [];
    const node = createServer((_request, response) => response.end('<ok>'));
    node.on('connection', (socket) => sockets.push(socket));
    onCleanup(() => node.close().closeAllConnections());
    const native = await openRaw(
      await listen({ server: node, host: '127.0.0.1', port: 0, variable: 'PORT' }),
    );
    native.socket.write(get('/1'));
    await until(() => answers(native).length === 1);

    const front = await startEcho();
    const client = await openRaw(front.port);
    client.socket.write(get('/1'));
    await until(() => answers(client).length === 1);
    client.socket.write(CHUNKED);
    await until(() => answers(client).length === 2);
    expect(counts(front.sockets[0])).toEqual(counts(sockets[0]));
  });

  test('stay the same in number, request after request', async () => {
    const { port, sockets } = await startEcho();
    const client = await openRaw(port);
    const seen = new Set<string>();
    for (let count = 1; count <= 50; count++) {
      client.socket.write(get('/1'));
      await until(() => answers(client).length === count);
      seen.add(JSON.stringify(counts(sockets[0])));
    }
    expect(seen.size).toBe(1);
  });
});
