import { once } from 'node:events';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { startGateway } from '../../test/support/gateway.ts';
import { openRaw, requestText, sendRaw, statusOf } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';
import { ask, handshake, open, startEcho } from '../../test/support/websocket.ts';

describe('a WebSocket', () => {
  test('goes through every route, without the prefix', async () => {
    const [express, fastify] = [await startEcho(), await startEcho()];
    const { port } = await startGateway({ express: express.url, fastify: fastify.url });
    for (const path of ['/flask/a?b=c', '/express/a?b=c', '/fastapi/a?b=c', '/fastify/a?b=c']) {
      expect(await ask(await open(port, path), path)).toBe(path);
    }
    expect(express.urls).toEqual(Array.from({ length: 2 }, () => '/a?b=c 127.0.0.1 1.1 echo-gateway'));
    expect(fastify.urls).toEqual(express.urls);
    for (let count = 0; count < 4; count++) await open(port, '/balanced/x');
    expect([express.urls.length, fastify.urls.length]).toEqual([4, 4]);
  });

  test('carries large messages both ways', async () => {
    const echo = await startEcho();
    const { port } = await startGateway({ express: echo.url });
    const text = 'x'.repeat(3_000_000);
    expect(await ask(await open(port, '/flask/'), text)).toBe(text);
  });

  test.each<[string, (client: WebSocket, replica: WebSocket) => void]>([
    ['the client', (client) => client.close(1000)],
    ['the replica', (_client, replica) => replica.close(1001)],
  ])('that %s ends leaves nothing behind', async (_who, end) => {
    const echo = await startEcho();
    const { port, server, requests } = await startGateway({ express: echo.url });
    const client = await open(port, '/flask/');
    const [replica] = echo.sockets.clients;
    if (replica === undefined) throw new Error('the replica has no WebSocket');
    end(client, replica);
    await once(client, 'close');
    await until(() => requests().length === 1);
    const count = promisify(server.getConnections.bind(server));
    await until(async () => (await count()) === 0);
  });

  test('goes to a replica that is there', async () => {
    const [alive, dead] = [await startEcho(), await startEcho()];
    const { port, requests } = await startGateway({ express: `${dead.url},${alive.url}` });
    await dead.stop();
    const socket = await open(port, '/flask/');
    expect(await ask(socket, 'hello')).toBe('hello');
    socket.close();
    await until(() => requests().length === 1);
    expect(requests()[0]).toMatchObject({
      status: 101,
      attempts: 2,
      failures: ['ECONNREFUSED'],
      route: '/flask',
    });
  });

  test.each<[string, string, number]>([
    ['no route leads there', 'GET /nowhere', 404],
    ['nobody is there', 'GET /flask/', 503],
    ['the target is bad', 'GET /flask/%zz', 400],
  ])('is answered as a request when %s', async (_name, line, status) => {
    const { port } = await startGateway({});
    const answer = await sendRaw(port, handshake(line));
    expect(statusOf(answer)).toBe(status);
    expect(answer).toMatch(/^content-type: application\/problem\+json\r$/mu);
  });

  test('in a version that nobody speaks is told which one is', async () => {
    const { port } = await startGateway({});
    const answer = await sendRaw(port, handshake('GET /flask/', [], '8'));
    expect(statusOf(answer)).toBe(426);
    expect(answer).toMatch(/^sec-websocket-version: 13\r$/mu);
    expect(answer).toMatch(/^connection: upgrade\r$/mu);
  });

  test('gets the answer of a replica that does not want it', async () => {
    const plain = await startUpstream((_request, response) => response.writeHead(403).end('no'));
    const { port, requests } = await startGateway({ express: plain.url });
    const answer = await sendRaw(port, handshake('GET /flask/'));
    expect(statusOf(answer)).toBe(403);
    expect(answer).toContain('no');
    await until(() => requests().length === 1);
    expect(requests()[0]).toMatchObject({ status: 403 });
  });

  test('gets a 504 from a replica that says nothing, and a 502 from one that hangs up', async () => {
    const silent = await startUpstream(() => undefined);
    silent.server.on('upgrade', () => undefined);
    const rude = await startUpstream(() => undefined);
    rude.server.on('upgrade', (_request, socket) => socket.destroy());
    const config = `
pools:
  silent: { upstream: '${silent.url}', deadlines: { firstByte: 50ms } }
  rude: { upstream: '${rude.url}' }
routes: [{ prefix: /silent, pool: silent }, { prefix: /rude, pool: rude }]
`;
    const { port } = await startGateway({ config });
    expect(statusOf(await sendRaw(port, handshake('GET /silent')))).toBe(504);
    expect(statusOf(await sendRaw(port, handshake('GET /rude')))).toBe(502);
  });

  test('does not carry fields that are for one connection, or claims about the client', async () => {
    const echo = await startEcho();
    const heads: string[][] = [];
    echo.sockets.on('connection', (_socket, request) => heads.push(request.rawHeaders));
    const { port } = await startGateway({ express: echo.url });
    const socket = new WebSocket(`ws://127.0.0.1:${port}/flask/`, {
      headers: { 'X-Forwarded-For': '6.6.6.6', 'Proxy-Authorization': 'x', 'Keep-Alive': '1', 'X-Kept': '1' },
    });
    await once(socket, 'open');
    socket.terminate();
    const names =
      heads[0]?.filter((_value, index) => index % 2 === 0).map((name) => name.toLowerCase()) ?? [];
    expect(names).toContain('x-kept');
    expect(names).not.toContain('proxy-authorization');
    expect(names).not.toContain('keep-alive');
    expect(echo.urls[0]).toContain(' 127.0.0.1 ');
  });
});

describe('an upgrade to anything else is ignored, and the request served', () => {
  test.each<[string, string]>([
    ['h2c', 'Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings, close\r\nHTTP2-Settings: AAMAAABkAAQ'],
    ['a WebSocket without a key', 'Upgrade: websocket\r\nConnection: close, upgrade'],
    ['something unheard of', 'Upgrade: x/1\r\nConnection: upgrade, close'],
  ])('%s', async (_name, fields) => {
    const echo = await startEcho();
    const { port } = await startGateway({ express: echo.url });
    const get = await sendRaw(port, `GET /flask/a HTTP/1.1\r\nHost: a\r\n${fields}\r\n\r\n`);
    expect(get).toMatch(/^HTTP\/1\.1 200 OK[^]*\r\n\r\n\/a$/u);
    const post = await sendRaw(
      port,
      `POST /flask/b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n${fields}\r\n\r\nabc`,
    );
    expect(post).toMatch(/^HTTP\/1\.1 200 OK[^]*\r\n\r\n\/b$/u);
    expect(echo.requests.map(({ headers }) => headers.upgrade)).toEqual([undefined, undefined]);
  });

  test.each<[string, string, string]>([
    ['a request', 'GET /flask/b HTTP/1.1\r\nHost: a\r\n\r\n', 'GET /flask/c HTTP/1.1\r\nHost: a\r\n\r\n'],
    [
      'the head of one with a body',
      'POST /flask/b HTTP/1.1\r\nHost: a\r\nContent-Length: 40\r\n\r\n',
      'GET /flask/c HTTP/1.1\r\nHost: a\r\n\r\n',
    ],
    ['half a head', 'GET /flask/b HT', 'TP/1.1\r\nHost: a\r\n\r\n'],
  ])('the answer is the last of its connection, whatever is behind: %s', async (_name, behind, later) => {
    const echo = await startEcho();
    const { port } = await startGateway({ express: echo.url });
    for (const head of ['GET /flask/a', 'POST /flask/a', 'GET /nowhere']) {
      const client = await openRaw(port);
      const fields = `Host: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 3\r\n\r\nabc`;
      client.socket.write(`${head} HTTP/1.1\r\n${fields}${behind}`);
      await until(() => client.received().includes('\r\n\r\n'));
      client.socket.write(later);
      await client.closed;
      expect(client.received().match(/HTTP\/1\.1 /gu)).toHaveLength(1);
      expect(client.received()).toMatch(/^connection: close\r$/imu);
    }
    expect(echo.requests.map(({ url }) => url)).toEqual(['/a', '/a']);
  });

  test('also at the gateway’s own addresses', async () => {
    const { port } = await startGateway({});
    expect(await sendRaw(port, handshake('GET /'))).toContain('API Gateway');
    expect(await sendRaw(port, requestText('GET /', ['Upgrade: h2c']))).toContain('API Gateway');
  });
});
