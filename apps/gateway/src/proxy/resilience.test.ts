import type { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { openRaw, requestText } from '../../test/support/raw-client.ts';
import { until } from '../../test/support/until.ts';
import { startRawUpstream, startUpstream } from '../../test/support/upstream.ts';

/** Replicas with quiet health checks; what is tested is what the requests themselves bring about. */
const pool = (urls: readonly string[], settings = '', route = '') => `
pools:
  twin:
    upstream: ${urls.join(',')}
    health: { every: 60m }
    ${settings}
routes:
  - { prefix: /, pool: twin ${route} }
`;

const ok = () =>
  startUpstream((request, response) => {
    request.resume();
    request.on('end', () => response.end('ok'));
  });

async function statusesOf(url: string, count: number, init: (index: number) => RequestInit = () => ({})) {
  const statuses: number[] = [];
  for (let index = 0; index < count; index++) {
    const response = await fetch(url, init(index));
    await response.arrayBuffer();
    statuses.push(response.status);
  }
  return statuses;
}

const mixed = (index: number): RequestInit =>
  index % 4 === 3 ? { method: 'POST', body: 'x'.repeat(500) } : {};
const failed = (statuses: number[]): number => statuses.filter((status) => status >= 500).length;

describe('one of three replicas that answers 500', () => {
  test('costs clients a few errors, is tried again without costing any, and comes back when it is well', async () => {
    let broken = true;
    let asked = 0;
    const sick = await startUpstream((_request, response) => {
      asked += 1;
      response.writeHead(broken ? 500 : 200).end();
    });
    const [one, two] = [await ok(), await ok()];
    const config = pool([sick.url, one.url, two.url], 'outliers: { ejection: 50ms, longest: 100ms }');
    const { url } = await startGateway({ config });
    expect(failed(await statusesOf(url, 60))).toBe(5);
    const before = asked;
    await until(async () => {
      expect(failed(await statusesOf(url, 3))).toBe(0);
      return asked >= before + 3;
    });
    broken = false;
    await until(async () => {
      const already = asked;
      expect(failed(await statusesOf(url, 9))).toBe(0);
      return asked === already + 3;
    });
  });
});

describe('replicas that all answer 500', () => {
  test('are all still used: the pool is never emptied, and nothing is sent twice', async () => {
    let asked = 0;
    const sick = () =>
      startUpstream((_request, response) => {
        asked += 1;
        response.writeHead(500).end();
      });
    const config = pool([(await sick()).url, (await sick()).url, (await sick()).url]);
    const { url } = await startGateway({ config });
    expect(failed(await statusesOf(url, 50))).toBe(50);
    expect(asked).toBe(50);
  });
});

describe('replicas that lose every connection', () => {
  test('get no storm of retries: a fifth more than the requests, and ten a second', async () => {
    const losing = () => startRawUpstream((socket) => socket.resetAndDestroy());
    const [one, two, three] = [await losing(), await losing(), await losing()];
    const started = performance.now();
    const { url } = await startGateway({ config: pool([one.url, two.url, three.url]) });
    expect(failed(await statusesOf(url, 100))).toBe(100);
    const seconds = (performance.now() - started) / 1000;
    const load = one.heads.length + two.heads.length + three.heads.length;
    expect(load).toBeLessThanOrEqual(100 * 1.2 + 10 * (seconds + 1));
    expect(load).toBeGreaterThanOrEqual(100);
  });
});

describe('a replica that resets every third connection as soon as it is made', () => {
  test('costs nobody anything, POSTs with bodies included', async () => {
    let connections = 0;
    const flaky = await startUpstream((request, response) => {
      request.resume();
      // No keep-alive, so that connections are made all the time.
      request.on('end', () => response.writeHead(200, { connection: 'close' }).end('ok'));
    });
    flaky.server.prependListener('connection', (socket) => {
      connections += 1;
      if (connections % 3 === 0) socket.resetAndDestroy();
    });
    const { url } = await startGateway({ config: pool([flaky.url, (await ok()).url]) });
    expect(failed(await statusesOf(url, 100, mixed))).toBe(0);
    expect(connections).toBeGreaterThan(40);
  });
});

describe('the keep-alive race', () => {
  test('with a replica that closes idle connections soon, and does not say so, costs nobody anything', async () => {
    const impatient = () =>
      startRawUpstream((socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        socket.setTimeout(15, () => socket.destroy());
      });
    const [one, two] = [await impatient(), await impatient()];
    const { url } = await startGateway({ config: pool([one.url, two.url]) });
    const statuses: number[] = [];
    for (let index = 0; index < 120; index++) {
      statuses.push(...(await statusesOf(url, 1, () => mixed(index))));
      await new Promise((resolve) => setTimeout(resolve, 5 + (index % 12)));
    }
    expect(failed(statuses)).toBe(0);
  });

  test('with a replica that closes just as a connection is used again costs no GET, and at most one POST a replica', async () => {
    const racing = () =>
      startRawUpstream((socket) => {
        if (socket.bytesWritten > 0) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      });
    const [one, two] = [await racing(), await racing()];
    const { url } = await startGateway({ config: pool([one.url, two.url]) });
    const statuses = await statusesOf(url, 100, mixed);
    expect(statuses.filter((status, index) => status >= 500 && index % 4 !== 3)).toEqual([]);
    expect(failed(statuses)).toBeLessThanOrEqual(2);
  });
});

describe('the only replica of a pool', () => {
  test.each<[string, (socket: Socket) => void]>([
    [
      'just as it is used again',
      (socket) => {
        if (socket.bytesWritten > 0) socket.destroy();
        else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      },
    ],
    [
      'right after its answer',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', () => socket.destroy());
      },
    ],
  ])('may close a connection %s: a GET is sent again on a new one', async (_name, talk) => {
    const { url } = await startGateway({ config: pool([(await startRawUpstream(talk)).url]) });
    expect(failed(await statusesOf(url, 60))).toBe(0);
  });
});

describe('a replica that is shutting down', () => {
  test('is left alone as soon as it announces it', async () => {
    let draining = false;
    const leaving = await startUpstream(
      (_request, response) => {
        if (draining) response.setHeader('connection', 'close');
        response.end('ok');
      },
      { health: () => (draining ? 503 : 200) },
    );
    const staying = await ok();
    const { url } = await startGateway({ config: pool([leaving.url, staying.url]) });
    await statusesOf(url, 4);
    draining = true;
    await until(async () => {
      const before = leaving.requests.length;
      expect(failed(await statusesOf(url, 4))).toBe(0);
      return leaving.requests.length === before;
    });
  });
});

describe('health checks', () => {
  const checked = (urls: readonly string[]) =>
    pool(urls).replace('every: 60m', 'every: 20ms, timeout: 100ms, down: 2, up: 2');

  test('take a replica out whose health alone is bad, and put it back', async () => {
    let health = 500;
    const odd = await startUpstream((_request, response) => response.end('ok'), { health: () => health });
    const good = await ok();
    const { url } = await startGateway({ config: checked([odd.url, good.url]) });
    await until(async () => {
      const before = odd.requests.length;
      expect(failed(await statusesOf(url, 4))).toBe(0);
      return odd.requests.length === before;
    });
    health = 200;
    await until(async () => {
      const before = odd.requests.length;
      await statusesOf(url, 4);
      return odd.requests.length === before + 2;
    });
  });

  test('take a replica out that accepts connections and never answers', async () => {
    const hung = await startUpstream(() => undefined, { health: () => undefined });
    const good = await ok();
    const { url, lines } = await startGateway({ config: checked([hung.url, good.url]) });
    await until(() => lines.some((line) => line['ailment'] === 'unhealthy'));
    expect(failed(await statusesOf(url, 6))).toBe(0);
  });

  test('that are all bad do not turn a pool off that answers', async () => {
    const odd = () => startUpstream((_request, response) => response.end('ok'), { health: () => 500 });
    const { url, lines } = await startGateway({ config: checked([(await odd()).url, (await odd()).url]) });
    await until(() => lines.filter((line) => line['ailment'] === 'unhealthy').length === 2);
    expect(failed(await statusesOf(url, 10))).toBe(0);
  });
});

describe('waiting for a connection', () => {
  const slow = () =>
    startUpstream((_request, response) => {
      setTimeout(() => response.end('ok'), 150);
    });

  test('is bounded: who comes when the queue is full gets a 503 at once, the others are served in order', async () => {
    const { url } = await startGateway({
      config: pool([(await slow()).url], 'connections: { max: 2, queue: 2 }'),
    });
    const ask = async () => {
      const started = performance.now();
      const response = await fetch(url);
      return {
        status: response.status,
        after: response.headers.get('retry-after'),
        time: performance.now() - started,
      };
    };
    const answers = await Promise.all([ask(), ask(), ask(), ask(), ask(), ask()]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.map(({ after }) => after)).toEqual(['1', '1']);
    for (const { time } of refused) expect(time).toBeLessThan(150);
  });

  test('ends at its deadline with a 503', async () => {
    const settings = 'connections: { max: 1 }\n    deadlines: { queue: 30ms }';
    const { url } = await startGateway({ config: pool([(await slow()).url], settings) });
    const [one, two] = await Promise.all([fetch(url), fetch(url)]);
    expect(new Set([one?.status, two?.status])).toEqual(new Set([200, 503]));
  });
});

describe('deadlines', () => {
  test('a body that stops coming breaks the answer off', async () => {
    const stalling = await startUpstream((_request, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('abc');
    });
    const { url, requests } = await startGateway({
      config: pool([stalling.url], 'deadlines: { idle: 50ms }'),
    });
    await expect((async () => (await fetch(url)).text())()).rejects.toThrow();
    await until(() => requests().length === 1);
    expect(requests()[0]).toMatchObject({ broken: true, failures: ['DEADLINE'] });
  });

  test('a body that comes slowly but steadily does not pass one between its parts', async () => {
    const dripping = await startUpstream((_request, response) => {
      let left = 10;
      const timer = setInterval(() => {
        response.write('x');
        left -= 1;
        if (left > 0) return;
        clearInterval(timer);
        response.end();
      }, 30);
    });
    const { url } = await startGateway({ config: pool([dripping.url], 'deadlines: { idle: 150ms }') });
    expect(await (await fetch(url)).text()).toBe('x'.repeat(10));
  });

  test('the whole request may have one, over all attempts', async () => {
    const never = () => startUpstream(() => undefined);
    const { url } = await startGateway({
      config: pool([(await never()).url, (await never()).url], 'deadlines: { total: 80ms }'),
    });
    const response = await fetch(url);
    expect(response.status).toBe(504);
  });

  test('a connection that does not come about passes one, and another replica is asked', async () => {
    // TEST-NET-1 (RFC 5737): nobody answers there, or the network says so at once.
    const { url } = await startGateway({
      config: pool(['http://192.0.2.1:80', (await ok()).url], 'deadlines: { connect: 50ms }'),
    });
    expect(failed(await statusesOf(url, 4))).toBe(0);
  });
});

describe('a route that asks for it', () => {
  test('has a repeatable request sent elsewhere when the answer has one of its statuses', async () => {
    const busy = await startUpstream((_request, response) => response.writeHead(503).end('busy'));
    const config = pool([busy.url, (await ok()).url], 'outliers: { failures: 100 }', ', retryOn: [503]');
    const { url } = await startGateway({ config });
    expect(failed(await statusesOf(url, 6))).toBe(0);
    expect(failed(await statusesOf(url, 2, () => ({ method: 'POST', body: 'x' })))).toBe(1);
  });
});

describe('a client that leaves while it waits for a connection', () => {
  test('is forgotten', async () => {
    let finish = (): void => undefined;
    const upstream = await startUpstream((_request, response) => {
      finish = () => response.end('ok');
    });
    const { url, port, requests } = await startGateway({
      config: pool([upstream.url], 'connections: { max: 1 }\n    deadlines: { queue: 20s }'),
    });
    const first = fetch(url);
    await until(() => upstream.requests.length === 1);
    const second = await openRaw(port);
    second.socket.end(requestText('GET /'));
    await until(() => requests().some((line) => line['status'] === 499));
    const third = fetch(url);
    await new Promise((resolve) => setTimeout(resolve, 20));
    finish();
    expect((await first).status).toBe(200);
    await until(() => upstream.requests.length === 2);
    finish();
    expect((await third).status).toBe(200);
  });
});
