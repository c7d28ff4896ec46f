import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { onCleanup } from '../../test/support/cleanup.ts';
import { startGateway } from '../../test/support/gateway.ts';
import { metricsOf } from '../../test/support/metrics.ts';
import { requestText, sendRaw, statusOf } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

const answering = (status: number) =>
  startUpstream((_request, response) => response.writeHead(status).end('ok'));

describe('/metrics', () => {
  test('counts requests by route, pool, replica and class, retries, and what is going on', async () => {
    const [one, two] = [await answering(200), await answering(404)];
    const dead = await answering(200);
    const { url, adminUrl, requests } = await startGateway({
      express: `${one.url},${dead.url}`,
      fastify: two.url,
    });
    await dead.stop();
    for (const path of ['/flask/', '/flask/', '/fastapi/', '/nowhere'])
      await (await fetch(url + path)).text();
    await until(() => requests().length === 4);
    const metrics = await metricsOf(adminUrl);
    const id = one.url.slice('http://'.length);
    const labels = `route="/flask",pool="express-echo",replica="${id}",code="2xx"`;
    expect(metrics.get(`gateway_requests_total{${labels}}`)).toBe(2);
    expect(metrics.get('gateway_requests_total{route="none",pool="none",replica="none",code="4xx"}')).toBe(1);
    expect(metrics.get('gateway_retries_total{pool="express-echo"}')).toBe(1);
    expect(metrics.get('gateway_request_duration_seconds_count{route="/flask"}')).toBe(2);
    expect(metrics.get('gateway_replicas{pool="express-echo",state="well"}')).toBe(1);
    expect(metrics.get('gateway_replicas{pool="express-echo",state="unreachable"}')).toBe(1);
    expect(metrics.get('gateway_requests_in_flight')).toBe(0);
    expect(metrics.get('gateway_upstream_connections{pool="express-echo"}')).toBeGreaterThan(0);
    expect([...metrics.keys()]).toContain('nodejs_eventloop_lag_p99_seconds');
    const again = await metricsOf(adminUrl);
    expect(again.get(`gateway_requests_total{${labels}}`)).toBe(2);
  });

  test('counts WebSockets and client connections', async () => {
    const upstream = await answering(200);
    const sockets = new WebSocketServer({ server: upstream.server });
    onCleanup(() => sockets.close());
    const { port, adminUrl } = await startGateway({ express: upstream.url });
    const socket = new WebSocket(`ws://127.0.0.1:${port}/flask/`);
    await once(socket, 'open');
    const metrics = await metricsOf(adminUrl);
    expect(metrics.get('gateway_websockets')).toBe(1);
    expect(metrics.get('gateway_client_connections')).toBe(1);
    socket.terminate();
    await until(async () => (await metricsOf(adminUrl)).get('gateway_websockets') === 0);
  });
});

test('counts what cannot be read, with the client’s address in the log', async () => {
  const { port, adminUrl, lines, requests } = await startGateway({});
  const count = async () =>
    (await metricsOf(adminUrl)).get(
      'gateway_requests_total{route="none",pool="none",replica="none",code="4xx"}',
    );
  expect(statusOf(await sendRaw(port, 'nonsense\r\n\r\n'))).toBe(400);
  expect(await count()).toBe(1);
  expect(lines.at(-1)).toMatchObject({ msg: 'bad request', client_ip: '127.0.0.1', status: 400 });
  expect(await sendRaw(port, 'GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\n')).toMatch(
    / 404 [^]* 400 /u,
  );
  expect(await count()).toBe(3);
  // A body that breaks off is the end of a request that is counted anyway.
  const broken = requestText('POST /flask/', ['Transfer-Encoding: chunked'], 'nonsense\r\n');
  expect(statusOf(await sendRaw(port, broken))).toBe(400);
  await until(() => requests().length === 2);
  expect((await metricsOf(adminUrl)).get('gateway_requests_in_flight')).toBe(0);
  expect(await count()).toBe(3);
});

describe('/pools and /explain', () => {
  test('say who is in a pool, whose turn it is, and why', async () => {
    const one = await answering(200);
    const { adminUrl } = await startGateway({ express: one.url });
    const pools: unknown = await (await fetch(`${adminUrl}/pools`)).json();
    const id = one.url.slice('http://'.length);
    expect(pools).toMatchObject({
      'express-echo': { next: id, replicas: [{ id, state: 'well', inFlight: 0, failures: 0 }] },
      'fastify-echo': { replicas: [{ id: '127.0.0.1:1', state: 'unreachable' }] },
    });
  });

  test.each<[string, Record<string, unknown>]>([
    ['/x/../flask/a%2Fb?c', { path: '/flask/a%2Fb', route: '/flask', passed: '/a%2Fb?c' }],
    ['/balanced/', { route: '/balanced', upstreams: { balancing: 'members in turns' } }],
    ['/', { outcome: 'answered here: the list of routes' }],
    ['/health', { outcome: 'answered here: the state of the pools' }],
    ['/flaskx', { outcome: '404: no route has a prefix of this path' }],
    ['/%zz', { outcome: '400: the target is not a valid path' }],
    ['/fastapi/', { outcome: '503: nobody can be sent requests' }],
    ['/flask/x?y=1', { route: '/flask', passed: '/x?y=1' }],
    ['http://a.test/flask/', { path: '/flask/', condition: 'Host names a.test too; 400 otherwise' }],
    ['http://a@b/flask/', { outcome: '400: the target names no host' }],
  ])('what becomes of %s', async (path, expected) => {
    const one = await answering(200);
    const { adminUrl } = await startGateway({ express: one.url });
    const ask = async (): Promise<unknown> =>
      (await fetch(`${adminUrl}/explain?path=${encodeURIComponent(path)}`)).json();
    const first = await ask();
    expect(first).toMatchObject({ given: path, ...expected });
    expect(await ask()).toEqual(first);
  });
});

test('/explain takes the query of a path as it is, and tells how often a client may ask', async () => {
  const one = await answering(200);
  const config = `
pools: { one: { upstream: '${one.url}' } }
routes: [{ prefix: /x, pool: one, rate: { requests: 3, per: 5s } }]
`;
  const { adminUrl } = await startGateway({ config });
  expect(await (await fetch(`${adminUrl}/explain?path=/x/a?b=1?c`)).json()).toMatchObject({
    passed: '/a?b=1?c',
    rate: { requests: 3, per: 5000 },
  });
});

test('/config is the configuration in effect, with its defaults', async () => {
  const { adminUrl } = await startGateway({ express: 'http://127.0.0.1:1' });
  expect(await (await fetch(`${adminUrl}/config`)).json()).toMatchObject({
    pools: {
      'express-echo': {
        upstream: [{ hostname: '127.0.0.1', port: 1 }],
        health: { path: '/health', every: 2000 },
        deadlines: { firstByte: 30_000 },
      },
      twins: { members: ['express-echo', 'fastify-echo'] },
    },
    routes: expect.arrayContaining([expect.objectContaining({ prefix: '/flask', pool: 'express-echo' })]),
  });
});

test('anything else is a 404 with the pages there are, and none of them is on the public port', async () => {
  const { adminUrl, url } = await startGateway({});
  const response = await fetch(`${adminUrl}/nothing`);
  expect([response.status, await response.json()]).toEqual([
    404,
    { pages: ['/livez', '/readyz', '/metrics', '/pools', '/config', '/explain'] },
  ]);
  for (const page of ['/metrics', '/pools', '/config', '/explain']) {
    expect((await fetch(url + page)).status).toBe(404);
  }
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('nothing takes a %s', async (method) => {
  const { adminUrl } = await startGateway({});
  const { status, headers } = await fetch(`${adminUrl}/livez`, { method });
  expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expect((await fetch(`${adminUrl}/livez`, { method: 'HEAD' })).status).toBe(200);
});

test.each<[string, number]>([
  ['localhost:9901', 200],
  ['LOCALHOST', 200],
  ['127.0.0.1:9901', 200],
  ['[::1]:9901', 200],
  ['10.0.0.1', 200],
  ['evil.test:9901', 421],
  ['localhost.evil.test', 421],
  ['127.0.0.1.evil.test', 421],
])('on the loopback address, what %s names is answered %d', async (host, status) => {
  const { adminUrl } = await startGateway({});
  const port = Number(new URL(adminUrl).port);
  const answer = await sendRaw(port, `GET /config HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  expect(statusOf(answer)).toBe(status);
});
