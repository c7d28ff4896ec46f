import type { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { NOBODY, startGateway } from '../../test/support/gateway.ts';
import { pool, statusesOf } from '../../test/support/pools.ts';
import { openRaw, requestText, sendRaw } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startRawUpstream, startUpstream } from '../../test/support/upstream.ts';

const echoing = () =>
  startUpstream((request, response) => {
    request.pipe(response);
  });

describe('a request whose replica cannot be connected to', () => {
  test.each([['GET'], ['POST'], ['PATCH']])('goes to another one: 20 × %s, 20 × 200', async (method) => {
    const alive = await echoing();
    const dying = await echoing();
    const { url, requests } = await startGateway({ config: pool([alive.url, dying.url]) });
    await dying.stop();
    const body = method === 'GET' ? null : 'x'.repeat(1000);
    for (let count = 0; count < 20; count++) {
      const response = await fetch(url, { method, body });
      expect([response.status, await response.text()]).toEqual([200, body ?? '']);
    }
    expect(requests().filter((line) => line['attempts'] === 2)).toHaveLength(1);
    expect(requests().find((line) => line['attempts'] === 2)).toMatchObject({ failures: ['ECONNREFUSED'] });
  });

  test('goes there with its whole body, however large', async () => {
    const alive = await echoing();
    const dying = await echoing();
    const { url } = await startGateway({ config: pool([dying.url, alive.url]) });
    await dying.stop();
    const body = Buffer.alloc(3_000_000, 'abc');
    const response = await fetch(url, { method: 'POST', body });
    expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
  });

  test('is a 503 when there is no other', async () => {
    const { url } = await startGateway({ config: pool([NOBODY]) });
    const response = await fetch(url);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await response.json()).toMatchObject({ code: 'UNAVAILABLE' });
  });
});

describe('a request whose connection is lost before an answer', () => {
  const losing = () => startRawUpstream((socket) => socket.resetAndDestroy());

  test.each([['GET'], ['HEAD'], ['PUT'], ['DELETE'], ['OPTIONS']])(
    'goes to another replica when it is a %s',
    async (method) => {
      const [bad, good] = [await losing(), await echoing()];
      const { url } = await startGateway({ config: pool([bad.url, good.url]) });
      for (let count = 0; count < 4; count++) expect((await fetch(url, { method })).status).toBe(200);
      expect(good.requests).toHaveLength(4);
    },
  );

  test('goes to another replica when it was closed, too, and not only reset', async () => {
    const [bad, good] = [await startRawUpstream((socket) => socket.end()), await echoing()];
    const { url } = await startGateway({ config: pool([bad.url, good.url]) });
    for (let count = 0; count < 4; count++) expect((await fetch(url)).status).toBe(200);
    expect(bad.heads.length).toBeGreaterThan(0);
  });

  test('goes nowhere else when it is a POST: it may have been delivered', async () => {
    const [bad, good] = [await losing(), await echoing()];
    const { url } = await startGateway({ config: pool([bad.url, good.url]) });
    const statuses: number[] = [];
    for (let count = 0; count < 4; count++) {
      statuses.push((await fetch(url, { method: 'POST', body: 'x' })).status);
    }
    expect(statuses).toEqual([502, 200, 502, 200]);
    expect(bad.heads.length + good.requests.length).toBe(4);
  });

  test('goes nowhere else when a part of a large body is gone already', async () => {
    const bad = await startRawUpstream((socket) => socket.resetAndDestroy());
    const good = await echoing();
    const { url } = await startGateway({ config: pool([bad.url, good.url]) });
    const statuses: number[] = [];
    for (let count = 0; count < 2; count++) {
      statuses.push((await fetch(url, { method: 'PUT', body: Buffer.alloc(1_000_000) })).status);
    }
    expect(statuses).toEqual([502, 200]);
  });

  test('is a 502 when every replica loses it', async () => {
    const [one, two] = [await losing(), await losing()];
    const { url } = await startGateway({ config: pool([one.url, two.url]) });
    expect((await fetch(url)).status).toBe(502);
    expect(one.heads.length + two.heads.length).toBe(2);
  });
});

describe('a request whose connection is lost behind an interim answer, which is no answer (RFC 9110 §15.2)', () => {
  const HINT = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n';
  const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
  const closing = (text: string) => startRawUpstream((socket) => socket.end(text));
  const start = async (first: string, second = OK) => {
    const [bad, good] = [await closing(first), await closing(second)];
    const gateway = await startGateway({ config: pool([bad.url, good.url]) });
    return { bad, good, ...gateway };
  };

  test.each([['GET'], ['PUT']])(
    'goes to another replica when it was closed and it is a %s',
    async (method) => {
      const { port, bad, requests } = await start(HINT);
      const answer = await sendRaw(port, requestText(`${method} /`, ['Content-Length: 1'], 'x'));
      expect(answer).toMatch(/^HTTP\/1\.1 103 Early Hints\r\n[^]*\r\n\r\nHTTP\/1\.1 200 OK\r\n/u);
      expect(bad.heads).toHaveLength(1);
      await until(() => requests().length === 1);
      expect(requests()[0]).toMatchObject({ attempts: 2, failures: ['CONNECTION_LOST'] });
    },
  );

  test('goes to another replica when it was reset', async () => {
    let replica: Socket | undefined;
    const bad = await startRawUpstream((socket) => {
      replica = socket;
      socket.write(HINT);
    });
    const good = await closing(OK);
    const { port, requests } = await startGateway({ config: pool([bad.url, good.url]) });
    const client = await openRaw(port);
    client.socket.write(requestText('GET /'));
    // A reset may overtake what was sent before it.
    await until(() => client.received().endsWith('\r\n\r\n'));
    replica?.resetAndDestroy();
    await client.closed;
    expect(client.received()).toMatch(/\r\n\r\nHTTP\/1\.1 200 OK\r\n/u);
    expect(requests()[0]).toMatchObject({ attempts: 2, failures: ['ECONNRESET'] });
  });

  test('goes nowhere else when it is a POST', async () => {
    const { port, bad, good } = await start(HINT);
    const answer = await sendRaw(port, requestText('POST /', ['Content-Length: 1'], 'x'));
    expect(answer).toMatch(/\r\n\r\nHTTP\/1\.1 502 /u);
    expect(bad.heads.length + good.heads.length).toBe(1);
  });

  test.each([
    ['an interim one', HINT.slice(0, 20)],
    ['another interim one', `${HINT}${HINT.slice(0, 20)}`],
    ['the final one', `${HINT}HTTP/1.1 2`],
  ])('is a 502 in the middle of a head, %s', async (_name, text) => {
    const { port, bad, good } = await start(text);
    expect(await sendRaw(port, requestText('GET /'))).toMatch(/(?:^|\r\n\r\n)HTTP\/1\.1 502 /u);
    expect(bad.heads.length + good.heads.length).toBe(1);
  });

  test('does not go to the same one again: the connection, used before, was alive', async () => {
    const replica = await startRawUpstream((socket) => {
      if (socket.bytesWritten > 0) socket.end(HINT);
      else socket.write(OK);
    });
    const { url } = await startGateway({ config: pool([replica.url]) });
    expect(await statusesOf(url, 2)).toEqual([200, 502]);
    expect(replica.heads).toHaveLength(2);
  });

  test('gets no more interim answers of all replicas than of one', async () => {
    const { port } = await start(HINT.repeat(10), `${HINT.repeat(10)}${OK}`);
    const answer = await sendRaw(port, requestText('GET /'));
    expect(answer.match(/103 Early Hints/gu)).toHaveLength(16);
    expect(answer.endsWith('\r\n\r\nok')).toBe(true);
  });
});

describe('a request whose replica does not answer', () => {
  test('is a 504 at the deadline, and is not sent again', async () => {
    let aborted = 0;
    const silent = await startUpstream((request) => {
      request.socket.on('close', () => (aborted += 1));
    });
    const config = pool([silent.url], 'deadlines: { firstByte: 200ms }');
    const { url, requests } = await startGateway({ config });
    const response = await fetch(url);
    expect([response.status, await response.json()]).toEqual([
      504,
      expect.objectContaining({ code: 'NO_ANSWER' }),
    ]);
    await until(() => requests().length === 1);
    expect(Number(requests()[0]?.['duration'])).toBeGreaterThanOrEqual(195);
    await until(() => aborted === 1);
    expect(silent.requests).toHaveLength(1);
  });
});

describe('a request with whose answer another replica is asked', () => {
  const answering = (status: number) =>
    startUpstream((_request, response) => {
      response.writeHead(status, { 'x-reason': 'busy' }).end('sorry');
    });
  const route = (urls: readonly string[], settings = '') => pool(urls, settings, ', retryOn: [503]');
  const ask = async (url: string) => {
    const response = await fetch(url);
    return [response.status, response.headers.get('x-reason'), await response.text()];
  };

  test.each([1, 2])('gets the last answer when all %i say the same', async (count) => {
    const replicas = await Promise.all(Array.from({ length: count }, () => answering(503)));
    const { url } = await startGateway({ config: route(replicas.map((replica) => replica.url)) });
    expect(await ask(url)).toEqual([503, 'busy', 'sorry']);
    expect(replicas.map(({ requests }) => requests.length)).toEqual(Array(count).fill(1));
  });

  test('gets the first answer when the others are down', async () => {
    const [busy, gone] = [await answering(503), await echoing()];
    const { url } = await startGateway({ config: route([busy.url, gone.url]) });
    await gone.stop();
    // Finds out that it is.
    expect((await fetch(url, { method: 'POST' })).status).toBe(503);
    expect((await fetch(url, { method: 'POST' })).status).toBe(503);
    for (let count = 0; count < 3; count++) expect(await ask(url)).toEqual([503, 'busy', 'sorry']);
  });

  test('gets the first answer when the others are all busy', async () => {
    let answer = (): void => undefined;
    const [busy, slow] = [
      await answering(503),
      await startUpstream((_request, response) => {
        answer = () => response.end();
      }),
    ];
    const { url } = await startGateway({ config: route([busy.url, slow.url], 'connections: { max: 1 }') });
    const held: Promise<Response>[] = [];
    for (let count = 0; count < 2; count++) held.push(fetch(url, { method: 'POST' }));
    await until(() => slow.requests.length === 1 && busy.requests.length === 1);
    await Promise.race(held);
    expect(await ask(url)).toEqual([503, 'busy', 'sorry']);
    answer();
    await Promise.all(held);
  });
});
