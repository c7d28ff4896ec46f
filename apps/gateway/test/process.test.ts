import { once } from 'node:events';
import { describe, expect, jest, test } from '@jest/globals';
import { openRaw, statusOf } from './support/raw-client.ts';
import { runGateway, spawnGateway } from './support/process.ts';
import { until } from './support/until.ts';
import { startRawUpstream, startUpstream } from './support/upstream.ts';
import { handshake, open, startEcho } from './support/websocket.ts';

function lastLine(output: string): { duration?: number } {
  const line: unknown = JSON.parse(output.trim().split('\n').at(-1) ?? '');
  return typeof line === 'object' && line !== null ? line : {};
}

// Each test starts a process, on a machine that may be busy; each wait inside has its own bound.
jest.setTimeout(60_000);

describe('the gateway as a process', () => {
  test('finishes what is in flight on SIGTERM, says so, and exits 0', async () => {
    let answer = (): void => undefined;
    const upstream = await startUpstream((_request, response) => {
      answer = () => response.end('late');
    });
    const gateway = await runGateway({ EXPRESS_UPSTREAM: upstream.url, DRAIN_DELAY: '100ms' });
    const late = fetch(`${gateway.url}/flask/`);
    await until(() => upstream.requests.length === 1);
    gateway.child.kill('SIGTERM');
    await until(() => gateway.output().includes('"msg":"draining"'));
    answer();
    const response = await late;
    expect([await response.text(), response.headers.get('connection')]).toEqual(['late', 'close']);
    expect(await gateway.exit).toBe(0);
    expect(gateway.output()).toMatch(/"in_flight":1,"cut":0,.*"msg":"stopped"/u);
    expect(gateway.errors()).toBe('');
  });

  test('ends at the deadline when a request will not, and says so', async () => {
    const upstream = await startUpstream(() => undefined);
    const gateway = await runGateway({
      EXPRESS_UPSTREAM: upstream.url,
      DRAIN_DELAY: '0',
      SHUTDOWN_TIMEOUT: '300ms',
    });
    const never = fetch(`${gateway.url}/flask/`).catch(() => 'cut');
    await until(() => upstream.requests.length === 1);
    gateway.child.kill('SIGTERM');
    expect(await gateway.exit).toBe(1);
    expect(await never).toBe('cut');
    expect(gateway.output()).toContain('"cut":1');
  });

  test('has WebSockets end, those too that open while it drains, and is gone at once', async () => {
    const echo = await startEcho();
    const gateway = await runGateway({ EXPRESS_UPSTREAM: echo.url, DRAIN_DELAY: '1500ms' });
    const early = once(await open(gateway.port, '/flask/'), 'close');
    gateway.child.kill('SIGTERM');
    await until(() => gateway.output().includes('"msg":"draining"'));
    const late = once(await open(gateway.port, '/flask/'), 'close');
    expect([(await early)[0], (await late)[0]]).toEqual([1001, 1001]);
    expect(await gateway.exit).toBe(0);
    const { duration, ...line } = lastLine(gateway.output());
    expect(line).toMatchObject({ msg: 'stopped', in_flight: 0, cut: 0 });
    expect(duration).toBeLessThan(8000);
    expect(gateway.errors()).toBe('');
  });

  test('counts a WebSocket that has not ended by then as cut', async () => {
    const silent = await startRawUpstream((socket) =>
      socket.write('HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    );
    const gateway = await runGateway({
      EXPRESS_UPSTREAM: silent.url,
      DRAIN_DELAY: '0',
      SHUTDOWN_TIMEOUT: '300ms',
    });
    const client = await openRaw(gateway.port);
    client.socket.write(handshake('GET /flask/'));
    await until(() => statusOf(client.received()) === 101);
    gateway.child.kill('SIGTERM');
    expect(await gateway.exit).toBe(1);
    expect(lastLine(gateway.output())).toMatchObject({ in_flight: 0, cut: 1 });
  });

  test('does not wait for a body that does not come: 408, and it exits 0', async () => {
    const upstream = await startUpstream((request, response) => {
      request.resume().on('end', () => response.end());
    });
    const gateway = await runGateway({ EXPRESS_UPSTREAM: upstream.url, DRAIN_DELAY: '0' });
    const bodies = ['Content-Length: 10', 'Content-Length: 100000', 'Transfer-Encoding: chunked'];
    const clients = await Promise.all(bodies.map(() => openRaw(gateway.port)));
    for (const [index, { socket }] of clients.entries()) {
      socket.write(`POST /flask/ HTTP/1.1\r\nHost: a\r\n${bodies[index]}\r\n\r\n`);
    }
    // Answered after them: they are in the gateway by now.
    await fetch(gateway.url);
    gateway.child.kill('SIGTERM');
    expect(await gateway.exit).toBe(0);
    expect(clients.map((client) => statusOf(client.received()))).toEqual([408, 408, 408]);
    const { duration, ...line } = lastLine(gateway.output());
    expect(line).toMatchObject({ msg: 'stopped', in_flight: 3, cut: 0 });
    expect(duration).toBeLessThan(8000);
  });

  test('is not ready but alive while it drains', async () => {
    const gateway = await runGateway({ DRAIN_DELAY: '2s' });
    const admin = async (path: string) =>
      (await fetch(`http://127.0.0.1:${gateway.adminPort}${path}`)).status;
    expect([await admin('/livez'), await admin('/readyz')]).toEqual([200, 200]);
    gateway.child.kill('SIGTERM');
    await until(() => gateway.output().includes('"msg":"draining"'));
    expect([await admin('/livez'), await admin('/readyz')]).toEqual([200, 503]);
    expect((await fetch(`${gateway.url}/health`)).status).toBe(503);
    expect((await fetch(gateway.url)).status).toBe(200);
    expect(await gateway.exit).toBe(0);
  });

  test.each(['PORT', 'ADMIN_PORT'])(
    'names the variable when the port of %s is taken, and exits 1',
    async (variable) => {
      const upstream = await startUpstream(() => undefined);
      const gateway = await spawnGateway({ [variable]: String(upstream.port) });
      expect(await gateway.exit).toBe(1);
      expect(gateway.errors()).toBe(
        `gateway: port ${upstream.port} is already in use: stop what uses it, or set ${variable} to another port\n`,
      );
    },
  );

  test.each<[string, Record<string, string>, string]>([
    ['a port that is none', { PORT: 'abc' }, 'PORT="abc" cannot be used: expected a port, 0 to 65535'],
    ['an empty port', { PORT: '' }, 'PORT="" cannot be used: expected a port, 0 to 65535'],
    [
      'an unknown configuration',
      { GATEWAY_CONFIG: 'nginx' },
      'GATEWAY_CONFIG="nginx" cannot be used: expected default, load-balancer, or the path of a .yaml or .yml file',
    ],
    [
      'an upstream that is none',
      { EXPRESS_UPSTREAM: 'flask-echo:8080' },
      'EXPRESS_UPSTREAM="flask-echo:8080" cannot be used: expected http://HOST:PORT, or several of them separated by commas',
    ],
  ])('exits 2 with %s, and says what is accepted', async (_name, env, message) => {
    const gateway = await spawnGateway(env);
    expect(await gateway.exit).toBe(2);
    expect(gateway.errors()).toBe(`gateway: ${message}\n`);
  });

  test('starts when its backends have no address yet', async () => {
    const gateway = await runGateway({ EXPRESS_UPSTREAM: 'http://nowhere.invalid:8080' });
    expect((await fetch(gateway.url)).status).toBe(200);
    expect((await fetch(`${gateway.url}/flask/`)).status).toBe(503);
  });
});

describe('a gateway that may open few files', () => {
  test('takes no more clients than it can connect to replicas, and goes on', async () => {
    const held: (() => void)[] = [];
    const upstream = await startUpstream((_request, response) => held.push(() => response.end('ok')));
    const gateway = await runGateway({ EXPRESS_UPSTREAM: upstream.url }, { openFiles: 164 });
    const clients = await Promise.all(Array.from({ length: 200 }, () => openRaw(gateway.port)));
    for (const { socket } of clients) {
      socket.write('GET /flask/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    }
    await until(() => clients.filter(({ socket }) => socket.closed).length === 150 && held.length === 50);
    for (const answer of held) answer();
    await Promise.all(clients.map(({ closed }) => closed));
    expect(clients.filter((client) => statusOf(client.received()) === 200)).toHaveLength(50);
    expect((await fetch(gateway.url)).status).toBe(200);
    expect(gateway.errors()).toBe('');
  });
});
