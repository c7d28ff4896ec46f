import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { expectNothingLeft, statuses } from '../../test/support/leftovers.ts';
import { metricsOf } from '../../test/support/metrics.ts';
import { pool } from '../../test/support/pools.ts';
import { openRaw, requestText, sendRaw, statusOf } from '../../test/support/raw-client.ts';
import { startSaying } from '../../test/support/saying-upstream.ts';
import { until } from '../../test/support/until.ts';
import { ask, handshake, open, startEcho } from '../../test/support/websocket.ts';

describe('a handshake', () => {
  test.each([
    ['no route leads there', 'GET /nowhere', [], 404],
    ['the target is bad', 'GET /ws/%zz', [], 400],
    ['nobody is there', 'GET /dead', [], 503],
    ['its version is unknown', 'GET /ws', ['Sec-WebSocket-Version: 8'], 426],
    ['it asks for a CONNECT', 'CONNECT a:80', [], 405],
  ])('that is refused because %s is logged and counted', async (_name, line, fields, status) => {
    const echo = await startEcho();
    const config = `
pools: { ws: { upstream: ${echo.url} }, dead: { upstream: http://127.0.0.1:1 } }
routes: [{ prefix: /ws, pool: ws }, { prefix: /dead, pool: dead }]
`;
    const gateway = await startGateway({ config });
    const bytes = line.startsWith('GET') ? handshake(line, fields) : requestText(line);
    const answer = await sendRaw(gateway.port, bytes);
    expect([statusOf(answer), answer.includes('"/dead')]).toEqual([status, status === 404]);
    await expectNothingLeft(gateway);
    expect(gateway.requests()).toEqual([expect.objectContaining({ status, client_ip: '127.0.0.1' })]);
    const metrics = [...(await metricsOf(gateway.adminUrl))];
    const counted = metrics.filter(([name]) => name.startsWith('gateway_requests_total'));
    expect(counted).toEqual([[expect.stringContaining(`code="${Math.floor(status / 100)}xx"`), 1]]);
  });
});

test('a handshake on a route that compares is told that there are no WebSockets, and no twin hears of it', async () => {
  const echo = await startEcho();
  const config = `
pools: { ws: { upstream: ${echo.url} } }
routes: [{ prefix: /both, compare: { sides: { one: ws, other: ws } } }]
`;
  const gateway = await startGateway({ config });
  for (const fields of [[], ['Sec-WebSocket-Version: 8']]) {
    const answer = await sendRaw(gateway.port, handshake('GET /both/x', fields));
    expect([statusOf(answer), /"code":\s*"(\w+)"/u.exec(answer)?.[1]]).toEqual([400, 'NO_WEBSOCKETS']);
  }
  expect(gateway.requests()).toEqual([
    expect.objectContaining({ status: 400, route: '/both' }),
    expect.objectContaining({ status: 400, route: '/both' }),
  ]);
  await expectNothingLeft(gateway);
});

describe('limits hold for handshakes:', () => {
  test('the rate of a route', async () => {
    const echo = await startEcho();
    const gateway = await startGateway({
      config: pool([echo.url], '', ', rate: { requests: 2, per: 60m }'),
    });
    await open(gateway.port, '/');
    await open(gateway.port, '/');
    const answer = await sendRaw(gateway.port, handshake('GET /'));
    expect([statusOf(answer), /^retry-after: \d+\r$/imu.test(answer)]).toEqual([429, true]);
    expect(statuses(gateway)).toEqual([429]);
  });

  test('requests at a time, of which an open WebSocket is none', async () => {
    const { url } = await startSaying('');
    const echo = await startEcho();
    const gateway = await startGateway({
      config: `
pools: { ws: { upstream: ${echo.url} }, silent: { upstream: ${url} } }
routes: [{ prefix: /ws, pool: ws }, { prefix: /silent, pool: silent }]
limits: { requests: 1 }
`,
    });
    for (let count = 0; count < 3; count++) await open(gateway.port, '/ws');
    expect((await fetch(`${gateway.url}/ws`)).status).toBe(200);
    const waiting = await openRaw(gateway.port);
    waiting.socket.write(handshake('GET /silent'));
    await until(async () => (await metricsOf(gateway.adminUrl)).get('gateway_requests_in_flight') === 1);
    expect(statusOf(await sendRaw(gateway.port, handshake('GET /ws')))).toBe(503);
    expect((await fetch(`${gateway.url}/ws`)).status).toBe(503);
  });

  test('WebSockets at a time', async () => {
    const echo = await startEcho();
    const gateway = await startGateway({ config: `${pool([echo.url])}limits: { websockets: 2 }` });
    const [socket] = [await open(gateway.port, '/'), await open(gateway.port, '/')];
    expect(statusOf(await sendRaw(gateway.port, handshake('GET /')))).toBe(503);
    expect((await fetch(gateway.url)).status).toBe(200);
    socket.close();
    await until(async () => (await metricsOf(gateway.adminUrl)).get('gateway_websockets') === 1);
    expect(await ask(await open(gateway.port, '/'), 'hello')).toBe('hello');
  });

  test('connections to a replica, of which an open WebSocket is none', async () => {
    const echo = await startEcho();
    const gateway = await startGateway({ config: pool([echo.url], 'connections: { max: 1 }') });
    for (let count = 0; count < 3; count++) await open(gateway.port, '/');
    expect((await fetch(gateway.url)).status).toBe(200);
  });
});
