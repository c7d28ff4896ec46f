import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { onCleanup } from '../../test/support/cleanup.ts';
import { startGateway } from '../../test/support/gateway.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

const answering = (status: number) =>
  startUpstream((_request, response) => response.writeHead(status).end('ok'));

/** Samples of the exposition format, by name and labels. */
function samplesOf(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

async function metricsOf(adminUrl: string): Promise<Map<string, number>> {
  const response = await fetch(`${adminUrl}/metrics`);
  expect(response.headers.get('content-type')).toMatch('text/plain; version=0.0.4');
  return samplesOf(await response.text());
}

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

test('/config is the configuration in effect, with its defaults', async () => {
  const { adminUrl } = await startGateway({ express: 'http://10.0.0.1:80' });
  expect(await (await fetch(`${adminUrl}/config`)).json()).toMatchObject({
    pools: {
      'express-echo': {
        upstream: [{ hostname: '10.0.0.1', port: 80 }],
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
