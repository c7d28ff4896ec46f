import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { openRaw, requestText, sendRaw, statusOf } from '../../test/support/raw-client.ts';
import { ok } from '../../test/support/pools.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

const config = (url: string, route: string, limits = '{}') => `
pools: { twin: { upstream: '${url}' } }
limits: ${limits}
routes: [{ prefix: /, pool: twin, ${route} }]
`;

const POST = 'POST / HTTP/1.1\r\nHost: a\r\n';

describe('a body larger than its route takes', () => {
  test('is refused before it is read when its length says so', async () => {
    const upstream = await ok();
    const { port } = await startGateway({ config: config(upstream.url, 'body: { limit: 1kb }') });
    const answer = await sendRaw(port, `${POST}Expect: 100-continue\r\nContent-Length: 1025\r\n\r\n`);
    expect(statusOf(answer)).toBe(413);
    expect(upstream.requests).toHaveLength(0);
    expect(
      statusOf(await sendRaw(port, requestText('POST /', ['Content-Length: 1024'], 'x'.repeat(1024)))),
    ).toBe(200);
  });

  test('is refused when it crosses the limit, and ended behind the gateway', async () => {
    let aborted = false;
    const upstream = await startUpstream((request) => {
      request.on('error', () => (aborted = true)).resume();
    });
    const { port } = await startGateway({ config: config(upstream.url, 'body: { limit: 1kb }') });
    const client = await openRaw(port);
    client.socket.write(`${POST}Transfer-Encoding: chunked\r\n\r\n400\r\n${'x'.repeat(1024)}\r\n`);
    await until(() => upstream.requests.length === 1);
    client.socket.write('1\r\nx\r\n');
    await until(() => client.received() !== '');
    expect(statusOf(client.received())).toBe(413);
    await until(() => aborted);
  });
});

describe('a body that dribbles', () => {
  const BODY = 'body: { time: 300ms, rate: 10kb }';

  test.each<[string, string]>([
    ['a small one', 'Content-Length: 100'],
    ['a large one', 'Content-Length: 100000'],
    ['a chunked one', 'Transfer-Encoding: chunked'],
  ])('%s gets a 408', async (_name, framing) => {
    const upstream = await ok();
    const { port } = await startGateway({ config: config(upstream.url, BODY) });
    const client = await openRaw(port);
    client.socket.write(`${POST}${framing}\r\n\r\n`);
    const dribble = setInterval(() => client.socket.write('1\r\nx\r\n'), 30);
    await client.closed;
    clearInterval(dribble);
    expect(statusOf(client.received())).toBe(408);
  });

  test('passes when it comes fast enough, however long it takes', async () => {
    const upstream = await ok();
    const { port } = await startGateway({ config: config(upstream.url, 'body: { time: 1s, rate: 1kb }') });
    const client = await openRaw(port);
    client.socket.write(`${POST}Content-Length: 40000\r\nConnection: close\r\n\r\n`);
    for (let part = 0; part < 20; part++) {
      client.socket.write('x'.repeat(2000));
      await sleep(100);
    }
    await client.closed;
    expect(statusOf(client.received())).toBe(200);
  });

  test('is not to blame when it is the replica that does not read', async () => {
    const upstream = await startUpstream((request, response) => {
      setTimeout(() => request.resume(), 2500);
      request.on('end', () => response.end('ok'));
    });
    const { url } = await startGateway({ config: config(upstream.url, 'body: { time: 1s, rate: 10kb }') });
    const response = await fetch(url, { method: 'POST', body: Buffer.alloc(20_000_000) });
    expect(response.status).toBe(200);
  });
});

describe('a client that does not read its answer', () => {
  const answerForEver = (response: ServerResponse): void => {
    const more = (): void => {
      while (response.write(Buffer.alloc(65_536)));
    };
    response.on('drain', more);
    more();
  };

  test('is cut off after a while, and the replica with it', async () => {
    let closed = false;
    const upstream = await startUpstream((request, response) => {
      request.socket.on('close', () => (closed = true));
      answerForEver(response);
    });
    const { port } = await startGateway({ config: config(upstream.url, '', '{ stall: 200ms }') });
    const client = await openRaw(port);
    client.socket.pause();
    client.socket.write(requestText('GET /'));
    await until(() => closed);
  });

  test('is not held against the replica, however soon that one would have to go on', async () => {
    const upstream = await startUpstream((_request, response) => answerForEver(response));
    const text = config(upstream.url, '', '{ stall: 1500ms }').replace(
      "' }",
      "', deadlines: { idle: 500ms } }",
    );
    const { port, requests } = await startGateway({ config: text });
    const client = await openRaw(port);
    client.socket.pause();
    client.socket.write(requestText('GET /'));
    await until(() => requests().length === 1);
    expect(requests()[0]).toMatchObject({ status: 499 });
    expect(requests()[0]).not.toHaveProperty('failures');
  });
});

describe('a client', () => {
  test('that says nothing, or never finishes its header section, is told so and cut off', async () => {
    const { port } = await startGateway({
      config: config('http://127.0.0.1:1', '', '{ headerTime: 500ms }'),
    });
    const silent = await openRaw(port);
    const slow = await openRaw(port);
    slow.socket.write('GET / HTTP/1.1\r\nHost: a\r\n');
    await Promise.all([silent.closed, slow.closed]);
    expect(statusOf(slow.received())).toBe(408);
    expect(slow.received()).toContain('"code":"REQUEST_TIMEOUT"');
  });

  test('above the rate of a route gets a 429 with the time to wait; others are unharmed', async () => {
    const upstream = await ok();
    const text = config(upstream.url, 'rate: { requests: 3, per: 60m }');
    const { url } = await startGateway({ config: text, trust: 'loopback' });
    const ask = (address: string) => fetch(url, { headers: { 'x-forwarded-for': address } });
    const statuses: number[] = [];
    for (let count = 0; count < 5; count++) statuses.push((await ask('9.9.9.9')).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const refused = await ask('9.9.9.9');
    const wait = Number(refused.headers.get('retry-after'));
    expect([refused.status, wait > 3000 && wait <= 3600]).toEqual([429, true]);
    expect((await ask('8.8.8.8')).status).toBe(200);
    expect(upstream.requests).toHaveLength(4);
  });

  test('one too many at a time gets a 503 at once; one connection too many is closed', async () => {
    const held: (() => void)[] = [];
    const slow = await startUpstream((_request, response) => {
      held.push(() => response.end('ok'));
    });
    const { port, url } = await startGateway({
      config: config(slow.url, '', '{ requests: 2, connections: 4 }'),
    });
    const two = [fetch(url), fetch(url)];
    await until(() => held.length === 2);
    expect((await fetch(url)).status).toBe(503);
    for (const answer of held) answer();
    expect((await Promise.all(two)).map(({ status }) => status)).toEqual([200, 200]);
    const connections = await Promise.all(Array.from({ length: 5 }, () => openRaw(port)));
    await Promise.race(connections.map(({ closed }) => closed));
  });

  test('that has asked as often as one connection may is answered, told to close, and asked no further', async () => {
    const upstream = await ok();
    const { port } = await startGateway({ config: config(upstream.url, '', '{ requestsPerConnection: 3 }') });
    const client = await openRaw(port);
    client.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(5));
    await client.closed;
    const answers = client.received().split('HTTP/1.1 ').slice(1);
    expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['200', '200', '200']);
    expect(answers.map((answer) => /^connection: close/imu.test(answer))).toEqual([false, false, true]);
    expect(upstream.requests).toHaveLength(3);
  });
});
