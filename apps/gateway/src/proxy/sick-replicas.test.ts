import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { failed, ok, pool, statusesOf } from '../../test/support/pools.ts';
import { until } from '../../test/support/until.ts';
import { startRawUpstream, startUpstream } from '../../test/support/upstream.ts';

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
    pool(urls).replace('every: 60m', 'every: 20ms, timeout: 500ms, down: 2, up: 2');

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

  test('forgive one bad answer, such as that of a replica that was busy for a moment', async () => {
    let asked = 0;
    const busy = await startUpstream((_request, response) => response.end('ok'), {
      health: () => ((asked += 1) % 3 === 0 ? undefined : 200),
    });
    const { lines } = await startGateway({ config: checked([busy.url]) });
    await until(() => asked >= 9);
    expect(lines.filter((line) => line['ailment'] === 'unhealthy')).toEqual([]);
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

describe('a route that asks for it', () => {
  test('has a repeatable request sent elsewhere when the answer has one of its statuses', async () => {
    const busy = await startUpstream((_request, response) => response.writeHead(503).end('busy'));
    const config = pool([busy.url, (await ok()).url], 'outliers: { failures: 100 }', ', retryOn: [503]');
    const { url } = await startGateway({ config });
    expect(failed(await statusesOf(url, 6))).toBe(0);
    expect(failed(await statusesOf(url, 2, () => ({ method: 'POST', body: 'x' })))).toBe(1);
  });
});
