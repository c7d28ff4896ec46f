import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../test/support/gateway.ts';
import { until } from '../test/support/until.ts';
import { startUpstream } from '../test/support/upstream.ts';

const named = (name: string) =>
  startUpstream((request, response) => {
    response.end(JSON.stringify({ name, method: request.method, url: request.url }));
  });

const LISTING = `API Gateway
Routes:
/flask/ - Flask API
/fastapi/ - FastAPI
/express/ - Express API, the same as /flask/
/fastify/ - Fastify API, the same as /fastapi/
/balanced/ - Both, in turns
/compare/ - Both at once: their answers side by side, and the differences
/health - State of the pools
`;

describe('the default configuration', () => {
  test('lists its routes at /', async () => {
    const { url } = await startGateway({});
    const text = await fetch(url);
    expect(text.status).toBe(200);
    expect(text.headers.get('content-type')).toMatch('text/plain');
    expect(await text.text()).toBe(LISTING);
    const json = await fetch(url, { headers: { accept: 'application/json' } });
    expect(await json.json()).toMatchObject({ service: 'API Gateway', routes: { '/flask/': 'Flask API' } });
    const post = await fetch(url, { method: 'POST' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  test('leads each prefix to its twin, without the prefix', async () => {
    const [express, fastify] = [await named('express'), await named('fastify')];
    const { url } = await startGateway({ express: express.url, fastify: fastify.url });
    const ask = async (path: string): Promise<unknown> => (await fetch(url + path, { method: 'PUT' })).json();
    for (const [path, name, rest] of [
      ['/flask', 'express', '/'],
      ['/flask/', 'express', '/'],
      ['/express/echo?a=b', 'express', '/echo?a=b'],
      ['/fastapi/a//b', 'fastify', '/a//b'],
      ['/fastify?x', 'fastify', '/?x'],
      ['/flask/a%2Fb', 'express', '/a%2Fb'],
    ] as const) {
      expect(await ask(path)).toEqual({ name, method: 'PUT', url: rest });
    }
  });

  test('answers 404 with the routes anywhere else', async () => {
    const { url } = await startGateway({});
    for (const path of ['/flaskx', '/comparex', '/FLASK', '//flask', '/livez', '/metrics']) {
      const response = await fetch(url + path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      const id = response.headers.get('x-request-id');
      expect(await response.json()).toMatchObject({
        code: 'NO_ROUTE',
        request_id: id,
        routes: { '/flask/': 'Flask API', '/fastapi/': 'FastAPI' },
      });
    }
  });

  test('balances /balanced over both twins: ten requests are five and five', async () => {
    const [express, fastify] = [await named('express'), await named('fastify')];
    const { url } = await startGateway({ express: express.url, fastify: fastify.url });
    for (let count = 0; count < 10; count++) await (await fetch(`${url}/balanced/info`)).text();
    expect([express.requests.length, fastify.requests.length]).toEqual([5, 5]);
  });

  test('starts without its backends, says 503 on their routes, and notices when they come', async () => {
    const place = await startUpstream(() => undefined);
    await place.stop();
    const fastify = await named('fastify');
    const { url } = await startGateway({ express: place.url, fastify: fastify.url });
    const missing = await fetch(`${url}/flask/`);
    expect([missing.status, missing.headers.get('retry-after')]).toEqual([503, '2']);
    expect(JSON.stringify([await missing.json(), [...missing.headers]])).not.toContain(String(place.port));
    expect((await fetch(`${url}/fastapi/`)).status).toBe(200);
    expect((await fetch(`${url}/balanced/`)).status).toBe(200);
    const health = await fetch(`${url}/health`);
    expect([health.status, await health.json()]).toEqual([
      200,
      expect.objectContaining({
        status: 'degraded',
        pools: { 'express-echo': { healthy: 0, total: 1 }, 'fastify-echo': { healthy: 1, total: 1 } },
      }),
    ]);
    await startUpstream((_request, response) => response.end('back'), { port: place.port });
    await until(async () => (await fetch(`${url}/flask/`)).status === 200);
  });

  test('has a health that follows the gateway’s own life', async () => {
    const upstream = await named('a');
    const gateway = await startGateway({ express: upstream.url, fastify: upstream.url });
    const status = async () => {
      const response = await fetch(`${gateway.url}/health`);
      return [response.status, await response.json()];
    };
    expect(await status()).toEqual([200, expect.objectContaining({ status: 'healthy' })]);
    expect((await fetch(`${gateway.adminUrl}/readyz`)).status).toBe(200);
    gateway.lifecycle.draining();
    expect(await status()).toEqual([503, expect.objectContaining({ status: 'draining' })]);
    expect((await fetch(`${gateway.adminUrl}/readyz`)).status).toBe(503);
    expect((await fetch(`${gateway.adminUrl}/livez`)).status).toBe(200);
  });

  test('is unhealthy when no pool has anybody', async () => {
    const { url } = await startGateway({});
    const health = await fetch(`${url}/health`);
    expect([health.status, await health.json()]).toEqual([
      503,
      expect.objectContaining({ status: 'unhealthy' }),
    ]);
  });
});

describe('the load-balancer configuration', () => {
  test('balances every path over both twins', async () => {
    const [express, fastify] = [await named('express'), await named('fastify')];
    const { url } = await startGateway({
      shipped: 'load-balancer',
      express: express.url,
      fastify: fastify.url,
    });
    for (let count = 0; count < 10; count++) await (await fetch(url)).text();
    expect([express.requests.length, fastify.requests.length]).toEqual([5, 5]);
    expect(await (await fetch(`${url}/health?a`)).json()).toMatchObject({ url: '/health?a' });
  });

  test('goes on with one twin, and says 503 without both', async () => {
    const [express, fastify] = [await named('express'), await named('fastify')];
    const { url } = await startGateway({
      shipped: 'load-balancer',
      express: express.url,
      fastify: fastify.url,
    });
    await fetch(url);
    await express.stop();
    for (let count = 0; count < 6; count++) expect((await fetch(url)).status).toBe(200);
    await fastify.stop();
    expect((await fetch(url)).status).toBe(503);
  });
});

test('the log says how many bytes of body the gateway’s own answers have', async () => {
  const { url, requests } = await startGateway({});
  const lengths: number[] = [];
  for (const path of ['/', '/nowhere', '/flask/']) {
    lengths.push((await (await fetch(`${url}${path}`)).arrayBuffer()).byteLength);
  }
  await fetch(url, { method: 'HEAD' });
  await until(() => requests().length === 4);
  expect(Math.min(...lengths)).toBeGreaterThan(0);
  expect(requests().map((line) => line['bytes'])).toEqual([...lengths, 0]);
});
