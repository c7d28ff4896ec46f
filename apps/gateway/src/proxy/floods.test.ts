import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { openRaw, requestText, statusOf } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

const POST = 'POST /flask/x HTTP/1.1\r\nHost: a\r\n';

describe('clients that reset their connections', () => {
  test.each<[string, string]>([
    ['as soon as they are there', ''],
    ['in the middle of a head', 'GET /flask/x HTTP/1.1\r\nHo'],
    ['while they wait', 'GET /flask/x HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['with more requests behind that one', 'GET /flask/x HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(5)],
    ['in the middle of a body', `${POST}Content-Length: 100000\r\n\r\nabc`],
    ['in the middle of a chunk', `${POST}Transfer-Encoding: chunked\r\n\r\n5\r\nabc`],
    ['in the middle of an answer', 'GET /flask/large HTTP/1.1\r\nHost: a\r\n\r\n'],
  ])('%s leave nothing behind: 100 of them', async (_when, bytes) => {
    let abandoned = 0;
    const upstream = await startUpstream((request, response) => {
      request.socket.once('close', () => (abandoned += 1));
      if (request.url === '/canary') response.end('ok');
      if (request.url === '/large') response.write(Buffer.alloc(100_000));
      else request.resume();
    });
    const { port, url, server, requests } = await startGateway({ express: upstream.url });
    const clients = await Promise.all(Array.from({ length: 100 }, () => openRaw(port)));
    for (const { socket } of clients) socket.write(bytes);
    if (bytes.includes('\r\n\r\n')) await until(() => upstream.requests.length === 100);
    for (const { socket } of clients) socket.resetAndDestroy();
    await until(async () => (await promisify(server.getConnections.bind(server))()) === 0);
    await until(() => abandoned === upstream.requests.length);
    expect(requests().filter(({ status }) => status !== 499)).toEqual([]);
    expect(await (await fetch(`${url}/flask/canary`)).text()).toBe('ok');
  });
});

describe('a connection that is not used', () => {
  test('is closed after a while, between requests too (RFC 9112 §9.5)', async () => {
    const upstream = await startUpstream((_request, response) => response.end('ok'));
    const { port } = await startGateway({
      config: `
pools: { twin: { upstream: '${upstream.url}' } }
limits: { keepAlive: 50ms }
routes: [{ prefix: /, pool: twin }]
`,
    });
    const client = await openRaw(port);
    client.socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await client.closed;
    expect(client.received().match(/HTTP\/1\.1 200 OK/gu)).toHaveLength(1);
  });
});

describe('a pool that is in trouble', () => {
  test('leaves the others alone: its requests wait or are refused, theirs are answered, and the gateway stays alive', async () => {
    const stuck = await startUpstream(() => undefined);
    const well = await startUpstream((_request, response) => response.end('ok'));
    const { port, url, adminUrl } = await startGateway({
      config: `
pools:
  stuck: { upstream: '${stuck.url}', connections: { max: 2, queue: 2 }, deadlines: { queue: 20s } }
  well: { upstream: '${well.url}' }
routes: [{ prefix: /stuck, pool: stuck }, { prefix: /well, pool: well }]
`,
    });
    const clients = await Promise.all(Array.from({ length: 30 }, () => openRaw(port)));
    for (const { socket } of clients) socket.write(requestText('GET /stuck'));
    await until(() => clients.filter((client) => statusOf(client.received()) === 503).length === 26);
    for (let count = 0; count < 20; count++) expect((await fetch(`${url}/well`)).status).toBe(200);
    expect((await fetch(`${adminUrl}/livez`)).status).toBe(200);
    expect((await fetch(`${adminUrl}/readyz`)).status).toBe(200);
  });
});
