import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import { onCleanup } from '../../test/support/cleanup.ts';
import { startGateway } from '../../test/support/gateway.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

async function start(sticky: string, { trust = 'none' } = {}) {
  const replicas = await Promise.all(
    ['a', 'b', 'c'].map((name) => startUpstream((_request, response) => response.end(name))),
  );
  const config = `
pools: { twin: { upstream: '${replicas.map(({ url }) => url).join()}', sticky: ${sticky} } }
routes: [{ prefix: /app, pool: twin }]
`;
  const gateway = await startGateway({ config, trust });
  const ask = async (headers: Record<string, string> = {}) => {
    const response = await fetch(`${gateway.url}/app/`, { headers });
    return { status: response.status, name: await response.text(), cookies: response.headers.getSetCookie() };
  };
  return { ...gateway, replicas, ask };
}

describe('a pool that is sticky by a cookie', () => {
  test('names the replica in a cookie, and keeps to it; without a cookie everybody has a turn', async () => {
    const { ask, replicas } = await start('{ by: cookie, name: twin }');
    const first = await ask();
    expect(first.cookies).toEqual([
      expect.stringMatching(/^twin=[\da-f]{16}; Path=\/app; HttpOnly; SameSite=Lax$/u),
    ]);
    const cookie = `other=1; ${first.cookies[0]?.split(';')[0]}`;
    for (let count = 0; count < 6; count++) {
      expect(await ask({ cookie })).toEqual({ status: 200, name: first.name, cookies: [] });
    }
    const names = new Set([(await ask()).name, (await ask()).name, (await ask()).name]);
    expect(names.size).toBe(3);
    for (const { port } of replicas) expect(first.cookies[0]).not.toContain(String(port));
  });

  test('tells in it what cannot be found out by trying addresses when it has a secret, and the same in all gateways', async () => {
    const upstream = await startUpstream((_request, response) => response.end());
    const cookieWith = async (secret: string) => {
      const { url, adminUrl } = await startGateway({
        config: `
pools: { twin: { upstream: '${upstream.url}', sticky: { by: cookie${secret && `, secret: ${secret}`} } } }
routes: [{ prefix: /, pool: twin }]
`,
      });
      const shown = await (await fetch(`${adminUrl}/config`)).text();
      if (secret !== '') expect(shown).not.toContain(secret);
      return (await fetch(url)).headers.getSetCookie()[0];
    };
    const guess = createHash('sha256').update(`127.0.0.1:${upstream.port}`).digest('hex').slice(0, 16);
    const [plain, one, same, other] = await Promise.all(
      ['', 'a'.repeat(16), 'a'.repeat(16), 'b'.repeat(16)].map(cookieWith),
    );
    expect(plain).toContain(guess);
    expect(one).not.toContain(guess);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  test('goes to another replica, without an error, when that one is gone or was never there', async () => {
    const { ask, replicas } = await start('{ by: cookie }');
    const first = await ask();
    const cookie = first.cookies[0]?.split(';')[0] ?? '';
    await replicas['abc'.indexOf(first.name)]?.stop();
    const next = await ask({ cookie });
    expect([next.status, next.name === first.name, next.cookies.length]).toEqual([200, false, 1]);
    const again = await ask({ cookie: next.cookies[0]?.split(';')[0] ?? '' });
    expect(again).toEqual({ status: 200, name: next.name, cookies: [] });
    expect((await ask({ cookie: 'gateway-replica=nonsense' })).cookies).toHaveLength(1);
  });

  test('takes WebSockets along', async () => {
    const { ask, port, replicas } = await start('{ by: cookie }');
    const opened: string[] = [];
    for (const [index, { server }] of replicas.entries()) {
      const sockets = new WebSocketServer({ server });
      sockets.on('connection', () => opened.push('abc'[index] ?? ''));
      onCleanup(() => sockets.close());
    }
    const first = await ask();
    const cookie = first.cookies[0]?.split(';')[0] ?? '';
    for (let count = 1; count <= 4; count++) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/app/`, { headers: { cookie } });
      onCleanup(() => socket.terminate());
      await once(socket, 'open');
      await until(() => opened.length === count);
    }
    expect(new Set(opened)).toEqual(new Set([first.name]));
  });
});

describe.each<[string, string, (key: string) => Record<string, string>]>([
  ['a header', '{ by: header, name: X-User }', (key) => ({ 'x-user': key })],
  ['the client', '{ by: client }', (key) => ({ 'x-forwarded-for': key })],
])('a pool that is sticky by %s', (_name, sticky, headers) => {
  test('sends the same to the same, and its requests elsewhere when that one is gone', async () => {
    const { ask, replicas } = await start(sticky, { trust: 'loopback' });
    const owners = new Map<string, string>();
    for (let index = 0; index < 30; index++) {
      const key = `10.1.2.${index}`;
      const { name, cookies } = await ask(headers(key));
      owners.set(key, name);
      expect(cookies).toEqual([]);
      expect((await ask(headers(key))).name).toBe(name);
    }
    expect(new Set(owners.values()).size).toBe(3);
    await replicas[0]?.stop();
    for (const [key, name] of owners) {
      const { status, name: now } = await ask(headers(key));
      expect([status, name === 'a' ? now !== 'a' : now === name]).toEqual([200, true]);
    }
  });

  test('/explain says whose requests they are', async () => {
    const { ask, adminUrl, replicas } = await start(sticky, { trust: 'loopback' });
    const { name } = await ask(headers('10.9.9.9'));
    const explained: unknown = await (await fetch(`${adminUrl}/explain?path=/app&key=10.9.9.9`)).json();
    const id = replicas['abc'.indexOf(name)]?.url.slice('http://'.length);
    expect(explained).toMatchObject({
      outcome: `passed on to ${id}`,
      upstreams: { rule: expect.stringMatching(/^by a hash of the /u) },
    });
  });
});
