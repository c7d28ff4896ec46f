import { createServer } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { startGateway } from '../../test/support/gateway.ts';
import { listening } from '../../test/support/listening.ts';
import { until } from '../../test/support/until.ts';
import { startUpstream } from '../../test/support/upstream.ts';

/** A replica that answers one request at a time, in 20 ms; the others wait in it, health checks too. */
function startNarrow() {
  let last = Promise.resolve();
  const server = createServer((_request, response) => {
    last = last
      .then(() => new Promise((resolve) => setTimeout(resolve, 20)))
      .then(() => void response.end('ok'));
  });
  return listening(server);
}

describe('a pool whose replicas are asked more than they can answer', () => {
  test.each(['health', 'answers'])(
    'refuses what is too much at once, says so, and refuses nobody when that is over: by %s',
    async (by) => {
      const { url: narrow } = await startNarrow();
      const { url, adminUrl, requests } = await startGateway({
        config: `
pools: { twin: { upstream: '${narrow}', overload: { by: ${by}, floor: 2, slack: 5ms } } }
routes: [{ prefix: /, pool: twin }]
`,
      });
      const ask = async () => {
        const { status, headers } = await fetch(url);
        return { status, after: headers.get('retry-after') };
      };
      for (let count = 0; count < 15; count++) expect((await ask()).status).toBe(200);
      let refused = 0;
      await until(async () => {
        for (const { status, after } of await Promise.all(Array.from({ length: 30 }, ask))) {
          expect([200, 503]).toContain(status);
          if (status === 503) expect(after).toBe('1');
          if (status === 503) refused += 1;
        }
        return refused >= 10;
      }, 20_000);
      await until(() => requests().some(({ failures }) => JSON.stringify(failures) === '["overload"]'));
      const metrics = await (await fetch(`${adminUrl}/metrics`)).text();
      expect(metrics).toMatch(/^gateway_shed_total\{pool="twin"\} [1-9]\d*$/mu);
      expect(metrics).toMatch(/^gateway_concurrency_limit\{pool="twin"\} \d{1,2}$/mu);
      const pools: unknown = await (await fetch(`${adminUrl}/pools`)).json();
      expect(pools).toMatchObject({ twin: { replicas: [{ limit: expect.any(Number) }] } });
      for (let count = 0; count < 10; count++) expect((await ask()).status).toBe(200);
    },
  );
});

describe('a replica some of whose answers take long, though it has little to do', () => {
  /** Half of its answers are quick, the others take half a second, however many there are. */
  const startMixed = async (overload: string) => {
    const { url: upstream } = await startUpstream((request, response) => {
      setTimeout(() => response.end(), request.url === '/slow' ? 500 : 0);
    });
    const { url, adminUrl } = await startGateway({
      config: `
pools: { twin: { upstream: '${upstream}', overload: ${overload} } }
routes: [{ prefix: /, pool: twin }]
`,
    });
    const ask = async (path: string) => (await fetch(url + path)).status;
    const all = (count: number, path: string) => Promise.all(Array.from({ length: count }, () => ask(path)));
    const limit = async () => {
      const pools: unknown = await (await fetch(`${adminUrl}/pools`)).json();
      return /"limit":(\d+)/u.exec(JSON.stringify(pools))?.[1];
    };
    for (let count = 0; count < 20; count++) await all(10, '/quick');
    return { all, limit };
  };
  const served = (statuses: number[]): Set<number> => new Set(statuses);

  test('is asked for all of them, and its limit stays', async () => {
    const { all, limit } = await startMixed('{ slack: 400ms }');
    for (let round = 0; round < 2; round++) {
      expect(served(await all(120, '/slow'))).toEqual(new Set([200]));
      expect(served(await all(10, '/quick'))).toEqual(new Set([200]));
    }
    const both = await Promise.all([all(40, '/slow'), all(20, '/quick')]);
    expect(served(both.flat())).toEqual(new Set([200]));
    expect(await limit()).toBe('512');
  });

  test('may be taken for one that has too much, when its pool goes by answers alone', async () => {
    const { all } = await startMixed('{ by: answers, floor: 4, slack: 400ms }');
    await until(async () => (await all(60, '/slow')).includes(503));
  });

  test('never is, when its pool goes by nothing', async () => {
    const { all, limit } = await startMixed('{ by: none, floor: 1, slack: 1ms }');
    await all(120, '/slow');
    expect(await limit()).toBe('512');
  });
});
